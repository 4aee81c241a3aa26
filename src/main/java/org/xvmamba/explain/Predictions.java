package org.xvmamba.explain;

import java.util.List;

/** From the predictions of the tiles to that of the picture. */
final class Predictions {

	private Predictions() {}

	/**
	 * @param tiles of the picture
	 * @param names of the classes, in the model's order
	 * @return the mean of the tiles' logits, weighted by the area that each covers, also where others cover it too, and its softmax; without
	 *         tiles, {@link Prediction#none}
	 */
	static Prediction ofWhole(final List<TileExplanation> tiles, final List<String> names) {
		if (tiles.isEmpty()) return Prediction.none(names);
		final double[] logits = new double[names.size()];
		final double area = tiles.stream().mapToDouble(tile -> tile.region().area()).sum();
		for (final TileExplanation tile : tiles)
			for (int i = 0; i < logits.length; i++)
				logits[i] += tile.prediction().classes().get(i).logit() * tile.region().area() / area;
		return Prediction.of(names, logits);
	}
}
