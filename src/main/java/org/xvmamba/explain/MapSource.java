package org.xvmamba.explain;

/** Of which blocks a map tells. */
public sealed interface MapSource {

	/**
	 * One block, raw.
	 *
	 * @param position in the explanation's list of blocks
	 */
	record OneBlock(int position) implements MapSource {}

	/**
	 * All blocks that have maps, joined at each pixel.
	 *
	 * @param aggregation how
	 * @param scaled whether each block is scaled to [0,1] first, from its least to its greatest value on the picture, which makes blocks of
	 *          different magnitudes equal; false keeps the raw magnitudes
	 */
	record AllBlocks(BlockAggregation aggregation, boolean scaled) implements MapSource {}
}
