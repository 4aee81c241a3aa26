package org.xvmamba.ssm;

import java.nio.FloatBuffer;

/**
 * What the network projects for the scan of one block, for some images at once: all in image order, that is row by row whatever the scan
 * order, and token-major. A view of buffers that belong to the model's session: valid until its next run. Direct buffers in native byte order
 * are read fastest.
 *
 * @param images number of images
 * @param directions K, the number of scan directions
 * @param length L, the number of tokens of an image
 * @param channels D, the number of inner channels
 * @param states N, the number of states of a channel
 * @param u the scan's input, [images, L, D], or [images, K, L, D] where each direction has an input of its own; element 0 stands at the
 *          buffer's index 0, here and below
 * @param dt what gives Δ = softplus(dt + bias), [images, K, L, D]
 * @param b B, [images, K, L, N], shared by the channels
 * @param c C, [images, K, L, N], shared by the channels
 */
public record ScanProjections(int images, int directions, int length, int channels, int states, FloatBuffer u, FloatBuffer dt, FloatBuffer b,
	FloatBuffer c) {

	/** Checks that no size is zero and that each buffer holds exactly what the sizes say. */
	public ScanProjections {
		if (images < 1 || directions < 1 || length < 1 || channels < 1 || states < 1) throw new IllegalArgumentException("A scan of " + images +
			" images, " + directions + " directions, " + length + " tokens, " + channels + " channels and " + states +
			" states is empty; each must be at least 1.");
		final long steps = (long) images * directions * length;
		if (u.capacity() != steps * channels) BufferSizes.require("u", u, (long) images * length * channels);
		BufferSizes.require("dt", dt, steps * channels);
		BufferSizes.require("B", b, steps * states);
		BufferSizes.require("C", c, steps * states);
	}

	/** @return of how many directions each image has an input: K, or 1 that all of them share */
	public int inputs() {
		return u.capacity() / (images * length * channels);
	}

	/** @return the row of u that a direction reads as a token, [D] */
	int inputRow(final int image, final int direction, final int token) {
		return (image * inputs() + Math.min(direction, inputs() - 1)) * length + token;
	}
}
