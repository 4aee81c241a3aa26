package org.xvmamba.analysis;

import java.util.List;

import org.xvmamba.Progress;

/**
 * How far and whither a block looks: the distribution of its attention over the offset from a token to those it reads from, as shares of the
 * grid, so that blocks on different grids can be compared. Defined by this project.
 * <p>
 * Of every row of absolute attention, each cell adds its share of the row to the bin of its offset (Δrow/height, Δcolumn/width), each from -1
 * to 1 in {@value #BINS} equal bins; the mean over the rows has the sum 1. The distance of two blocks is Hellinger's, 0 where the distributions
 * are the same and 1 where they have nothing in common. Since that is, but for √2, the Euclidean distance of the roots, the plane in which the
 * distances are kept best (classical scaling) is that of the first two principal components of the roots.
 */
public final class AttentionOffsets {

	/** Bins along each axis. */
	public static final int BINS = 7;

	private AttentionOffsets() {}

	/**
	 * @param tokens the cells that the rows belong to, row · width + column
	 * @param rows absolute attention, [token of {@code tokens}][at least height · width]; values after the cells don't count
	 * @param height rows of the grid
	 * @param width columns of the grid
	 * @return [BINS · BINS], offsets upwards first, sum 1
	 */
	public static double[] of(final int[] tokens, final float[][] rows, final int height, final int width) {
		final double[] shares = new double[BINS * BINS];
		for (int i = 0; i < tokens.length; i++) {
			double sum = 0;
			for (int cell = 0; cell < height * width; cell++)
				sum += rows[i][cell];
			for (int cell = 0; cell < height * width && sum > 0; cell++)
				shares[bin(cell / width - tokens[i] / width, height) * BINS + bin(cell % width - tokens[i] % width, width)] += rows[i][cell] / sum;
		}
		double all = 0;
		for (final double share : shares)
			all += share;
		for (int i = 0; i < shares.length && all > 0; i++)
			shares[i] /= all;
		return shares;
	}

	private static int bin(final int offset, final int size) {
		return Math.min(BINS - 1, (int) Math.floor(((double) offset / size + 1) / 2 * BINS));
	}

	/** @return Hellinger's distance of two distributions, 0 to 1 */
	public static double distance(final double[] first, final double[] second) {
		double squares = 0;
		for (int i = 0; i < first.length; i++)
			squares += Math.pow(Math.sqrt(first[i]) - Math.sqrt(second[i]), 2);
		return Math.min(1, Math.sqrt(squares / 2));
	}

	/**
	 * @param blocks a distribution each
	 * @param progress asked for cancellation
	 * @return places in the plane that keep the distances best
	 */
	public static PrincipalComponents place(final List<double[]> blocks, final Progress progress) {
		final int width = BINS * BINS;
		final float[] roots = new float[blocks.size() * width];
		for (int i = 0; i < roots.length; i++)
			roots[i] = (float) Math.sqrt(blocks.get(i / width)[i % width] / 2);
		return PrincipalComponents.of(roots, blocks.size(), width, progress);
	}
}
