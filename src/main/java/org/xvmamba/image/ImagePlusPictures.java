package org.xvmamba.image;

import java.util.AbstractList;
import java.util.List;

import org.xvmamba.UserException;
import org.xvmamba.image.Picture.PixelSize;

import ij.ImagePlus;
import ij.measure.Calibration;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Pictures from ImageJ's images. The model is shown what the person sees: the current plane in the colours of the screen, that is, values
 * mapped by the display range to 256 steps and through the lookup table; of a composite, the channels that are switched on, mixed as ImageJ
 * mixes them. {@link PictureOptions} can choose other values and channels. Overlays, selections and threshold colours are not seen.
 */
public final class ImagePlusPictures {

	private ImagePlusPictures() {}

	/**
	 * Wraps the current plane as it is displayed; its arrays are shared, not copied. Of a virtual stack, the plane is read.
	 *
	 * @param image of any type
	 * @param regionOrNull part of the image in pixels, cut to the image where it reaches over its edge; null for all of it
	 * @return the picture, a lazy view
	 * @throws UserException when the region lies outside of the image, or the image is empty
	 */
	public static Picture of(final ImagePlus image, final Region regionOrNull) {
		return of(image, regionOrNull, PictureOptions.DEFAULTS);
	}

	/**
	 * Wraps the current plane as by {@link #of(ImagePlus, Region)}, its colours made as the options say.
	 *
	 * @throws UserException also when the image has not all of the channels
	 */
	public static Picture of(final ImagePlus image, final Region regionOrNull, final PictureOptions options) {
		final Selection selection = requireSelection(image, regionOrNull == null ? null : Selection.of(regionOrNull));
		return picture(new ImagePlanes(image, PlanePosition.current(image), DisplayState.of(image)), selection, options);
	}

	/**
	 * The current plane, or all planes, as the options say. Each picture is made anew whenever the list is asked for it, so that of a virtual
	 * stack only one plane needs to be in memory; display ranges, lookup tables and channels are those of now.
	 *
	 * @param image of any type
	 * @param selectionOrNull part of the image, cut to the image where it reaches over its edge; null for all of it
	 * @param options what is asked for
	 * @return at least one picture; all of the same size. Slices first, then frames
	 * @throws UserException as {@link #of(ImagePlus, Region)}
	 */
	public static List<Picture> series(final ImagePlus image, final Selection selectionOrNull, final PictureOptions options) {
		final Selection selection = requireSelection(image, selectionOrNull);
		final List<PlanePosition> positions = options.allPlanes() ? PlanePosition.all(image) : List.of(PlanePosition.current(image));
		final DisplayState display = DisplayState.of(image);
		return new AbstractList<>() {

			@Override
			public Picture get(final int index) {
				return picture(new ImagePlanes(image, positions.get(index), display), selection, options);
			}

			@Override
			public int size() {
				return positions.size();
			}
		};
	}

	private static Picture picture(final ImagePlanes planes, final Selection selection, final PictureOptions options) {
		final ImagePlus image = planes.image();
		final Region region = clipped(selection.bounds(), image);
		final ColourView view = colours(planes, options);
		final boolean isElsewhere = image.getStack().isVirtual() && !planes.isCurrent();
		final RandomAccessibleInterval<FloatType> plane = isElsewhere ? new LazyPlane(view.pixels(), () -> colours(planes, options).pixels()) : view
			.pixels();
		final FinalInterval interval = FinalInterval.createMinSize(region.x(), region.y(), 0, region.width(), region.height(), 3);
		return new Picture(name(image, selection), Views.zeroMin(Views.interval(plane, interval)), region, pixelSize(image.getCalibration()), view
			.conversion() + planes, planes.position(), selection.mask(region), region.width() < image.getWidth() || region.height() < image.getHeight());
	}

	private static String name(final ImagePlus image, final Selection selection) {
		return selection.name().isEmpty() ? image.getTitle() : image.getTitle() + ", " + selection.name();
	}

	/** @return the selection, or all of the image; it has a pixel of the image */
	private static Selection requireSelection(final ImagePlus image, final Selection selectionOrNull) {
		if (image.getProcessor() == null) throw new UserException("The image '" + image.getTitle() + "' is empty; open another one.");
		if (selectionOrNull == null) return Selection.of(new Region(0, 0, image.getWidth(), image.getHeight()));
		final Region region = clipped(selectionOrNull.bounds(), image);
		if (!selectionOrNull.mask(region).touches(new Region(0, 0, region.width(), region.height()))) throw outside(selectionOrNull.bounds(),
			image);
		return selectionOrNull;
	}

	private static ColourView colours(final ImagePlanes planes, final PictureOptions options) {
		final ImagePlus image = planes.image();
		requireChannels(image, options.channels());
		final Scaling scaling = options.scaling().stored(image.getCalibration());
		if (image.getBitDepth() == 24) return DisplayColours.ofRgb(planes.current(), options);
		final ColourView view = options.channels().isDisplay() ? DisplayColours.ofChannels(planes.shown(), planes.display().projection(), scaling)
			: DisplayColours.ofInputs(planes, options.channels(), scaling);
		return scaling.equals(options.scaling()) ? view : new ColourView(view.pixels(), view.conversion() +
			" (stored values; asked for was the calibrated range " + options.scaling().key() + ")");
	}

	private static void requireChannels(final ImagePlus image, final ChannelChoice choice) {
		final int count = image.getBitDepth() == 24 ? 3 : image.getNChannels();
		for (final int channel : choice.inputs())
			if (channel > count) throw new UserException("There is no channel " + channel + " in the image '" + image.getTitle() +
				"'; it has " + (image.getBitDepth() == 24 ? "red (1), green (2) and blue (3)" : count == 1 ? "channel 1 only" : "channels 1 to " +
					count) + ", and channels=" + choice.key() + " names more.");
	}

	private static Region clipped(final Region region, final ImagePlus image) {
		final long left = Math.max(0, region.x());
		final long top = Math.max(0, region.y());
		final long right = Math.min(image.getWidth(), (long) region.x() + region.width());
		final long bottom = Math.min(image.getHeight(), (long) region.y() + region.height());
		if (left >= right || top >= bottom) throw outside(region, image);
		return new Region((int) left, (int) top, (int) (right - left), (int) (bottom - top));
	}

	private static UserException outside(final Region region, final ImagePlus image) {
		return new UserException("The selection (x = " + region.x() + ", y = " + region.y() + ", " + region.width() + " x " + region.height() +
			" pixels) lies outside of the image '" + image.getTitle() + "' of " + image.getWidth() + " x " + image.getHeight() +
			" pixels; move it onto the image, or remove it.");
	}

	private static PixelSize pixelSize(final Calibration calibration) {
		return calibration.scaled() ? new PixelSize(calibration.pixelWidth, calibration.pixelHeight, calibration.getUnit()) : PixelSize.NONE;
	}
}
