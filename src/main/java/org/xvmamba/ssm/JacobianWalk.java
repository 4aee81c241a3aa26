package org.xvmamba.ssm;

import java.util.Arrays;

/**
 * The recursion Q_{l-1} = Ā_l (|C_l| + Q_l) of the Jacobian index, through one channel block from the last step to the first. One thread at a
 * time; its arrays are used again and again.
 */
final class JacobianWalk {

	private float[] q = {};
	private float[] rest = {};
	private float[] absC = {};

	/** Starts with Q = 0. */
	void start(final StatePanel panel) {
		final int size = panel.size();
		if (q.length < size) {
			q = new float[size];
			rest = new float[size];
			absC = new float[size];
		}
		Arrays.fill(q, 0, size, 0);
		Arrays.fill(rest, 0, size, 0);
	}

	/** Takes a step. @return its propagated part, Δ Σ_n |B| Q, summed over the block's channels */
	double step(final StatePanel panel) {
		ScanLoops.propagated(panel.b, q, panel.terms(), panel.size());
		final float[] sums = panel.sumOverStates();
		double propagated = 0;
		for (int channel = 0; channel < panel.width(); channel++)
			propagated += panel.delta[channel] * sums[channel];
		ScanLoops.magnitude(panel.c, absC, panel.size());
		PanelLoops.propagate(absC, panel.m, q, rest, panel.size());
		return propagated;
	}
}
