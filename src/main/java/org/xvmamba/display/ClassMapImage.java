package org.xvmamba.display;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.xvmamba.explain.ClassMap;
import org.xvmamba.explain.Explanation;
import org.xvmamba.image.Picture;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.FloatProcessor;

/** The predicted classes of the tiles as an image. */
public final class ClassMapImage {

	private ClassMapImage() {}

	/**
	 * Makes a 32-bit image, one pixel a tile: the number of the predicted class in the model's order, from 0; NaN where the tile was left out.
	 * Calibrated so that each pixel's centre lies on the centre of its tile.
	 *
	 * @param explanation what was found
	 * @return the image, not shown; its info names the classes, then gives the provenance
	 */
	public static ImagePlus of(final Explanation explanation) {
		final ClassMap map = ClassMap.of(explanation);
		final FloatProcessor pixels = new FloatProcessor(map.width(), map.height(), map.values().clone(), ColourScale.INFERNO.lut());
		pixels.setMinAndMax(0, Math.max(1, map.classes().size() - 1));
		final ImagePlus image = new ImagePlus("Class map of " + explanation.picture().name(), pixels);
		image.setCalibration(calibration(explanation.picture(), map));
		final String names = IntStream.range(0, map.classes().size()).mapToObj(i -> i + " = " + map.classes().get(i)).collect(Collectors.joining(
			", "));
		image.setProperty("Info", "Classes: " + names + "; not a number = left out\n" + ProvenanceText.of(explanation));
		return image;
	}

	private static Calibration calibration(final Picture picture, final ClassMap map) {
		final Calibration calibration = new Calibration();
		calibration.pixelWidth = picture.pixelSize().width() * map.stride();
		calibration.pixelHeight = picture.pixelSize().height() * map.stride();
		calibration.setUnit(picture.pixelSize().unit());
		calibration.xOrigin = origin(picture.region().x(), map);
		calibration.yOrigin = origin(picture.region().y(), map);
		calibration.setValueUnit("class");
		return calibration;
	}

	/** Where the image's origin lies on the map: the first tile's centre lies half a tile from the picture's edge, and on half a pixel here. */
	private static double origin(final int edge, final ClassMap map) {
		return 0.5 - (edge + map.tileSize() / 2.0) / map.stride();
	}
}
