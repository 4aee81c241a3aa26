package org.xvmamba.explain;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** What is done to the values of two maps before one is subtracted from the other. */
public enum ComparisonScaling {

	/** Each value by its map's mean, so that both maps have the same mass: 1 is the value of an even spread. */
	SHARE("share", "share of the mass, 1 = even spread"),

	/** Nothing. Values of different indices or models have no common unit. */
	RAW("raw", "raw values"),

	/** The share of its map's values that are smaller, of equal ones half: 0 to 1. Order alone counts. */
	PERCENTILE("percentile", "percentile rank, 0 to 1");

	private final String key;
	private final String label;

	ComparisonScaling(final String key, final String label) {
		this.key = key;
		this.label = label;
	}

	/** @return the name in macros */
	public String key() {
		return key;
	}

	/** @return the name for people */
	public String label() {
		return label;
	}

	/**
	 * @param values all values of a map; NaN counts as no value
	 * @return what scales any value between the least and the greatest of them; NaN stays NaN. A map without mass has no shares: NaN
	 */
	DoubleUnaryOperator of(final double... values) {
		final double[] present = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
		return switch (this) {
			case RAW -> DoubleUnaryOperator.identity();
			case SHARE -> {
				final double mean = Arrays.stream(present).average().orElse(Double.NaN);
				yield value -> mean > 0 ? value / mean : Double.NaN;
			}
			case PERCENTILE -> {
				Arrays.sort(present);
				yield value -> Double.isNaN(value) ? value : (ends(present, value, false) + ends(present, value, true)) / (2.0 * present.length);
			}
		};
	}

	/** @return how many of the sorted values are smaller than one or, where equal ones count, not greater */
	private static int ends(final double[] sorted, final double value, final boolean equalCount) {
		int from = 0;
		int to = sorted.length;
		while (from < to) {
			final int middle = (from + to) >>> 1;
			if (sorted[middle] < value || equalCount && sorted[middle] == value) from = middle + 1;
			else to = middle;
		}
		return from;
	}
}
