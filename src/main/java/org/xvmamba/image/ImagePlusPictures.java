package org.xvmamba.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.xvmamba.UserException;
import org.xvmamba.image.Picture.PixelSize;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Pictures from ImageJ's images. The model is shown what the person sees: the current plane in the colours of the screen, that is, values
 * mapped by the display range to 256 steps and through the lookup table; of a composite, the channels that are switched on, mixed as ImageJ
 * mixes them. Overlays, selections and threshold colours are not seen.
 */
public final class ImagePlusPictures {

	private ImagePlusPictures() {}

	/**
	 * Wraps the current plane; its arrays are shared, not copied. Of a virtual stack, the plane is read.
	 *
	 * @param image of any type
	 * @param regionOrNull part of the image in pixels, cut to the image where it reaches over its edge; null for all of it
	 * @return the picture, a lazy view
	 * @throws UserException when the region lies outside of the image, or the image is empty
	 */
	public static Picture of(final ImagePlus image, final Region regionOrNull) {
		if (image.getProcessor() == null) throw new UserException("The image '" + image.getTitle() + "' is empty; open another one.");
		final Region region = regionOrNull == null ? new Region(0, 0, image.getWidth(), image.getHeight()) : clipped(regionOrNull, image);
		final ColourView view = image.getBitDepth() == 24 ? DisplayColours.ofRgb(image.getProcessor()) : DisplayColours.ofChannels(channels(
			image), projection(image));
		final FinalInterval interval = FinalInterval.createMinSize(region.x(), region.y(), 0, region.width(), region.height(), 3);
		final RandomAccessibleInterval<FloatType> pixels = Views.zeroMin(Views.interval(view.pixels(), interval));
		return new Picture(image.getTitle(), pixels, region, pixelSize(image.getCalibration()), view.conversion() + plane(image));
	}

	private static Region clipped(final Region region, final ImagePlus image) {
		final long left = Math.max(0, region.x());
		final long top = Math.max(0, region.y());
		final long right = Math.min(image.getWidth(), (long) region.x() + region.width());
		final long bottom = Math.min(image.getHeight(), (long) region.y() + region.height());
		if (left >= right || top >= bottom) throw new UserException("The selection (x = " + region.x() + ", y = " + region.y() + ", " + region
			.width() + " x " + region.height() + " pixels) lies outside of the image '" + image.getTitle() + "' of " + image.getWidth() + " x " +
			image.getHeight() + " pixels; move it onto the image, or remove it.");
		return new Region((int) left, (int) top, (int) (right - left), (int) (bottom - top));
	}

	/** The planes that are seen at the image's current position, with their ranges and lookup tables. */
	private static List<ImageProcessor> channels(final ImagePlus image) {
		if (!(image instanceof CompositeImage composite) || composite.getMode() != IJ.COMPOSITE || composite.getNChannels() < 2) return List.of(
			image.getProcessor());
		final List<ImageProcessor> channels = new ArrayList<>();
		final boolean[] active = composite.getActiveChannels();
		for (int channel = 1; channel <= composite.getNChannels(); channel++)
			if (active[channel - 1]) channels.add(channel(composite, channel));
		if (channels.isEmpty()) throw new UserException("All channels of the image '" + image.getTitle() +
			"' are switched off; switch one on in Image > Color > Channels Tool.");
		return channels;
	}

	private static ImageProcessor channel(final CompositeImage composite, final int channel) {
		final LUT lut = composite.getChannelLut(channel);
		final ImageProcessor plane = composite.getStack().getProcessor(composite.getStackIndex(channel, composite.getZ(), composite.getT()));
		final ImageProcessor range = channel == composite.getC() ? composite.getProcessor() : null;
		plane.setLut(lut);
		plane.setMinAndMax(range == null ? lut.min : range.getMin(), range == null ? lut.max : range.getMax());
		return plane;
	}

	private static Projection projection(final ImagePlus image) {
		final String name = image.getProp("CompositeProjection");
		return name == null ? Projection.SUM : Projection.byName(name.toLowerCase(Locale.ROOT));
	}

	private static PixelSize pixelSize(final Calibration calibration) {
		return calibration.scaled() ? new PixelSize(calibration.pixelWidth, calibration.pixelHeight, calibration.getUnit()) : PixelSize.NONE;
	}

	private static String plane(final ImagePlus image) {
		return image.getStackSize() == 1 ? "" : "; plane at channel " + image.getC() + " of " + image.getNChannels() + ", slice " + image.getZ() +
			" of " + image.getNSlices() + ", frame " + image.getT() + " of " + image.getNFrames();
	}
}
