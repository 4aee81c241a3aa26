package org.xvmamba.explain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.xvmamba.explain.Prediction.ClassScore;
import org.xvmamba.image.Region;
import org.xvmamba.image.TileSpan;

/**
 * The predicted class of each tile, one pixel a tile. The arrays are shared: do not write into them.
 *
 * @param width tiles across
 * @param height tiles down
 * @param stride pixels of the picture from one tile's origin to the next one's
 * @param span pixels of the picture that a tile shows
 * @param classes names, in the model's order
 * @param values [row · width + column]: position of the predicted class in {@code classes}; NaN where the tile was left out
 */
public record ClassMap(int width, int height, TileSpan stride, TileSpan span, List<String> classes, float[] values) {

	/** @return whether a picture was cut into more than one tile, so that a map of them says something */
	public static boolean isPossible(final Explanation explanation) {
		return explanation.plan().tiles().size() + explanation.plan().leftOut().size() > 1;
	}

	/**
	 * @param explanation what was found
	 * @return the map of its tiles' classes
	 */
	public static ClassMap of(final Explanation explanation) {
		final TileSpan stride = explanation.plan().stride();
		final List<Region> all = Stream.concat(explanation.plan().tiles().stream(), explanation.plan().leftOut().stream()).toList();
		final int width = 1 + all.stream().mapToInt(tile -> tile.x() / stride.width()).max().orElse(0);
		final int height = 1 + all.stream().mapToInt(tile -> tile.y() / stride.height()).max().orElse(0);
		final float[] values = new float[width * height];
		Arrays.fill(values, Float.NaN);
		for (final TileExplanation tile : explanation.tiles())
			values[tile.region().y() / stride.height() * width + tile.region().x() / stride.width()] = tile.prediction().classes().indexOf(tile
				.prediction().best());
		final List<String> classes = explanation.prediction().classes().stream().map(ClassScore::name).toList();
		return new ClassMap(width, height, stride, explanation.plan().span(), classes, values);
	}
}
