package org.xvmamba.ssm;

import java.nio.FloatBuffer;

/**
 * What one block of the network scans with, for one image: h_l = exp(Δ_l A) ∘ h_{l-1} + Δ_l B_l u_l, y_l = C_l h_l, per direction and inner
 * channel (Mamba, arXiv 2312.00752). A view of buffers that belong to the model's session: valid until its next run.
 *
 * @param directions K, the number of scan directions
 * @param length L, the number of tokens
 * @param channels D, the number of inner channels
 * @param states N, the number of states of a channel
 * @param delta Δ &gt; 0, [K, L, D], tokens in scan order; element 0 stands at the buffer's index 0
 * @param b B, [K, L, N], tokens in scan order, shared by the channels
 * @param c C, [K, L, N], tokens in scan order, shared by the channels
 * @param a A &lt; 0, [K, N, D]
 */
public record SelectiveScan(int directions, int length, int channels, int states, FloatBuffer delta, FloatBuffer b, FloatBuffer c,
	FloatBuffer a) {

	/** Checks that no size is zero and that each buffer holds exactly what the sizes say. */
	public SelectiveScan {
		if (directions < 1 || length < 1 || channels < 1 || states < 1) throw new IllegalArgumentException("A scan of " + directions +
			" directions, " + length + " tokens, " + channels + " channels and " + states + " states is empty; each must be at least 1.");
		BufferSizes.require("delta", delta, (long) directions * length * channels);
		BufferSizes.require("B", b, (long) directions * length * states);
		BufferSizes.require("C", c, (long) directions * length * states);
		BufferSizes.require("A", a, (long) directions * states * channels);
	}
}
