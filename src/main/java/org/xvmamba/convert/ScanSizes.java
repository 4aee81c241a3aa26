package org.xvmamba.convert;

import java.util.List;

/**
 * The sizes of a two-dimensional selective scan (SS2D of VMamba, arXiv 2401.10166), read from the shapes of its tensors.
 *
 * @param prefix of its tensors in the checkpoint, such as {@code layers.0.blocks.1.op.}
 * @param width channels of what goes in and comes out
 * @param channels D, inner channels of the scan
 * @param states N, states of a channel
 * @param rank R, numbers from which a token's Δ is projected
 * @param gated whether the result is multiplied with a second projection of the input
 */
record ScanSizes(String prefix, int width, int channels, int states, int rank, boolean gated) {

	/** Groups of parameters, one for each direction. */
	static final int DIRECTIONS = 4;

	/** @return the sizes; whether they agree is found when the tensors are taken */
	static ScanSizes of(final StateDict weights, final String prefix) {
		final List<Long> convolution = weights.shape(prefix + "conv2d.weight", 4); // [D, 1, 3, 3]
		final List<Long> decays = weights.shape(prefix + "A_logs", 2); // [K · D, N]
		final List<Long> outward = weights.matrixShape(prefix + "out_proj.weight"); // [width, D]
		final List<Long> inward = weights.matrixShape(prefix + "in_proj.weight"); // [D or 2 D, width]
		// Two layouts: [K, D, R], and [K · D, R] as the weight of a layer of its own.
		final int rank = weights.has(prefix + "dt_projs.weight") ? size(weights.matrixShape(prefix + "dt_projs.weight"), 1) : size(weights.shape(
			prefix + "dt_projs_weight", 3), 2);
		final int channels = size(convolution, 0);
		return new ScanSizes(prefix, size(outward, 0), channels, size(decays, 1), rank, size(inward, 0) != channels);
	}

	/** @return the size along an axis */
	static int size(final List<Long> shape, final int axis) {
		return Math.toIntExact(shape.get(axis));
	}
}
