package org.xvmamba.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long something took, again and again. */
final class Timings {

	private final List<Double> milliseconds = new ArrayList<>();

	/** Notes one time, in nanoseconds. */
	void add(final long nanoseconds) {
		milliseconds.add(nanoseconds / 1e6);
		Collections.sort(milliseconds);
	}

	/** @return how often the work was done */
	int count() {
		return milliseconds.size();
	}

	double median() {
		return quantile(0.5);
	}

	/**
	 * @param fraction 0 to 1
	 * @return the time that this fraction of the repeats did not exceed, interpolated, in milliseconds
	 */
	double quantile(final double fraction) {
		final double position = fraction * (milliseconds.size() - 1);
		final int below = (int) position;
		final int above = Math.min(below + 1, milliseconds.size() - 1);
		return milliseconds.get(below) + (position - below) * (milliseconds.get(above) - milliseconds.get(below));
	}
}
