package org.xvmamba.image;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.measure.Calibration;

/**
 * Which grey values become the darkest and the brightest that a model sees. Immutable.
 *
 * @param kind where the two values come from
 * @param min of a fixed range; otherwise 0
 * @param max of a fixed range, greater than {@code min}; otherwise 0
 */
public record Scaling(Kind kind, double min, double max) {

	/** Where a range comes from. */
	public enum Kind {
		/** The display range, as Image &gt; Adjust &gt; Brightness/Contrast shows it. */
		DISPLAY,

		/** The least and the greatest finite value of the plane, of each channel by itself. */
		DATA,

		/** Two numbers. */
		FIXED
	}

	/** As ImageJ shows it. */
	public static final Scaling DISPLAY = new Scaling(Kind.DISPLAY, 0, 0);

	/** From the least to the greatest value. */
	public static final Scaling DATA = new Scaling(Kind.DATA, 0, 0);

	private static final String NUMBER = "-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?";
	private static final Pattern RANGE = Pattern.compile("(" + NUMBER + ")-(" + NUMBER + ")");

	/** Refuses an empty range. */
	public Scaling {
		if (kind == Kind.FIXED && !(min < max && Double.isFinite(max - min))) throw new IllegalArgumentException("The range from " + min + " to " +
			max + " is empty.");
	}

	/**
	 * @param text {@code display}, {@code data}, or two numbers joined by a minus, such as {@code 0-4095}, {@code -1.5-3} or
	 *          {@code -200--100}
	 * @return the scaling; empty where the text is something else, or the first number is not below the second
	 */
	public static Optional<Scaling> of(final String text) {
		final Matcher range = RANGE.matcher(text);
		if (text.equals("display")) return Optional.of(DISPLAY);
		if (text.equals("data")) return Optional.of(DATA);
		if (!range.matches()) return Optional.empty();
		final double min = Double.parseDouble(range.group(1));
		final double max = Double.parseDouble(range.group(2));
		return min < max && Double.isFinite(max - min) ? Optional.of(new Scaling(Kind.FIXED, min, max)) : Optional.empty();
	}

	/**
	 * @param calibration what an image's stored values mean, such as Hounsfield units
	 * @return a fixed range in stored values; any other scaling as it is
	 */
	Scaling stored(final Calibration calibration) {
		if (kind != Kind.FIXED || !calibration.calibrated()) return this;
		final double first = calibration.getRawValue(min);
		final double second = calibration.getRawValue(max);
		return new Scaling(kind, Math.min(first, second), Math.max(first, second));
	}

	/** @return the text that {@link #of(String)} reads */
	public String key() {
		return switch (kind) {
			case DISPLAY -> "display";
			case DATA -> "data";
			case FIXED -> plain(min) + "-" + plain(max);
		};
	}

	private static String plain(final double value) {
		return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
	}
}
