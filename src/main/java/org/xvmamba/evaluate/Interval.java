package org.xvmamba.evaluate;

import java.util.Arrays;
import java.util.Locale;

/**
 * A mean over images, and how sure it is.
 *
 * @param images how many had a value
 * @param mean NaN where there is none
 * @param low lower end of the 95 % interval; NaN where fewer than two images had a value
 * @param high upper end
 */
public record Interval(int images, double mean, double low, double high) {

	/** So near to each other, two values differ by no more than single precision rounds the model's answers. */
	private static final double SAME = 1e-6;

	private static final int FEWEST_DECIMALS = 2;

	/** What is not the same differs in these. */
	private static final int MOST_DECIMALS = 6;

	/** @return whether there is an interval at all */
	public boolean isKnown() {
		return !Double.isNaN(low);
	}

	/** @return the lower end, or the mean where there is no interval */
	double least() {
		return isKnown() ? low : mean;
	}

	/** @return the upper end, or the mean where there is no interval */
	double most() {
		return isKnown() ? high : mean;
	}

	/** @return 1 where a value lies above another, -1 where it lies below, 0 where they are the same but for rounding */
	static int side(final double value, final double reference) {
		return Math.abs(value - reference) <= SAME ? 0 : Double.compare(value, reference);
	}

	/**
	 * @param references what the numbers are held against
	 * @return such as {@code 0.21 [0.15, 0.27]}, or the mean alone where there is no interval; each number with two decimals, or as many more as it
	 *         takes to show on which {@link #side} of each reference it lies
	 */
	String text(final double... references) {
		return isKnown() ? rounded(mean, references) + " [" + rounded(low, references) + ", " + rounded(high, references) + "]" : rounded(mean,
			references);
	}

	private static String rounded(final double value, final double... references) {
		int decimals = FEWEST_DECIMALS;
		while (decimals < MOST_DECIMALS && !tells(rounded(value, decimals), value, references))
			decimals++;
		return rounded(value, decimals);
	}

	private static boolean tells(final String text, final double value, final double... references) {
		final double shown = Double.parseDouble(text);
		return Arrays.stream(references).allMatch(reference -> Double.compare(shown, reference) == side(value, reference));
	}

	/** Without the sign of what rounds to zero. */
	private static String rounded(final double value, final int decimals) {
		final String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
		return Double.parseDouble(text) == 0 ? text.replace("-", "") : text;
	}
}
