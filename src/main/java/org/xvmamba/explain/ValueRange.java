package org.xvmamba.explain;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * From which value to which: of a scale of colours, or of a map.
 *
 * @param min finite
 * @param max finite, at least {@code min}
 */
public record ValueRange(float min, float max) {

	/**
	 * @param values any; NaN counts as no value
	 * @return from the least to the greatest; from 0 to 0 where there is no value
	 */
	public static ValueRange of(final float[] values) {
		return between(values, 0, 100);
	}

	/**
	 * @param values any; NaN counts as no value
	 * @param lower percent, 0 to 100
	 * @param upper percent, {@code lower} to 100
	 * @return from one percentile to another; from 0 to 0 where there is no value
	 */
	public static ValueRange between(final float[] values, final double lower, final double upper) {
		final float[] ends = percentiles(values, lower, upper);
		return new ValueRange(ends[0], ends[1]);
	}

	/**
	 * @param values any; NaN counts as no value
	 * @param percents 0 to 100 each
	 * @return the percentiles, interpolated linearly between neighbours in order of size (NumPy's default); 0 where there is no value
	 */
	public static float[] percentiles(final float[] values, final double... percents) {
		final double[] sorted = sorted(values);
		final float[] found = new float[percents.length];
		for (int i = 0; i < found.length && sorted.length > 0; i++) {
			final double position = percents[i] / 100 * (sorted.length - 1);
			final int lower = (int) position;
			final int upper = Math.min(lower + 1, sorted.length - 1);
			found[i] = (float) (sorted[lower] + (position - lower) * (sorted[upper] - sorted[lower]));
		}
		return found;
	}

	private static double[] sorted(final float[] values) {
		final double[] present = IntStream.range(0, values.length).mapToDouble(i -> values[i]).filter(value -> !Double.isNaN(value)).toArray();
		Arrays.sort(present);
		return present;
	}

	/** @return the least range that holds this one and another */
	ValueRange with(final ValueRange other) {
		return new ValueRange(Math.min(min, other.min), Math.max(max, other.max));
	}

	/**
	 * @param value any, or NaN
	 * @return 0 at or below the range's least value, 1 at or above its greatest; 0 all over where the range is a single value; NaN for NaN
	 */
	public float share(final float value) {
		if (Float.isNaN(value)) return value;
		return max > min ? Math.min(Math.max((value - min) / (max - min), 0), 1) : 0;
	}
}
