package org.xvmamba.explain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.xvmamba.explain.Prediction.ClassScore;
import org.xvmamba.image.Region;

/**
 * The predicted class of each tile, one pixel a tile. The arrays are shared: do not write into them.
 *
 * @param width tiles across
 * @param height tiles down
 * @param stride pixels of the picture from one tile's origin to the next one's
 * @param tileSize pixels along each axis of a tile
 * @param classes names, in the model's order
 * @param values [row · width + column]: position of the predicted class in {@code classes}; NaN where the tile was left out
 */
public record ClassMap(int width, int height, int stride, int tileSize, List<String> classes, float[] values) {

	/** @return whether a picture was cut into more than one tile, so that a map of them says something */
	public static boolean isPossible(final Explanation explanation) {
		return explanation.plan().tiles().size() + explanation.plan().leftOut().size() > 1;
	}

	/**
	 * @param explanation what was found
	 * @return the map of its tiles' classes
	 */
	public static ClassMap of(final Explanation explanation) {
		final int stride = explanation.plan().stride();
		final List<Region> all = Stream.concat(explanation.plan().tiles().stream(), explanation.plan().leftOut().stream()).toList();
		final int width = 1 + all.stream().mapToInt(tile -> tile.x() / stride).max().orElse(0);
		final int height = 1 + all.stream().mapToInt(tile -> tile.y() / stride).max().orElse(0);
		final float[] values = new float[width * height];
		Arrays.fill(values, Float.NaN);
		for (final TileExplanation tile : explanation.tiles())
			values[tile.region().y() / stride * width + tile.region().x() / stride] = tile.prediction().classes().indexOf(tile.prediction().best());
		final List<String> classes = explanation.prediction().classes().stream().map(ClassScore::name).toList();
		return new ClassMap(width, height, stride, explanation.plan().inputSize(), classes, values);
	}
}
