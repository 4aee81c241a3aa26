package org.xvmamba.ssm;

/**
 * exp(x) - 1 for -17.5 ≤ x ≤ 0 in single precision, of nothing but products and sums, so that the compiler makes vector instructions of a
 * loop over it: exp(y) - 1 at y = x/16 by a polynomial, then four times m ← m(m + 2), which doubles the exponent and loses no digits near
 * x = 0. Relative error at most 5e-7.
 */
final class ExponentialMinusOne {

	/** The least exponent allowed: exp(-17.5) = 2.5e-8 is less than half a unit in the last place of 1. */
	static final float LEAST = -17.5f;

	// Minimax in relative error on [-17.5/16, 0]: 1.4e-7.
	private static final float C1 = 0.99999987f;
	private static final float C2 = 0.49999173f;
	private static final float C3 = 0.16658106f;
	private static final float C4 = 0.041335510f;
	private static final float C5 = 0.0077388942f;
	private static final float C6 = 0.00087194868f;

	private ExponentialMinusOne() {}

	/**
	 * @param x {@link #LEAST} to 0
	 * @return exp(x) - 1, never less than -1
	 */
	static float of(final float x) {
		final float y = x * 0.0625f;
		final float m = y * (C1 + y * (C2 + y * (C3 + y * (C4 + y * (C5 + y * C6)))));
		final float m2 = m * (m + 2);
		final float m4 = m2 * (m2 + 2);
		final float m8 = m4 * (m4 + 2);
		return m8 * (m8 + 2);
	}
}
