package org.xvmamba.explain;

import java.util.List;

import org.xvmamba.image.Region;

/**
 * What was found for one tile.
 *
 * @param region the part of the picture that the maps cover, in the picture's own coordinates
 * @param prediction what the model says of this tile
 * @param blocks maps of the selected blocks, in network order
 */
public record TileExplanation(Region region, Prediction prediction, List<BlockMaps> blocks) {

	/** Copies the list. */
	public TileExplanation {
		blocks = List.copyOf(blocks);
	}
}
