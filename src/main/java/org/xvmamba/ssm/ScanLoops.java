package org.xvmamba.ssm;

import java.util.Arrays;

/**
 * The kernel's other inner loops, one formula each; {@link PanelLoops} has the recursions. Most run over the elements of one channel block,
 * [N, width], with what a token has per channel repeated over the states and what it has per state repeated over the channels.
 * <p>
 * They are apart and plain for the compiler's sake: see {@link PanelLoops}. No array is read at a variable offset either.
 */
final class ScanLoops {

	private static final float GRAMIAN_FLOOR = 1e-8f;

	private ScanLoops() {}

	/** Copies one row of values, [width], from {@code from} on into each of the rows of {@code rows}, [count, width]. */
	static void repeatRow(final float[] row, final int from, final int width, final float[] rows, final int count) {
		System.arraycopy(row, from, rows, 0, width);
		final int size = count * width;
		// Each copy doubles what is there.
		for (int done = width; done < size; done *= 2)
			System.arraycopy(rows, 0, rows, done, Math.min(done, size - done));
	}

	/** Fills each of the rows of {@code rows}, [count, width], with one value, from {@code from} on in {@code column}. */
	static void repeatColumn(final float[] column, final int from, final int count, final float[] rows, final int width) {
		for (int i = 0; i < count; i++)
			Arrays.fill(rows, i * width, (i + 1) * width, column[from + i]);
	}

	/** product = xy. */
	static void multiply(final float[] x, final float[] y, final float[] product, final int size) {
		for (int i = 0; i < size; i++)
			product[i] = x[i] * y[i];
	}

	/** sum ← sum + xy. */
	static void addProduct(final float[] x, final float[] y, final float[] sum, final int size) {
		for (int i = 0; i < size; i++)
			sum[i] += x[i] * y[i];
	}

	/** sum ← sum + x. */
	static void add(final float[] x, final float[] sum, final int size) {
		for (int i = 0; i < size; i++)
			sum[i] += x[i];
	}

	/** magnitude = |x|. */
	static void magnitude(final float[] x, final float[] magnitude, final int size) {
		for (int i = 0; i < size; i++)
			magnitude[i] = Math.abs(x[i]);
	}

	/** term = (ΔBC)² / (1 - Ā² + 1e-8), with 1 - Ā² = -m(m + 2). */
	static void gramian(final float[] delta, final float[] b, final float[] c, final float[] m, final float[] term, final int size) {
		for (int i = 0; i < size; i++) {
			final float w = delta[i] * (b[i] * c[i]);
			term[i] = w / (GRAMIAN_FLOOR - m[i] * (m[i] + 2)) * w;
		}
	}

	/** term = |B| Q. */
	static void propagated(final float[] b, final float[] q, final float[] term, final int size) {
		for (int i = 0; i < size; i++)
			term[i] = Math.abs(b[i]) * q[i];
	}

	/** values ← sqrt(values). */
	static void root(final float[] values, final int size) {
		for (int i = 0; i < size; i++)
			values[i] = (float) Math.sqrt(values[i]);
	}

	/** sum = x + y in double precision. */
	static void widenAndAdd(final float[] x, final double[] y, final double[] sum, final int size) {
		for (int i = 0; i < size; i++)
			sum[i] = x[i] + y[i];
	}

	/** Rounds to single precision. */
	static void round(final double[] values, final float[] rounded, final int size) {
		for (int i = 0; i < size; i++)
			rounded[i] = (float) values[i];
	}

	/** The largest value. */
	static float maximum(final float[] values, final int size) {
		float maximum = Float.NEGATIVE_INFINITY;
		for (int i = 0; i < size; i++)
			if (values[i] > maximum) maximum = values[i];
		return maximum;
	}

	/**
	 * Adds up the rows of {@code terms}, [states, width], into its first one, the second half onto the first half again and again.
	 *
	 * @param half room for half the rows
	 */
	static void sumOverStates(final float[] terms, final float[] half, final int states, final int width) {
		for (int rows = states; rows > 1; rows -= rows / 2) {
			final int size = rows / 2 * width;
			System.arraycopy(terms, rows * width - size, half, 0, size);
			add(half, terms, size);
		}
	}
}
