package org.xvmamba.explain;

import java.util.List;

import org.xvmamba.explain.Prediction.ClassScore;

/** From the predictions of the tiles to that of the picture. */
final class Predictions {

	private Predictions() {}

	/**
	 * @param tiles at least one
	 * @return the mean of the tiles' logits, weighted by the area that each covers, also where others cover it too, and its softmax
	 */
	static Prediction ofWhole(final List<TileExplanation> tiles) {
		final List<String> names = tiles.get(0).prediction().classes().stream().map(ClassScore::name).toList();
		final double[] logits = new double[names.size()];
		final double area = tiles.stream().mapToDouble(tile -> tile.region().area()).sum();
		for (final TileExplanation tile : tiles)
			for (int i = 0; i < logits.length; i++)
				logits[i] += tile.prediction().classes().get(i).logit() * tile.region().area() / area;
		return Prediction.of(names, logits);
	}
}
