package org.xvmamba.ssm;

/**
 * log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)), in double precision and of nothing but products, sums and one quotient, so that the
 * compiler makes vector instructions of the loops. Relative error at most 3e-8 for x ≥ -80; below, the value stays that of -80, 1.8e-35.
 */
final class Softplus {

	private static final double LEAST = -80;

	private Softplus() {}

	/**
	 * Replaces each x by its softplus.
	 *
	 * @param x [size]
	 * @param scratch [size]
	 */
	static void apply(final double[] x, final double[] scratch, final int size) {
		exponential(x, scratch, size);
		logarithm(x, scratch, size);
	}

	/** e = exp(-|x|), as the 256th power of Taylor's series at -|x|/256. */
	private static void exponential(final double[] x, final double[] e, final int size) {
		for (int i = 0; i < size; i++) {
			final double y = Math.max(-Math.abs(x[i]), LEAST) * (1 / 256.0);
			final double e1 = 1 + y * (1 + y * (1 / 2.0 + y * (1 / 6.0 + y * (1 / 24.0 + y * (1 / 120.0 + y * (1 / 720.0 + y * (1 / 5040.0 + y * (1 /
				40320.0))))))));
			final double e2 = e1 * e1;
			final double e4 = e2 * e2;
			final double e8 = e4 * e4;
			final double e16 = e8 * e8;
			final double e32 = e16 * e16;
			final double e64 = e32 * e32;
			final double e128 = e64 * e64;
			e[i] = e128 * e128;
		}
	}

	/** x ← max(x, 0) + log(1 + e) with log(1 + e) = 2 artanh(s) and s = e/(2 + e) ≤ 1/3, as its series up to s to the power of 15. */
	private static void logarithm(final double[] x, final double[] e, final int size) {
		for (int i = 0; i < size; i++) {
			final double s = e[i] / (2 + e[i]);
			final double q = s * s;
			x[i] = Math.max(x[i], 0) + 2 * s * (1 + q * (1 / 3.0 + q * (1 / 5.0 + q * (1 / 7.0 + q * (1 / 9.0 + q * (1 / 11.0 + q * (1 / 13.0 + q * (1 /
				15.0))))))));
		}
	}
}
