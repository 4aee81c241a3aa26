package org.xvmamba.explain;

import java.util.Map;

import org.xvmamba.ssm.BlockDescription;

/**
 * The influence maps of one block for one tile, on the block's own grid, raw. The arrays are shared: do not write into them.
 *
 * @param block which block
 * @param gridHeight rows of the grid
 * @param gridWidth columns of the grid
 * @param maps for each index, [direction][row · gridWidth + column]: un-scanned raw values. An index that can't be had for this block is missing
 * @param ssmShare mean |SSM branch| / (mean |SSM branch| + mean |convolution branch|) of this block on this tile, 0 to 1; NaN where the
 *          block has no second branch or the model does not tell
 */
public record BlockMaps(BlockDescription block, int gridHeight, int gridWidth, Map<MapIndex, float[][]> maps, double ssmShare) {

	/** @return whether there is a map of that index */
	public boolean has(final MapIndex index) {
		return maps.containsKey(index);
	}

	/**
	 * @param index one of those computed
	 * @param direction 0 to the block's directions - 1, or {@link MapSelection#MEAN}
	 * @return the raw values of one direction or of their mean, [row · gridWidth + column]
	 */
	public float[] map(final MapIndex index, final int direction) {
		final float[][] byDirection = maps.get(index);
		if (byDirection == null) throw new IllegalArgumentException("The " + index.label() + " was not computed for " + block
			.name() + "; computed were " + maps.keySet() + ".");
		return direction == MapSelection.MEAN ? mean(byDirection) : byDirection[direction];
	}

	private static float[] mean(final float[][] byDirection) {
		final float[] mean = new float[byDirection[0].length];
		for (final float[] map : byDirection)
			for (int token = 0; token < mean.length; token++)
				mean[token] += map[token] / byDirection.length;
		return mean;
	}
}
