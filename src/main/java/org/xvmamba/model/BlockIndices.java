package org.xvmamba.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.xvmamba.scan.Permutation;
import org.xvmamba.ssm.InfluenceIndex;

/**
 * The indices of one block for one image.
 *
 * @param values for each index asked for, its raw values [K · L] in scan order, direction by direction
 * @param ofMeanToken the same of a scan all of whose tokens are the mean token, as {@link org.xvmamba.ssm.IndexRequest} asks for them
 * @param orders for each direction, the tokens in the order of their visit
 */
public record BlockIndices(Map<InfluenceIndex, float[]> values, Map<InfluenceIndex, float[]> ofMeanToken, List<Permutation> orders) {

	/** Where none was asked for. */
	public static final BlockIndices NONE = new BlockIndices(Map.of(), Map.of(), List.of());

	/**
	 * @param index one of those asked for
	 * @param cells of the block's grid: the first of its tokens; those that are no cells, such as a class token, stand after them
	 * @return its raw values on the block's grid, [K][cells]: row by row
	 */
	public float[][] onGrid(final InfluenceIndex index, final int cells) {
		return onGrid(values.get(index), cells);
	}

	/**
	 * @param index one of those asked for of the mean token
	 * @param cells as above
	 * @return its raw values on the block's grid, [K][cells]
	 */
	public float[][] ofMeanTokenOnGrid(final InfluenceIndex index, final int cells) {
		return onGrid(ofMeanToken.get(index), cells);
	}

	private float[][] onGrid(final float[] steps, final int cells) {
		final float[][] maps = new float[orders.size()][];
		for (int direction = 0; direction < maps.length; direction++)
			maps[direction] = Arrays.copyOf(orders.get(direction).unscan(steps, direction * orders.get(direction).length()), cells);
		return maps;
	}
}
