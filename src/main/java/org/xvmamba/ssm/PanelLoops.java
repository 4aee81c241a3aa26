package org.xvmamba.ssm;

/**
 * The inner loops of the kernel's recursions, one formula each, over the elements of one channel block: all states of some channels, as
 * [N, width].
 * <p>
 * They are apart, and as plain as they are, because the compiler then makes vector instructions of them: an exponential and an update in one
 * loop, a cast, a fused multiply-add or a conditional would each prevent it; so does more than one sum with its remainder in a loop.
 * Ā = 1 + m throughout.
 */
final class PanelLoops {

	private PanelLoops() {}

	/** m = exp(ΔA) - 1, where all ΔA are at least {@link ExponentialMinusOne#LEAST}. */
	static void decay(final float[] delta, final float[] a, final float[] m, final int size) {
		for (int i = 0; i < size; i++)
			m[i] = ExponentialMinusOne.of(delta[i] * a[i]);
	}

	/** m = exp(ΔA) - 1, with ΔA raised to {@link ExponentialMinusOne#LEAST} where it is less. */
	static void clampedDecay(final float[] delta, final float[] a, final float[] m, final int size) {
		for (int i = 0; i < size; i++)
			m[i] = ExponentialMinusOne.of(Math.max(delta[i] * a[i], ExponentialMinusOne.LEAST));
	}

	/**
	 * Q ← Ā (|C| + Q). What the sums round off is kept in {@code rest} and added at the next token (Kahan): without it, a slow state would forget
	 * too little or too much in every step.
	 */
	static void propagate(final float[] c, final float[] m, final float[] q, final float[] rest, final int size) {
		accumulate(c, q, rest, size);
		fade(m, q, rest, size);
	}

	/** q ← q + x + rest, and rest ← what that sum rounds off. */
	static void accumulate(final float[] x, final float[] q, final float[] rest, final int size) {
		for (int i = 0; i < size; i++) {
			final float before = q[i];
			final float added = x[i] + rest[i];
			final float sum = before + added;
			q[i] = sum;
			rest[i] = (before - sum) + added;
		}
	}

	/** q ← q + mq, which is Āq, and rest ← Ā rest + what that sum rounds off. */
	static void fade(final float[] m, final float[] q, final float[] rest, final int size) {
		for (int i = 0; i < size; i++) {
			final float before = q[i];
			final float change = m[i] * before;
			final float after = before + change;
			q[i] = after;
			rest[i] = (change - (after - before)) + (rest[i] + rest[i] * m[i]);
		}
	}

	/** The sum of all elements: four at once, for one addition would wait for the other. */
	static double sum(final float[] values, final int size) {
		double sum0 = 0;
		double sum1 = 0;
		double sum2 = 0;
		double sum3 = 0;
		int i = 0;
		for (; i < size - 3; i += 4) {
			sum0 += values[i];
			sum1 += values[i + 1];
			sum2 += values[i + 2];
			sum3 += values[i + 3];
		}
		for (; i < size; i++)
			sum0 += values[i];
		return sum0 + sum1 + (sum2 + sum3);
	}
}
