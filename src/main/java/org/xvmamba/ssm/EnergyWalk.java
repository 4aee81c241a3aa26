package org.xvmamba.ssm;

import java.util.Arrays;

/**
 * The output-energy index through one channel block from the last step to the first, with the N × N observability Gramian W of each channel:
 * E_l² = (Σ_n C_l B̄_l)² + B̄_lᵀ V_l B̄_l, where V_{l-1} = diag(Ā_l) (C_l C_lᵀ + V_l) diag(Ā_l) and V_L = 0, thus W_l = C_l C_lᵀ + V_l. In
 * double precision throughout: where the states cancel each other, the sum of the N² products is a small difference of large numbers.
 * Where the difference becomes too small for that, the walk says so, and {@link FactorWalk} has to do the block again.
 * <p>
 * V is symmetric, so each pair of states stands there once, as an array over the channels, and counts twice. B and C are the same for all
 * channels: one number a pair. One thread at a time; its arrays are used again and again.
 */
final class EnergyWalk {

	/**
	 * The part of N Σ_n V_nn B̄_n², which by Cauchy and Schwarz is the most that the sum could be, below which the rounding of its terms shows: of
	 * some 1e-14 of the bound then 1e-6 of E² are left.
	 */
	private static final double LEAST_PART = 1e-8;

	private int states;
	private int width;
	private boolean cancelled;

	/** For each pair of states n ≤ n', row by row, V of all channels. */
	private double[][] v = {};

	/** For each state, Ā of all channels at the step at hand. */
	private double[][] decays = {};

	// [N, width], Δ alike in all rows.
	private double[] rates = {};
	private double[] delta = {};
	private double[] decay = {};

	private double[] energy = {};

	/** Σ_n V_nn B_n² of all channels. */
	private double[] diagonal = {};

	/** Starts with V = 0. */
	void start(final StatePanel panel) {
		states = panel.states();
		width = panel.width();
		v = rows(v, states * (states + 1) / 2);
		decays = rows(decays, states);
		if (rates.length < panel.size()) {
			rates = new double[panel.size()];
			delta = new double[panel.size()];
			decay = new double[panel.size()];
		}
		if (energy.length < width) {
			energy = new double[width];
			diagonal = new double[width];
		}
		cancelled = false;
		panel.widenRates(rates);
		for (final double[] pair : v)
			Arrays.fill(pair, 0);
	}

	private double[][] rows(final double[][] present, final int count) {
		return present.length >= count && present[0].length >= width ? present : new double[count][width];
	}

	/** Takes a step. @return its index, summed over the block's channels; worthless once {@link #cancelled} */
	double step(final TokenChunk chunk, final int step) {
		if (cancelled) return 0;
		loadDecays(chunk, step);
		Arrays.fill(energy, 0, width, directSquared(chunk, step));
		Arrays.fill(diagonal, 0, width, 0);
		int pair = 0;
		for (int n = step * states; n < (step + 1) * states; n++) {
			WideLoops.addProduct((double) chunk.b[n] * chunk.b[n], v[pair], diagonal, width);
			for (int other = n; other < (step + 1) * states; other++)
				WideLoops.stepPair((n == other ? 1.0 : 2.0) * chunk.b[n] * chunk.b[other], (double) chunk.c[n] * chunk.c[other], decays[n - step *
					states], decays[other - step * states], v[pair++], energy, width);
		}
		cancelled = cancels();
		WideLoops.energy(chunk.exactDelta, step * width, energy, width);
		double sum = 0;
		for (int channel = 0; channel < width; channel++)
			sum += energy[channel];
		return sum;
	}

	/** @return whether a step so far left so little of its states' products that {@link FactorWalk} has to do the block again */
	boolean cancelled() {
		return cancelled;
	}

	private boolean cancels() {
		for (int channel = 0; channel < width; channel++)
			if (energy[channel] < LEAST_PART * states * diagonal[channel]) return true;
		return false;
	}

	private void loadDecays(final TokenChunk chunk, final int step) {
		WideLoops.repeatRow(chunk.exactDelta, step * width, width, delta, states);
		WideLoops.decay(delta, rates, decay, states * width);
		for (int state = 0; state < states; state++)
			System.arraycopy(decay, state * width, decays[state], 0, width);
	}

	/** (Σ_n C B)²: the same for all channels. */
	private double directSquared(final TokenChunk chunk, final int step) {
		double direct = 0;
		for (int i = step * states; i < (step + 1) * states; i++)
			direct += (double) chunk.c[i] * chunk.b[i];
		return direct * direct;
	}
}
