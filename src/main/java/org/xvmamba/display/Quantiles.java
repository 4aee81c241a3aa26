package org.xvmamba.display;

import org.xvmamba.explain.ValueRange;

/**
 * A distribution in five numbers.
 *
 * @param values 5th, 25th, 50th, 75th and 95th percentile
 */
record Quantiles(float[] values) {

	/** Names of the five, as in the list behind a plot. */
	static final String[] NAMES = { "5 %", "25 %", "median", "75 %", "95 %" };

	private static final double[] PERCENTS = { 5, 25, 50, 75, 95 };

	/** @param values any; NaN counts as no value */
	static Quantiles of(final float[] values) {
		return new Quantiles(ValueRange.percentiles(values, PERCENTS));
	}

	/** @return what ImageJ draws as a box with whiskers */
	float[] box(final double x) {
		return new float[] { (float) x, values[0], values[1], values[2], values[3], values[4] };
	}
}
