package org.xvmamba.explain;

/**
 * Which map of an explanation is looked at.
 *
 * @param index one of those computed
 * @param block position in the explanation's list of blocks
 * @param direction 0 to the block's directions - 1, or {@link #MEAN}
 */
public record MapSelection(MapIndex index, int block, int direction) {

	/** Stands for the mean of all directions. */
	public static final int MEAN = -1;
}
