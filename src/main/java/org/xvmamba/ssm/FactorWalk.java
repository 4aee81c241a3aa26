package org.xvmamba.ssm;

import java.util.Arrays;

import org.xvmamba.Progress;

/**
 * The output-energy index of one channel block where its states cancel each other almost wholly: {@link EnergyWalk} with a factor of the
 * observability Gramian instead of the Gramian itself. With W_l = R_lᵀ R_l, R upper triangular, E_l = ‖R_l B̄_l‖: a sum of squares, of which
 * nothing cancels any more but what cancels in the definition. R_l comes from R_{l+1} diag(Ā_{l+1}) by Givens rotations that take in the row C_lᵀ:
 * the square-root form of the recursion (Golub and Van Loan, Matrix Computations, on updating a QR factorization). Linear in L as well, but some
 * times slower than the Gramian.
 * <p>
 * One thread at a time; its arrays are used again and again.
 */
final class FactorWalk {

	private int states;
	private int width;

	/** For each pair of states n ≤ n', row by row, R of all channels. */
	private double[][] factor = {};

	/** For each state, what is left of the row that is being taken in, of all channels. */
	private double[][] row = {};

	// [N, width].
	private double[] rates = {};

	// Of all channels: the rotation, and a row of R times B.
	private double[] cosine = {};
	private double[] sine = {};
	private double[] product = {};
	private double[] energy = {};

	/** Computes the index of every step, summed over the block's channels. */
	void index(final TokenSource source, final StatePanel panel, final TokenChunk chunk, final double[] sums, final Progress progress) {
		allocate(panel);
		for (int end = source.length(); end > 0; end -= chunk.steps()) {
			progress.throwIfCancelled();
			final int first = Math.max(0, end - chunk.steps());
			source.fetch(first, end - first, chunk);
			for (int step = end - first - 1; step >= 0; step--) {
				takeIn(chunk, step);
				sums[first + step] = readOut(chunk, step);
				fade(chunk, step);
			}
		}
	}

	private void allocate(final StatePanel panel) {
		states = panel.states();
		width = panel.width();
		factor = new double[states * (states + 1) / 2][width];
		row = new double[states][width];
		rates = new double[panel.size()];
		cosine = new double[width];
		sine = new double[width];
		product = new double[width];
		energy = new double[width];
		panel.widenRates(rates);
	}

	private void takeIn(final TokenChunk chunk, final int step) {
		for (int state = 0; state < states; state++)
			Arrays.fill(row[state], chunk.c[step * states + state]);
		int pair = 0;
		for (int state = 0; state < states; state++) {
			WideLoops.rotation(factor[pair++], row[state], cosine, sine, width);
			for (int other = state + 1; other < states; other++)
				WideLoops.rotate(cosine, sine, factor[pair++], row[other], width);
		}
	}

	private double readOut(final TokenChunk chunk, final int step) {
		Arrays.fill(energy, 0);
		int pair = 0;
		for (int state = 0; state < states; state++) {
			Arrays.fill(product, 0);
			for (int other = state; other < states; other++)
				WideLoops.addProduct(chunk.b[step * states + other], factor[pair++], product, width);
			WideLoops.addSquare(product, energy, width);
		}
		WideLoops.energy(chunk.exactDelta, step * width, energy, width);
		double sum = 0;
		for (int channel = 0; channel < width; channel++)
			sum += energy[channel];
		return sum;
	}

	/** R ← R diag(Ā), with the library's exponential: the difference of two decays is what is left where states cancel. */
	private void fade(final TokenChunk chunk, final int step) {
		for (int state = 0; state < states; state++)
			for (int channel = 0; channel < width; channel++)
				row[state][channel] = Math.exp(Math.max(WideLoops.LEAST, chunk.exactDelta[step * width + channel] * rates[state * width +
					channel]));
		int pair = 0;
		for (int state = 0; state < states; state++)
			for (int other = state; other < states; other++)
				WideLoops.multiply(row[other], factor[pair++], width);
	}
}
