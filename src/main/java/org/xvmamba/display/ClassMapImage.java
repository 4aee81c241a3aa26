package org.xvmamba.display;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.xvmamba.explain.ClassMap;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.image.Picture;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

/** The predicted classes of the tiles as an image. */
public final class ClassMapImage {

	private ClassMapImage() {}

	/**
	 * Makes a 32-bit image, one pixel a tile: the number of the predicted class in the model's order, from 0; NaN where the tile was left out
	 * or lies outside of the selection. Frames are the planes that were explained. Calibrated so that each pixel's centre lies on the centre of
	 * its tile.
	 *
	 * @param series what was found
	 * @return the image, not shown; its info names the classes, then gives the provenance
	 */
	public static ImagePlus of(final ExplanationSeries series) {
		final ClassMap map = ClassMap.of(series.first());
		final ImageStack planes = new ImageStack(map.width(), map.height(), ColourScale.INFERNO.lut());
		for (final Explanation explanation : series.planes())
			planes.addSlice(series.planes().size() > 1 ? explanation.picture().plane().inWords() : null, ClassMap.of(explanation).values().clone());
		final ImagePlus image = new ImagePlus("Class map of " + series.first().picture().name(), planes);
		image.setDimensions(1, 1, planes.size());
		image.setDisplayRange(0, Math.max(1, map.classes().size() - 1));
		image.setCalibration(calibration(series.first().picture(), map));
		final String names = IntStream.range(0, map.classes().size()).mapToObj(i -> i + " = " + map.classes().get(i)).collect(Collectors.joining(
			", "));
		image.setProperty("Info", "Classes: " + names + "; not a number = left out\n" + ProvenanceText.of(series));
		return image;
	}

	private static Calibration calibration(final Picture picture, final ClassMap map) {
		final Calibration calibration = new Calibration();
		calibration.pixelWidth = picture.pixelSize().width() * map.stride().width();
		calibration.pixelHeight = picture.pixelSize().height() * map.stride().height();
		calibration.setUnit(picture.pixelSize().unit());
		calibration.xOrigin = origin(picture.region().x(), map.span().width(), map.stride().width());
		calibration.yOrigin = origin(picture.region().y(), map.span().height(), map.stride().height());
		calibration.setValueUnit("class");
		return calibration;
	}

	/** Where the image's origin lies on the map: the first tile's centre lies half a tile from the picture's edge, and on half a pixel here. */
	private static double origin(final int edge, final int span, final int stride) {
		return 0.5 - (edge + span / 2.0) / stride;
	}
}
