package org.xvmamba.ssm;

import java.nio.FloatBuffer;

/**
 * The weights of one block's scan, the same for every image.
 *
 * @param directions K, the number of scan directions
 * @param channels D, the number of inner channels
 * @param states N, the number of states of a channel
 * @param a A &le; 0, [K, N, D]; element 0 stands at the buffer's index 0, here and below
 * @param deltaBias what is added to dt before softplus, [K, D]
 * @param skip the share of the input that goes straight into the output, called D in Mamba, [K, D]
 */
public record ScanParameters(int directions, int channels, int states, FloatBuffer a, FloatBuffer deltaBias, FloatBuffer skip) {

	/** Checks that each buffer holds exactly what the sizes say, and that no state grows by itself. */
	public ScanParameters {
		BufferSizes.require("A", a, (long) directions * states * channels);
		BufferSizes.require("the bias of dt", deltaBias, (long) directions * channels);
		BufferSizes.require("the skip weights", skip, (long) directions * channels);
		for (int i = 0; i < a.capacity(); i++)
			if (!(a.get(i) <= 0)) throw new IllegalArgumentException("A is " + a.get(i) + " at index " + i + "; it must be 0 or less.");
	}
}
