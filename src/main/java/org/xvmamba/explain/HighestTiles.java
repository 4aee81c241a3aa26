package org.xvmamba.explain;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.xvmamba.explain.Prediction.ClassScore;
import org.xvmamba.image.Region;

/** Finds the tiles that show most of a class, as the model sees it. */
public final class HighestTiles {

	/** As many are listed. */
	public static final int COUNT = 10;

	private HighestTiles() {}

	/**
	 * A tile and its place in the order.
	 *
	 * @param tile position in the explanation's list of tiles
	 * @param region the part of the picture that it covers
	 * @param score what the model gives the class there
	 */
	public record RankedTile(int tile, Region region, ClassScore score) {}

	/**
	 * @param explanation what was found
	 * @param position of the class in the model's order
	 * @return the tiles of that class's highest probability, at most {@value #COUNT}, highest first; of equal ones, that of the higher logit,
	 *         then the first
	 */
	public static List<RankedTile> of(final Explanation explanation, final int position) {
		final Comparator<RankedTile> order = Comparator.comparingDouble((final RankedTile tile) -> tile.score.probability()).thenComparingDouble(
			tile -> tile.score.logit()).reversed();
		return IntStream.range(0, explanation.tiles().size()).mapToObj(i -> {
			final TileExplanation tile = explanation.tiles().get(i);
			return new RankedTile(i, tile.region(), tile.prediction().classes().get(position));
		}).sorted(order).limit(COUNT).toList();
	}
}
