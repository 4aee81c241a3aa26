package org.xvmamba.explain;

import org.xvmamba.image.Region;

/**
 * One side of a comparison.
 *
 * @param explanation what was found
 * @param index one of its indices
 */
public record ComparedMap(Explanation explanation, MapIndex index) {

	/** Refuses an index that was not computed. */
	public ComparedMap {
		if (!explanation.indices().contains(index)) throw new IllegalArgumentException("The " + index.label() +
			" was not computed; computed were " + explanation.indices() + ".");
	}

	/** @return index, image and model, for people */
	public String label() {
		return index.label() + " of " + explanation.picture().name() + " (" + explanation.model().name() + ")";
	}

	/** @return whether both looked at the same place and size of their images */
	boolean covers(final Region region) {
		return explanation.picture().region().equals(region);
	}

	/** @return whether the blocks of both are the same, so that each can be compared with its like: grids and scan orders */
	boolean hasBlocksOf(final ComparedMap other) {
		if (explanation.blocks().size() != other.explanation.blocks().size()) return false;
		for (int i = 0; i < explanation.blocks().size(); i++) {
			final BlockMaps mine = explanation.tiles().get(0).blocks().get(i);
			final BlockMaps others = other.explanation.tiles().get(0).blocks().get(i);
			if (!mine.block().scanOrders().equals(others.block().scanOrders()) || !mine.block().name().equals(others.block().name()) || mine
				.gridHeight() != others.gridHeight() || mine.gridWidth() != others.gridWidth()) return false;
		}
		return true;
	}

	/** @return whether the tiles of both are the same, so that each token can be compared with its like */
	boolean hasTilesOf(final ComparedMap other) {
		return explanation.plan().mode() == other.explanation.plan().mode() && explanation.plan().span().equals(other.explanation.plan().span()) &&
			explanation.tiles().stream().map(TileExplanation::region).toList().equals(other.explanation.tiles().stream().map(TileExplanation::region)
				.toList());
	}
}
