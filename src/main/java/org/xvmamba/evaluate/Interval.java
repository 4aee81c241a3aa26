package org.xvmamba.evaluate;

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

	/** @return whether there is an interval at all */
	public boolean isKnown() {
		return !Double.isNaN(low);
	}

	/** @return such as {@code 0.21 [0.15, 0.27]}, or the mean alone where there is no interval */
	@Override
	public String toString() {
		return isKnown() ? rounded(mean) + " [" + rounded(low) + ", " + rounded(high) + "]" : rounded(mean);
	}

	/** Without the sign of what rounds to zero. */
	private static String rounded(final double value) {
		final String text = String.format(Locale.ROOT, "%.2f", value);
		return text.equals("-0.00") ? "0.00" : text;
	}
}
