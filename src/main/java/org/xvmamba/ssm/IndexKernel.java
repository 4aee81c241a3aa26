package org.xvmamba.ssm;

import java.nio.FloatBuffer;
import java.util.Arrays;

import org.xvmamba.Progress;

/**
 * The fused kernel: the indices of one direction of one scan in a single walk from its last token to its first, where each exponential is
 * computed once for all of them. Only the walk stands here; the arithmetic is in {@link PanelLoops}.
 * <p>
 * One thread at a time. Its arrays are made anew only when the shape of the scan changes.
 */
final class IndexKernel {

	/** Values of Δ that are fetched at a time. */
	private static final int CHUNK_ELEMENTS = 16 * 1024;

	private Panels panels;
	private int states;

	// One row a panel, [states of the panel, D]: A, the recursion's Q, and what rounding left of it.
	private float[][] a;
	private float[][] q;
	private float[][] rest;

	// Of the panel at hand, [states of the panel, D]: each token's Δ, B and C repeated, and exp(ΔA) - 1.
	private float[] delta;
	private float[] b;
	private float[] c;
	private float[] bc;
	private float[] m;

	// Sums over the panels, [states of a panel, D].
	private float[] propagated;
	private float[] gramian;

	private float[] deltaChunk;
	private float[] tokenB;
	private float[] tokenC;

	/**
	 * @param scan what to work on
	 * @param direction 0 to K - 1
	 * @param results where the values of that direction go
	 * @param progress asked for cancellation at every chunk of tokens
	 */
	void compute(final SelectiveScan scan, final int direction, final IndexResults results, final Progress progress) {
		prepare(scan, direction);
		final int chunkTokens = deltaChunk.length / panels.channels();
		final double fastest = fastestRate();
		for (int end = scan.length(); end > 0; end -= chunkTokens) {
			progress.throwIfCancelled();
			final int start = Math.max(0, end - chunkTokens);
			final int size = (end - start) * panels.channels();
			final int first = direction * scan.length() + start;
			scan.delta().get(first * panels.channels(), deltaChunk, 0, size);
			final boolean clamp = !(maximum(deltaChunk, size) * fastest <= -ExponentialMinusOne.LEAST);
			for (int token = end - start - 1; token >= 0; token--)
				computeToken(scan, first + token, token * panels.channels(), clamp, results);
		}
	}

	private void computeToken(final SelectiveScan scan, final int position, final int deltaOffset, final boolean clamp,
		final IndexResults results)
	{
		scan.b().get(position * states, tokenB, 0, states);
		scan.c().get(position * states, tokenC, 0, states);
		for (int state = 0; state < panels.states(); state++)
			System.arraycopy(deltaChunk, deltaOffset, delta, state * panels.channels(), panels.channels());
		Arrays.fill(propagated, 0);
		Arrays.fill(gramian, 0);
		if (results.needPropagated() || results.needGramian()) for (int panel = 0; panel < panels.count(); panel++)
			computePanel(panel, clamp, results);
		results.put(position, direct(deltaOffset), meanOverChannels(propagated), meanOverChannels(gramian));
	}

	private void computePanel(final int panel, final boolean clamp, final IndexResults results) {
		final int size = panels.size();
		repeatBAndC(panel);
		if (clamp) PanelLoops.clampedDecay(delta, a[panel], m, size);
		else PanelLoops.decay(delta, a[panel], m, size);
		if (results.needGramian()) PanelLoops.addGramian(delta, bc, m, gramian, size);
		if (!results.needPropagated()) return;
		PanelLoops.addPropagated(delta, b, q[panel], propagated, size);
		PanelLoops.propagate(c, m, q[panel], rest[panel], size);
	}

	/** Repeats |B|, |C| and |BC| of the panel's states over the channels. */
	private void repeatBAndC(final int panel) {
		for (int i = 0; i < panels.states(); i++) {
			final int state = panel * panels.states() + i;
			final float absB = Math.abs(tokenB[state]);
			final float absC = Math.abs(tokenC[state]);
			final int from = i * panels.channels();
			final int to = from + panels.channels();
			Arrays.fill(b, from, to, absB);
			Arrays.fill(c, from, to, absC);
			Arrays.fill(bc, from, to, absB * absC);
		}
	}

	/** The direct part, Σ_n |B̄| |C| in the mean over the channels: B and C are the same for all of them. */
	private double direct(final int deltaOffset) {
		double sumOfDelta = 0;
		for (int channel = 0; channel < panels.channels(); channel++)
			sumOfDelta += deltaChunk[deltaOffset + channel];
		double sumOfBC = 0;
		for (int state = 0; state < states; state++)
			sumOfBC += Math.abs((double) tokenB[state] * tokenC[state]);
		return sumOfDelta / panels.channels() * sumOfBC;
	}

	private double meanOverChannels(final float[] sum) {
		return PanelLoops.sum(sum, panels.size()) / panels.channels();
	}

	private void prepare(final SelectiveScan scan, final int direction) {
		final Panels needed = Panels.of(scan.states(), scan.channels());
		if (!needed.equals(panels) || scan.states() != states) allocate(needed, scan.states());
		final FloatBuffer rates = scan.a();
		final int first = direction * states * panels.channels();
		for (int panel = 0; panel < panels.count(); panel++) {
			final int from = panel * panels.size();
			final int size = Math.min(panels.size(), states * panels.channels() - from);
			rates.get(first + from, a[panel], 0, size);
			Arrays.fill(q[panel], 0);
			Arrays.fill(rest[panel], 0);
		}
	}

	private void allocate(final Panels needed, final int neededStates) {
		panels = needed;
		states = neededStates;
		final int size = needed.size();
		a = new float[needed.count()][size];
		q = new float[needed.count()][size];
		rest = new float[needed.count()][size];
		delta = new float[size];
		b = new float[size];
		c = new float[size];
		bc = new float[size];
		m = new float[size];
		propagated = new float[size];
		gramian = new float[size];
		deltaChunk = new float[Math.max(1, CHUNK_ELEMENTS / needed.channels()) * needed.channels()];
		tokenB = new float[needed.count() * needed.states()];
		tokenC = new float[needed.count() * needed.states()];
	}

	private double fastestRate() {
		double fastest = 0;
		for (final float[] rates : a)
			for (final float rate : rates)
				fastest = Math.max(fastest, -rate);
		return fastest;
	}

	private static float maximum(final float[] values, final int size) {
		float maximum = 0;
		for (int i = 0; i < size; i++)
			maximum = Math.max(maximum, values[i]);
		return maximum;
	}
}
