package org.xvmamba.analysis;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Correlations of two rows of numbers. */
public final class Correlation {

	private Correlation() {}

	/**
	 * Pearson's r.
	 *
	 * @param x finite values
	 * @param y as many
	 * @return -1 to 1; NaN where one of them is the same all over
	 */
	public static double pearson(final double[] x, final double[] y) {
		if (x.length != y.length) throw new IllegalArgumentException("There are " + x.length + " and " + y.length + " values to be correlated.");
		final double meanX = mean(x);
		final double meanY = mean(y);
		double products = 0;
		double squaresX = 0;
		double squaresY = 0;
		for (int i = 0; i < x.length; i++) {
			products += (x[i] - meanX) * (y[i] - meanY);
			squaresX += (x[i] - meanX) * (x[i] - meanX);
			squaresY += (y[i] - meanY) * (y[i] - meanY);
		}
		return products / Math.sqrt(squaresX * squaresY);
	}

	/**
	 * Spearman's rho: Pearson's r of the ranks, equal values sharing the mean of theirs.
	 *
	 * @param x finite values
	 * @param y as many
	 * @return -1 to 1; NaN where one of them is the same all over
	 */
	public static double spearman(final double[] x, final double[] y) {
		return pearson(ranks(x), ranks(y));
	}

	private static double[] ranks(final double[] values) {
		final int[] order = IntStream.range(0, values.length).boxed().sorted(Comparator.comparingDouble(i -> values[i])).mapToInt(Integer::intValue)
			.toArray();
		final double[] ranks = new double[values.length];
		int first = 0;
		for (int i = 1; i <= order.length; i++) {
			if (i < order.length && values[order[i]] == values[order[first]]) continue;
			for (int tied = first; tied < i; tied++)
				ranks[order[tied]] = (first + i - 1) / 2.0;
			first = i;
		}
		return ranks;
	}

	private static double mean(final double[] values) {
		double sum = 0;
		for (final double value : values)
			sum += value;
		return sum / values.length;
	}
}
