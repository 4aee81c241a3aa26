package org.xvmamba.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.xvmamba.explain.Prediction.ClassScore;

/**
 * What was found on one image.
 *
 * @param image its name
 * @param predicted the class of the highest probability on the whole image, which all protocols ask for
 * @param label name of the true class, where it is known
 * @param figures for each map, in their order, what each metric gave; metrics that gave nothing are missing
 * @param curves for each map, deletion and insertion; empty where they were not asked for
 * @param shapes of each index, block and direction; empty where they were not asked for
 */
public record ImageResult(String image, ClassScore predicted, Optional<String> label, Map<MapName, Map<Metric, Double>> figures,
	Map<MapName, Curves> curves, List<Shape> shapes)
{

	/**
	 * Probability of the predicted class at {@code k/20} of the pixels, k from 0 to 20.
	 *
	 * @param deletion without the highest pixels
	 * @param insertion with the highest pixels alone
	 */
	public record Curves(double[] deletion, double[] insertion) {}

	/**
	 * @param index key of the index
	 * @param block name of the block
	 * @param direction from 0, or {@link org.xvmamba.explain.MapSelection#MEAN}
	 * @param statistics of the raw map on its own grid
	 */
	public record Shape(String index, String block, int direction, ShapeStatistics statistics) {}

	/** @return whether the prediction is right; empty where the label is not known */
	public Optional<Boolean> correct() {
		return label.map(predicted.name()::equals);
	}
}
