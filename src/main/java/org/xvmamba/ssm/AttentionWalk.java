package org.xvmamba.ssm;

import java.util.Arrays;

import org.xvmamba.Progress;

/**
 * Walks along one channel block of one direction, backward from a query token or forward from a token that is read, and notes what passes
 * between that token and each other one. One thread at a time; its arrays are used again and again.
 */
final class AttentionWalk {

	private final TokenChunk chunk = new TokenChunk();
	private final StatePanel panel = new StatePanel();
	private float[] p = {};
	private float[] rest = {};
	private float[] magnitude = {};

	/**
	 * What token {@code query} reads from each token: p = C_t, and for l = t, t - 1, ...: α = Δ_l Σ_n p B_l, then p ← Ā_l p.
	 *
	 * @param sums is filled, [L]: the sum over the block's channels of α, or of |α|; 0 after the query
	 */
	void row(final TokenSource source, final int query, final AttentionSign sign, final double[] sums, final Progress progress) {
		open(source);
		Arrays.fill(sums, 0);
		for (int end = query + 1; end > 0; end -= chunk.steps()) {
			progress.throwIfCancelled();
			final int first = Math.max(0, end - chunk.steps());
			source.fetch(first, end - first, chunk);
			final boolean clamp = panel.mustClamp(chunk, end - first);
			for (int step = end - first - 1; step >= 0; step--) {
				panel.load(chunk, step, clamp);
				if (first + step == query) start(panel.c);
				ScanLoops.multiply(p, panel.b, panel.terms(), panel.size());
				final float[] alpha = panel.sumOverStates();
				ScanLoops.multiply(panel.delta, alpha, alpha, panel.width());
				sums[first + step] = sum(alpha, sign);
				PanelLoops.fade(panel.m, p, rest, panel.size());
			}
		}
	}

	/**
	 * Whom token {@code key} reaches: q = Δ_l B_l, and for t = l, l + 1, ...: α = Σ_n C_t q, then q ← Ā_{t+1} q.
	 *
	 * @param sums is filled, [L]: the sum over the block's channels of α, or of |α|; 0 before the key
	 */
	void column(final TokenSource source, final int key, final AttentionSign sign, final double[] sums, final Progress progress) {
		open(source);
		Arrays.fill(sums, 0);
		for (int first = key; first < source.length(); first += chunk.steps()) {
			progress.throwIfCancelled();
			final int count = Math.min(chunk.steps(), source.length() - first);
			source.fetch(first, count, chunk);
			final boolean clamp = panel.mustClamp(chunk, count);
			for (int step = 0; step < count; step++) {
				panel.load(chunk, step, clamp);
				if (first + step == key) {
					ScanLoops.multiply(panel.delta, panel.b, panel.terms(), panel.size());
					start(panel.terms());
				}
				else PanelLoops.fade(panel.m, p, rest, panel.size());
				ScanLoops.multiply(panel.c, p, panel.terms(), panel.size());
				sums[first + step] = sum(panel.sumOverStates(), sign);
			}
		}
	}

	private void open(final TokenSource source) {
		chunk.prepare(source.length(), source.width(), source.states());
		panel.open(source);
		if (p.length >= panel.size()) return;
		p = new float[panel.size()];
		rest = new float[panel.size()];
		magnitude = new float[panel.size()];
	}

	private void start(final float[] values) {
		System.arraycopy(values, 0, p, 0, panel.size());
		Arrays.fill(rest, 0, panel.size(), 0);
	}

	private double sum(final float[] alpha, final AttentionSign sign) {
		if (sign == AttentionSign.SIGNED) return PanelLoops.sum(alpha, panel.width());
		ScanLoops.magnitude(alpha, magnitude, panel.width());
		return PanelLoops.sum(magnitude, panel.width());
	}
}
