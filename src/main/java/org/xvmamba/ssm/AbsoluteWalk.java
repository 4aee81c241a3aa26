package org.xvmamba.ssm;

import java.util.Arrays;

import org.xvmamba.Progress;

/**
 * The exact absolute index of one channel block: Σ_{t≥l} |α(t,l)| with the response α(t,l) = Σ_n C_tn φ_n(t,l) B̄_ln. Quadratic in L, one channel
 * after the other, in double precision.
 * <p>
 * Tokens are taken in chunks. Inside a chunk z_n(l) = φ_n(t,l) B_ln is carried along with t. Behind it, z stays as it is at the chunk's last step e,
 * and φ_n(t,e) is one number for all l of the chunk: a product and a sum remain for each pair of tokens and state, and none for states that have
 * faded. One thread at a time; its arrays are used again and again.
 */
final class AbsoluteWalk {

	/** Tokens of a chunk. */
	private static final int CHUNK = 128;

	/** What is left of a state when it counts no more: nothing that double precision could tell from a sum in which it stood. */
	private static final double FADED = 1e-40;

	private int length;
	private int states;

	/** [channel][step]. */
	private double[][] delta = {};

	// [step, N].
	private double[] b = {};
	private double[] c = {};

	// Of one channel: A and Δ repeated for all steps, and Ā, [step, N].
	private double[] rates = {};
	private double[] deltas = {};
	private double[] decay = {};

	/** Of the chunk: z, [state][step of the chunk]. */
	private double[][] z = {};

	/** φ_n(t,e). */
	private double[] faded = {};

	private final double[] response = new double[CHUNK];
	private final double[] sum = new double[CHUNK];

	/** Computes the index of every step, summed over the block's channels. */
	void index(final TokenSource source, final StatePanel panel, final TokenChunk chunk, final double[] sums, final Progress progress) {
		allocate(source);
		fetch(source, chunk);
		panel.widenRates(rates);
		final double[] ofBlock = rates.clone();
		Arrays.fill(sums, 0, length, 0);
		for (int channel = 0; channel < source.width(); channel++) {
			loadDecays(ofBlock, channel, source.width());
			for (int first = 0; first < length; first += CHUNK) {
				progress.throwIfCancelled();
				final int count = Math.min(CHUNK, length - first);
				inside(first, count);
				behind(first + count, count);
				for (int i = 0; i < count; i++)
					sums[first + i] += delta[channel][first + i] * sum[i];
			}
		}
	}

	private void fetch(final TokenSource source, final TokenChunk chunk) {
		for (int first = 0; first < length; first += chunk.steps()) {
			final int count = Math.min(chunk.steps(), length - first);
			source.fetch(first, count, chunk);
			for (int i = 0; i < count * states; i++) {
				b[first * states + i] = chunk.b[i];
				c[first * states + i] = chunk.c[i];
			}
			for (int i = 0; i < count * source.width(); i++)
				delta[i % source.width()][first + i / source.width()] = chunk.exactDelta[i];
		}
	}

	private void loadDecays(final double[] ratesOfBlock, final int channel, final int width) {
		for (int step = 0; step < length; step++)
			for (int state = 0; state < states; state++) {
				rates[step * states + state] = ratesOfBlock[state * width + channel];
				deltas[step * states + state] = delta[channel][step];
			}
		WideLoops.decay(deltas, rates, decay, length * states);
	}

	/** Responses at the chunk's own steps; leaves z as it is after the last of them. */
	private void inside(final int first, final int count) {
		Arrays.fill(sum, 0, count, 0);
		for (int i = 0; i < count; i++) {
			Arrays.fill(response, 0, i + 1, 0);
			for (int state = 0; state < states; state++) {
				final int at = (first + i) * states + state;
				WideLoops.scale(decay[at], z[state], i);
				z[state][i] = b[at];
				WideLoops.addProduct(c[at], z[state], response, i + 1);
			}
			WideLoops.addMagnitude(response, sum, i + 1);
		}
	}

	/** Responses at the steps from {@code end} on, until all states have faded. */
	private void behind(final int end, final int count) {
		Arrays.fill(faded, 0, states, 1);
		for (int step = end; step < length; step++) {
			Arrays.fill(response, 0, count, 0);
			boolean lives = false;
			for (int state = 0; state < states; state++) {
				if (faded[state] == 0) continue;
				faded[state] *= decay[step * states + state];
				if (faded[state] < FADED) faded[state] = 0;
				lives |= faded[state] > 0;
				WideLoops.addProduct(c[step * states + state] * faded[state], z[state], response, count);
			}
			if (!lives) return;
			WideLoops.addMagnitude(response, sum, count);
		}
	}

	private void allocate(final TokenSource source) {
		length = source.length();
		states = source.states();
		final int size = Math.max(length, source.width()) * states;
		if (rates.length < size) {
			b = new double[size];
			c = new double[size];
			rates = new double[size];
			deltas = new double[size];
			decay = new double[size];
		}
		if (z.length < states) {
			z = new double[states][CHUNK];
			faded = new double[states];
		}
		if (delta.length < source.width() || delta[0].length < length) delta = new double[source.width()][length];
	}
}
