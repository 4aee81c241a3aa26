package org.xvmamba.explain;

import org.xvmamba.ssm.AttentionSign;
import org.xvmamba.ssm.BlockDescription;

/**
 * What passes between one token and all others of a block. The array is shared: do not write into it.
 *
 * @param probe where it comes from
 * @param block position in the probe's list of blocks
 * @param direction 0 to K - 1, or {@link org.xvmamba.ssm.HiddenAttention#MERGED}
 * @param token that was asked about
 * @param mode what was asked, not {@link AttentionMode#MATRIX}
 * @param sign how channels were joined
 * @param values [L]: the grid's cells, then tokens that are no cells
 */
public record AttentionMap(AttentionProbe probe, int block, int direction, int token, AttentionMode mode, AttentionSign sign, float[] values) {

	/** @return the block */
	public BlockDescription description() {
		return probe.blocks().get(block);
	}

	/** @return cells of the grid along each axis */
	public int grid() {
		return probe.grid(block);
	}

	/** @return the values over the whole picture, resized as all maps are; NaN outside of the tile */
	public MapRenderer renderer() {
		return probe.renderer(block, values);
	}

	/** @return the cell, other than the token itself, of the greatest magnitude; the token itself where the grid has no other */
	public int strongest() {
		int strongest = token;
		double greatest = -1;
		for (int cell = 0; cell < grid() * grid(); cell++)
			if (cell != token && Math.abs(values[cell]) > greatest) {
				strongest = cell;
				greatest = Math.abs(values[cell]);
			}
		return strongest;
	}

	/** @return the mean distance, in cells, between the token and the cells, weighted by the values' magnitudes; NaN where all are 0 */
	public double meanDistance() {
		double sum = 0;
		double weights = 0;
		for (int cell = 0; cell < grid() * grid(); cell++) {
			final double weight = Math.abs(values[cell]);
			sum += weight * Math.hypot(cell / grid() - token / grid(), cell % grid() - token % grid());
			weights += weight;
		}
		return sum / weights;
	}

	/** @return the sum over the cells */
	public double sum() {
		double sum = 0;
		for (int cell = 0; cell < grid() * grid(); cell++)
			sum += values[cell];
		return sum;
	}
}
