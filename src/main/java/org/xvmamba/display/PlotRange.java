package org.xvmamba.display;

import java.util.Arrays;

/** How far an axis of a plot goes. */
final class PlotRange {

	private static final double MARGIN = 0.08;

	private PlotRange() {}

	/**
	 * @param values any number of them, none NaN
	 * @return from a little below the least value to a little above the greatest; of a single value, which lies in the middle, as well
	 */
	static double[] of(final double... values) {
		final double min = Arrays.stream(values).min().orElse(0);
		final double max = Arrays.stream(values).max().orElse(0);
		final double margin = max > min ? MARGIN * (max - min) : max == 0 ? 1 : Math.abs(max) * MARGIN;
		return new double[] { min - margin, max + margin };
	}
}
