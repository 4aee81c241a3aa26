package org.xvmamba.display;

import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.image.Picture;

import ij.ImagePlus;
import ij.measure.Calibration;

/** The raw maps of all blocks and directions as one hyperstack. */
public final class LayerStack {

	private LayerStack() {}

	/**
	 * Makes a 32-bit hyperstack of raw values, as large as the picture and calibrated so that it lies on the image: channels are the mean of
	 * the directions, then each direction; slices are the blocks in network order; frames are the planes that were explained. A plane is
	 * computed when it is looked at: bilinear, half-pixel centres. Each plane is shown from its own least to its own greatest value.
	 *
	 * @param series what was found
	 * @param index one of its indices
	 * @return the hyperstack, not shown; its info is the provenance
	 * @throws IllegalArgumentException when that index was not computed
	 */
	public static ImagePlus of(final ExplanationSeries series, final MapIndex index) {
		final Picture picture = series.first().picture();
		final LayerPlanes planes = new LayerPlanes(series, index);
		final ImagePlus layers = new LayerImage(index.label() + " of " + picture.name(), planes);
		layers.setDimensions(planes.channels(), series.first().blocks().size(), series.planes().size());
		layers.setOpenAsHyperStack(true);
		layers.setCalibration(calibration(picture));
		layers.setProperty("Info", ProvenanceText.of(series));
		return layers;
	}

	/** @return what lays maps of a picture on its image */
	static Calibration calibration(final Picture picture) {
		final Calibration calibration = new Calibration();
		calibration.pixelWidth = picture.pixelSize().width();
		calibration.pixelHeight = picture.pixelSize().height();
		calibration.setUnit(picture.pixelSize().unit());
		calibration.xOrigin = -picture.region().x();
		calibration.yOrigin = -picture.region().y();
		calibration.setValueUnit("raw index");
		return calibration;
	}
}
