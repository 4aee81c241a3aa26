package org.xvmamba.ssm;

import java.util.Arrays;

/**
 * The output-energy index through one channel block from the last step to the first, with the N × N observability Gramian W of each channel:
 * E_l² = (Σ_n C_l B̄_l)² + B̄_lᵀ V_l B̄_l, where V_{l-1} = diag(Ā_l) (C_l C_lᵀ + V_l) diag(Ā_l) and V_L = 0, thus W_l = C_l C_lᵀ + V_l.
 * <p>
 * V is symmetric, so it is kept as its diagonals taken round: element (n, n + k mod N) of diagonal k, for k = 0 to N/2. Each is an array
 * [N, width] like any other, element by element a recursion like that of the Jacobian index, with Ā Ā' for Ā. A pair of two states stands
 * there once and counts twice; only on diagonal N/2 of an even N it stands there twice. One thread at a time; its arrays are used again and again.
 */
final class EnergyWalk {

	// One array a diagonal, [N, width]: V, and what rounding left of it.
	private float[][] v = {};
	private float[][] rest = {};

	// Of the second states of the diagonal at hand.
	private float[] otherB = {};
	private float[] otherC = {};
	private float[] otherM = {};

	// Of its pairs: Ā Ā' - 1, and C C'.
	private float[] pairM = {};
	private float[] pairC = {};

	private float[] sum = {};
	private float[] roots = {};

	/** Starts with V = 0. */
	void start(final StatePanel panel) {
		final int size = panel.size();
		final int diagonals = panel.states() / 2 + 1;
		allocate(diagonals, size);
		for (int k = 0; k < diagonals; k++) {
			Arrays.fill(v[k], 0, size, 0);
			Arrays.fill(rest[k], 0, size, 0);
		}
	}

	/** Takes a step. @return its index, summed over the block's channels */
	double step(final StatePanel panel, final TokenChunk chunk, final int step) {
		final int size = panel.size();
		Arrays.fill(sum, 0, size, 0);
		for (int k = 0; k <= panel.states() / 2; k++) {
			final int offset = k * panel.width();
			turn(panel.b, offset, otherB, size);
			turn(panel.c, offset, otherC, size);
			turn(panel.m, offset, otherM, size);
			ScanLoops.addWeighted(k == 0 || 2 * k == panel.states() ? 1 : 2, otherB, v[k], sum, size);
			ScanLoops.multiply(panel.c, otherC, pairC, size);
			ScanLoops.pairDecay(panel.m, otherM, pairM, size);
			PanelLoops.propagate(pairC, pairM, v[k], rest[k], size);
		}
		ScanLoops.multiply(panel.b, sum, panel.terms(), size);
		ScanLoops.energy(panel.delta, directSquared(chunk, step, panel.states()), panel.sumOverStates(), roots, panel.width());
		return PanelLoops.sum(roots, panel.width());
	}

	/** (Σ_n C B)²: the same for all channels. */
	private static float directSquared(final TokenChunk chunk, final int step, final int states) {
		double direct = 0;
		for (int i = step * states; i < (step + 1) * states; i++)
			direct += (double) chunk.c[i] * chunk.b[i];
		return (float) (direct * direct);
	}

	/** Copies the values so that the one at {@code offset} comes first, and those before it come last. */
	private static void turn(final float[] values, final int offset, final float[] turned, final int size) {
		System.arraycopy(values, offset, turned, 0, size - offset);
		System.arraycopy(values, 0, turned, size - offset, offset);
	}

	private void allocate(final int diagonals, final int size) {
		if (v.length < diagonals || sum.length < size) {
			final int rows = Math.max(diagonals, v.length);
			final int columns = Math.max(size, sum.length);
			v = new float[rows][columns];
			rest = new float[rows][columns];
			otherB = new float[columns];
			otherC = new float[columns];
			otherM = new float[columns];
			pairM = new float[columns];
			pairC = new float[columns];
			sum = new float[columns];
			roots = new float[columns];
		}
	}
}
