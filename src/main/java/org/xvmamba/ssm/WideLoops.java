package org.xvmamba.ssm;

/**
 * The kernel's inner loops in double precision, one formula each, for the indices whose sums cancel. They are apart and plain for the compiler's
 * sake: see {@link PanelLoops}.
 */
final class WideLoops {

	/** Below, an exponential stays that of this value, 1e-139: next to nothing, and far from where processors become slow. */
	static final double LEAST = -320;

	private WideLoops() {}

	/**
	 * Ā = exp(ΔA), as the 1024th power of Taylor's series at ΔA/1024. Relative error at most 1e-12 for ΔA ≥ -40, and
	 * 1e-5 down to {@link #LEAST}, where nothing is left of anything.
	 */
	static void decay(final double[] delta, final double[] a, final double[] decay, final int size) {
		for (int i = 0; i < size; i++) {
			final double y = Math.max(delta[i] * a[i], LEAST) * (1 / 1024.0);
			final double e1 = 1 + y * (1 + y * (1 / 2.0 + y * (1 / 6.0 + y * (1 / 24.0 + y * (1 / 120.0 + y * (1 / 720.0 + y * (1 / 5040.0)))))));
			final double e2 = e1 * e1;
			final double e4 = e2 * e2;
			final double e8 = e4 * e4;
			final double e16 = e8 * e8;
			final double e32 = e16 * e16;
			final double e64 = e32 * e32;
			final double e128 = e64 * e64;
			final double e256 = e128 * e128;
			final double e512 = e256 * e256;
			decay[i] = e512 * e512;
		}
	}

	/** Copies one row of values, [width], from {@code from} on into each of the rows of {@code rows}, [count, width]. */
	static void repeatRow(final double[] row, final int from, final int width, final double[] rows, final int count) {
		System.arraycopy(row, from, rows, 0, width);
		final int size = count * width;
		for (int done = width; done < size; done *= 2)
			System.arraycopy(rows, 0, rows, done, Math.min(done, size - done));
	}

	/** sum ← sum + weight v, then v ← Ā Ā' (product + v): a step of one pair of states. */
	static void stepPair(final double weight, final double product, final double[] decay, final double[] otherDecay, final double[] v,
		final double[] sum, final int size)
	{
		for (int i = 0; i < size; i++) {
			sum[i] += weight * v[i];
			v[i] = decay[i] * otherDecay[i] * (product + v[i]);
		}
	}

	/** energy ← Δ sqrt(max(0, energy)), with Δ from {@code from} on. */
	static void energy(final double[] delta, final int from, final double[] energy, final int size) {
		for (int i = 0; i < size; i++)
			energy[i] = delta[from + i] * Math.sqrt(Math.max(energy[i], 0));
	}

	/** The rotation that turns (r, x) into (sqrt(r² + x²), 0): r ← sqrt(r² + x²), and its cosine and sine. */
	static void rotation(final double[] r, final double[] x, final double[] cosine, final double[] sine, final int size) {
		for (int i = 0; i < size; i++) {
			final double length = Math.sqrt(r[i] * r[i] + x[i] * x[i]);
			cosine[i] = length == 0 ? 1 : r[i] / length;
			sine[i] = length == 0 ? 0 : x[i] / length;
			r[i] = length;
		}
	}

	/** Turns (r, x). */
	static void rotate(final double[] cosine, final double[] sine, final double[] r, final double[] x, final int size) {
		for (int i = 0; i < size; i++) {
			final double turned = cosine[i] * r[i] + sine[i] * x[i];
			x[i] = cosine[i] * x[i] - sine[i] * r[i];
			r[i] = turned;
		}
	}

	/** x ← factor x. */
	static void scale(final double factor, final double[] x, final int size) {
		for (int i = 0; i < size; i++)
			x[i] *= factor;
	}

	/** sum ← sum + factor x. */
	static void addProduct(final double factor, final double[] x, final double[] sum, final int size) {
		for (int i = 0; i < size; i++)
			sum[i] += factor * x[i];
	}

	/** sum ← sum + x². */
	static void addSquare(final double[] x, final double[] sum, final int size) {
		for (int i = 0; i < size; i++)
			sum[i] += x[i] * x[i];
	}

	/** x ← x y. */
	static void multiply(final double[] y, final double[] x, final int size) {
		for (int i = 0; i < size; i++)
			x[i] *= y[i];
	}

	/** sum ← sum + |x|. */
	static void addMagnitude(final double[] x, final double[] sum, final int size) {
		for (int i = 0; i < size; i++)
			sum[i] += Math.abs(x[i]);
	}

	/** x ← max(least, x y). */
	static void multiplyAbove(final double least, final double[] y, final double[] x, final int size) {
		for (int i = 0; i < size; i++)
			x[i] = Math.max(least, x[i] * y[i]);
	}
}
