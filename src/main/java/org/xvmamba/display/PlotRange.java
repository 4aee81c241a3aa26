package org.xvmamba.display;

import java.util.Arrays;

/** How far an axis of a plot goes. */
final class PlotRange {

	private static final double MARGIN = 0.08;

	private PlotRange() {}

	/** @return from a little below the least value to a little above the greatest */
	static double[] of(final double... values) {
		final double min = Arrays.stream(values).min().orElse(0);
		final double max = Arrays.stream(values).max().orElse(0);
		final double margin = max > min ? MARGIN * (max - min) : Math.max(1e-6, Math.abs(max) * MARGIN);
		return new double[] { min - margin, max + margin };
	}
}
