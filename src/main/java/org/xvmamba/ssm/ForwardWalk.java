package org.xvmamba.ssm;

import java.util.Arrays;

/**
 * The recursion h_l = Ā_l h_{l-1} + x_l with x_l = Δ_l B_l u_l, through one channel block from the first step to the last. One thread at a time;
 * its arrays are used again and again.
 */
final class ForwardWalk {

	private float[] h = {};
	private float[] rest = {};
	private float[] x = {};
	private float[] drive = {};

	/** Starts with h = 0. */
	void start(final StatePanel panel) {
		final int size = panel.size();
		if (h.length < size) {
			h = new float[size];
			rest = new float[size];
			x = new float[size];
			drive = new float[size];
		}
		Arrays.fill(h, 0, size, 0);
		Arrays.fill(rest, 0, size, 0);
	}

	/** Takes a step: that of the panel, which is the chunk's {@code step}. */
	void step(final StatePanel panel, final TokenChunk chunk, final int step) {
		final int size = panel.size();
		ScanLoops.repeatRow(chunk.drive, step * panel.width(), panel.width(), drive, panel.states());
		ScanLoops.multiply(drive, panel.b, x, size);
		PanelLoops.fade(panel.m, h, rest, size);
		PanelLoops.accumulate(x, h, rest, size);
	}

	/** Writes Σ_n C h, [width], to where the chunk keeps y of that step. */
	void readOut(final StatePanel panel, final TokenChunk chunk, final int step) {
		ScanLoops.multiply(panel.c, h, panel.terms(), panel.size());
		System.arraycopy(panel.sumOverStates(), 0, chunk.output, step * panel.width(), panel.width());
	}

	/** @return h, [N, width], valid until the next step */
	float[] states() {
		return h;
	}

	/** @return ‖h‖, summed over the block's channels */
	double stateNorm(final StatePanel panel) {
		ScanLoops.multiply(h, h, panel.terms(), panel.size());
		final float[] squared = panel.sumOverStates();
		ScanLoops.root(squared, panel.width());
		return PanelLoops.sum(squared, panel.width());
	}
}
