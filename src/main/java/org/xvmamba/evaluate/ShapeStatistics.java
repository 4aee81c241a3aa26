package org.xvmamba.evaluate;

import java.util.Arrays;

/**
 * How concentrated a map is: its positive part, taken as a distribution over the cells.
 *
 * @param gini coefficient, 0 where all cells are equal, 1 - 1/n where one cell has all: Σ_i (2i - n - 1) x_i / (n Σ x), x ascending, i from 1
 * @param entropy -Σ p ln p / ln n, 1 where all cells are equal, 0 where one cell has all
 * @param topTenth share of the mass in the highest tenth of the cells, rounded up
 */
public record ShapeStatistics(double gini, double entropy, double topTenth) {

	private static final double TENTH = 0.1;

	/**
	 * @param values raw, on the block's own grid; what is not above 0 counts as 0
	 * @return the statistics; NaN where nothing is above 0, and the entropy also of a single cell
	 */
	public static ShapeStatistics of(final float[] values) {
		final double[] sorted = new double[values.length];
		for (int i = 0; i < sorted.length; i++)
			sorted[i] = values[i] > 0 ? values[i] : 0;
		Arrays.sort(sorted);
		final double sum = Arrays.stream(sorted).sum();
		final int count = sorted.length;
		final int top = (int) Math.ceil(TENTH * count);
		double weighted = 0;
		double entropy = 0;
		double highest = 0;
		for (int i = 0; i < count; i++) {
			final double share = sorted[i] / sum;
			weighted += (2.0 * (i + 1) - count - 1) * share;
			if (share > 0) entropy -= share * Math.log(share);
			if (i >= count - top) highest += share;
		}
		return sum > 0 ? new ShapeStatistics(weighted / count, entropy / Math.log(count), highest) : new ShapeStatistics(Double.NaN, Double.NaN,
			Double.NaN);
	}
}
