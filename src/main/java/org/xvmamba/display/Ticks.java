package org.xvmamba.display;

import java.util.ArrayList;
import java.util.List;

/** Round numbers along a scale. */
final class Ticks {

	private static final int WANTED = 5;

	private Ticks() {}

	/**
	 * @param min finite
	 * @param max finite, at least {@code min}
	 * @return about five multiples of 1, 2 or 5 times a power of ten, from {@code min} to {@code max}; {@code min} alone where both are equal
	 */
	static List<Double> between(final double min, final double max) {
		if (!(max > min)) return List.of(min);
		final double coarse = Math.pow(10, Math.floor(Math.log10((max - min) / WANTED)));
		final double ratio = (max - min) / WANTED / coarse;
		final double step = coarse * (ratio > 5 ? 10 : ratio > 2 ? 5 : ratio > 1 ? 2 : 1);
		final List<Double> ticks = new ArrayList<>();
		final double slack = step * 1e-9;
		for (long i = (long) Math.ceil(min / step - 1e-9); i * step <= max + slack; i++)
			ticks.add(i * step);
		return ticks;
	}
}
