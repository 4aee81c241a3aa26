package org.xvmamba.analysis;

import java.util.stream.IntStream;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * How far two maps go together.
 *
 * @param count of places where both have a value
 * @param pearson Pearson's r of the values, -1 to 1; NaN for fewer than two places, or where a map is the same all over
 * @param spearman Spearman's rho: Pearson's r of the ranks, equal values sharing the mean of theirs
 */
public record Correlation(int count, double pearson, double spearman) {

	/**
	 * @param first values of one map
	 * @param second values of the other at the same places; as many
	 * @return their correlation over the places where neither is NaN
	 */
	public static Correlation of(final double[] first, final double[] second) {
		requireAsMany(first.length, second.length);
		final int[] places = IntStream.range(0, first.length).filter(i -> !Double.isNaN(first[i]) && !Double.isNaN(second[i])).toArray();
		if (places.length < 2) return new Correlation(places.length, Double.NaN, Double.NaN);
		final double[] one = IntStream.of(places).mapToDouble(i -> first[i]).toArray();
		final double[] other = IntStream.of(places).mapToDouble(i -> second[i]).toArray();
		return new Correlation(places.length, new PearsonsCorrelation().correlation(one, other), new SpearmansCorrelation().correlation(one,
			other));
	}

	/** @return {@link #pearson()} of values without NaN */
	public static double pearson(final double[] first, final double[] second) {
		requireAsMany(first.length, second.length);
		return new PearsonsCorrelation().correlation(first, second);
	}

	/** @return {@link #pearson()} of values without NaN */
	public static double pearson(final float[] first, final float[] second) {
		return pearson(doubles(first), doubles(second));
	}

	/** @return {@link #spearman()} of values without NaN */
	public static double spearman(final double[] first, final double[] second) {
		requireAsMany(first.length, second.length);
		return new SpearmansCorrelation().correlation(first, second);
	}

	/** @return {@link #spearman()} of values without NaN */
	public static double spearman(final float[] first, final float[] second) {
		return spearman(doubles(first), doubles(second));
	}

	private static void requireAsMany(final int first, final int second) {
		if (first != second) throw new IllegalArgumentException("There are " + first + " and " + second + " values to be correlated.");
	}

	private static double[] doubles(final float[] values) {
		return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
	}
}
