package org.xvmamba.explain;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.xvmamba.image.Picture;
import org.xvmamba.image.TilePlan;
import org.xvmamba.model.ModelDescription;
import org.xvmamba.ssm.BlockDescription;

/**
 * What was found on one picture: prediction, maps, and how they came about. Immutable, thus thread-safe.
 *
 * @param picture what was looked at
 * @param model what looked
 * @param options what was asked
 * @param plan the tiles
 * @param prediction of the whole: that of the only tile, or the mean of the tiles' logits weighted by the area they cover; {@link
 *          Prediction#none} without tiles
 * @param tiles in the order of the plan; those that the plan left out are missing here as they are there. One of several planes may have none
 * @param blocks the blocks that have maps, in network order
 * @param indices the indices that have maps, in the order asked for; behind them the raw ones of those that are corrected
 * @param device the device that really worked, such as {@code CPU (2 threads)}
 * @param provenance key to value, in the order in which people read them: versions, SHA-256, options, device, times in milliseconds. Values
 *          are strings, numbers, booleans, lists and maps of such
 */
public record Explanation(Picture picture, ModelDescription model, ExplainOptions options, TilePlan plan, Prediction prediction,
	List<TileExplanation> tiles, List<BlockDescription> blocks, List<MapIndex> indices, String device, Map<String, Object> provenance)
{

	/** Copies the lists. */
	public Explanation {
		tiles = List.copyOf(tiles);
		blocks = List.copyOf(blocks);
		indices = List.copyOf(indices);
	}

	/** @return whether there is nothing to be seen: a plane without the tissue that was asked for */
	public boolean isEmpty() {
		return tiles.isEmpty();
	}

	/** @return the map that the options ask the overlay to show: the first index, the last block that has it, their direction */
	public MapSelection shown() {
		final List<Integer> positions = blocksWith(indices.get(0));
		return new MapSelection(indices.get(0), positions.get(positions.size() - 1), options.direction());
	}

	/**
	 * @param index one of those computed
	 * @return positions of the blocks that have a map of it, in the list of blocks: at least one; those missing are named in the provenance
	 */
	public List<Integer> blocksWith(final MapIndex index) {
		return IntStream.range(0, blocks.size()).filter(block -> isEmpty() ? WantedMaps.isPossible(index, blocks, block, plan
			.inputSize()) : tiles.get(0).blocks().get(block).has(index)).boxed().toList();
	}

	/** @return the class of those maps that depend on one: that of the options, or the predicted one */
	public String className() {
		return options.className().equals(OptionTexts.CLASS_NAME_DEFAULT) ? prediction.best().name() : options.className();
	}
}
