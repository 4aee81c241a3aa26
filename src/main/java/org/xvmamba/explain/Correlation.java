package org.xvmamba.explain;

import java.util.stream.IntStream;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * How far two maps go together.
 *
 * @param count of places where both have a value
 * @param pearson of the values, -1 to 1; NaN for fewer than two places, or where a map is the same all over
 * @param spearman the same of their ranks; equal values share their mean rank
 */
public record Correlation(int count, double pearson, double spearman) {

	/**
	 * @param first values of one map
	 * @param second values of the other at the same places; as many
	 * @return their correlation over the places where neither is NaN
	 */
	static Correlation of(final double[] first, final double[] second) {
		final int[] places = IntStream.range(0, first.length).filter(i -> !Double.isNaN(first[i]) && !Double.isNaN(second[i])).toArray();
		if (places.length < 2) return new Correlation(places.length, Double.NaN, Double.NaN);
		final double[] one = IntStream.of(places).mapToDouble(i -> first[i]).toArray();
		final double[] other = IntStream.of(places).mapToDouble(i -> second[i]).toArray();
		return new Correlation(places.length, new PearsonsCorrelation().correlation(one, other), new SpearmansCorrelation().correlation(one,
			other));
	}
}
