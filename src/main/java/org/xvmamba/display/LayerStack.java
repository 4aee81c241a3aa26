package org.xvmamba.display;

import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.image.Picture;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

/** The raw maps of all blocks and directions as one hyperstack. */
public final class LayerStack {

	/** A plane of 32 bits takes 256 MB then: of a slide, planes are smaller than the picture, and calibrated accordingly. */
	private static final double MOST_PIXELS = 1 << 26;

	private LayerStack() {}

	/**
	 * Makes a 32-bit hyperstack of raw values, as large as the picture (at most 67 megapixels; then the title says so) and calibrated so that it
	 * lies on the image: channels are the mean of the directions, then each direction; slices are the blocks in network order; frames are the
	 * planes that were explained. A plane is computed when it is looked at: bilinear, half-pixel centres. Each plane is shown from its own least
	 * to its own greatest value.
	 *
	 * @param series what was found
	 * @param index one of its indices
	 * @return the hyperstack, not shown; its info is the provenance
	 * @throws IllegalArgumentException when that index was not computed
	 */
	public static ImagePlus of(final ExplanationSeries series, final MapIndex index) {
		final Picture picture = series.first().picture();
		final LayerPlanes planes = new LayerPlanes(series, index);
		final ImagePlus layers = new LayerImage(index.label() + " of " + picture.name() + (scale(picture) < 1 ? ", reduced to " + planes.getWidth() +
			" x " + planes.getHeight() : ""), planes);
		layers.setDimensions(planes.channels(), series.first().blocks().size(), series.planes().size());
		layers.setOpenAsHyperStack(true);
		layers.setCalibration(calibration(picture, planes));
		layers.setProperty("Info", ProvenanceText.of(series));
		return layers;
	}

	/** @return pixels of a plane for a pixel of the picture, along either axis; 1 but for huge pictures */
	static double scale(final Picture picture) {
		return Math.min(1, Math.sqrt(MOST_PIXELS / picture.width() / picture.height()));
	}

	/** @return what lays planes, whatever their size, on a picture's image */
	static Calibration calibration(final Picture picture, final ImageStack planes) {
		final double across = (double) picture.width() / planes.getWidth();
		final double down = (double) picture.height() / planes.getHeight();
		final Calibration calibration = new Calibration();
		calibration.pixelWidth = across * picture.pixelSize().width();
		calibration.pixelHeight = down * picture.pixelSize().height();
		calibration.setUnit(picture.pixelSize().unit());
		calibration.xOrigin = -picture.region().x() / across;
		calibration.yOrigin = -picture.region().y() / down;
		calibration.setValueUnit("raw index");
		return calibration;
	}
}
