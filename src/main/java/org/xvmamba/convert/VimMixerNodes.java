package org.xvmamba.convert;

import static org.xvmamba.convert.graph.Attributes.integer;
import static org.xvmamba.convert.graph.Attributes.integers;

import java.util.List;

import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.ssm.BlockDescription;

/**
 * The mixer of one block of a Vim: a projection, then for each direction a causal convolution along its scan and the scan, the mean of both, the
 * gate, and the projection back.
 *
 * @param grid on which it scans
 * @param block its names
 * @param sizes of its weights
 * @param prefix of its tensors in the checkpoint
 */
record VimMixerNodes(Operators operators, WeightNodes weights, GridNodes grid, BlockDescription block, Vim.Sizes sizes, String prefix) {

	/** What is appended to the name of a layer for each direction. */
	private static final String FORWARD = "";
	private static final String BACKWARD = "_b";

	/**
	 * @param normalised [b, L, C]
	 * @return [b, L, C]
	 */
	Value append(final Value normalised) {
		final int width = sizes.width();
		final int channels = sizes.channels();
		final float[] projection = weights.source().take(prefix + "in_proj.weight", 2L * channels, width);
		final SelectiveScanNodes scan = new SelectiveScanNodes(operators, grid.scans().get(0), block.name(), block.directions(), channels, sizes.states());
		final Value convolved = convolved(scan.gathered(projected(normalised, projection, "x", 0)));
		final Value y = scan.append(scan.inImageOrder(convolved), parameters(), grid.batch());
		final Value gated = operators.multiply(y, operators.silu(projected(normalised, projection, "z", channels)));
		final float[] outward = weights.source().take(prefix + "out_proj.weight", width, channels);
		// The mean of two directions is half their sum; halving a number changes none of its digits.
		for (int i = 0; i < outward.length; i++)
			outward[i] /= block.directions();
		return operators.matrixProduct(gated, graph().weight(prefix + "out_proj.weight", WeightLayouts.transposed(outward, 1, width, channels),
			channels, width));
	}

	/** D rows of in_proj, from one on: [b, L, C] to [b, L, D]. */
	private Value projected(final Value normalised, final float[] projection, final String name, final int first) {
		final int width = sizes.width();
		final int channels = sizes.channels();
		final float[] rows = WeightLayouts.rows(projection, width, first, channels);
		return operators.matrixProduct(normalised, graph().weight(prefix + "in_proj.weight." + name, WeightLayouts.transposed(rows, 1, channels, width),
			width, channels));
	}

	/** [b, K, L, D] in scan order to the same: each channel sees a token and the few before it, then SiLU. */
	private Value convolved(final Value x) {
		final int all = block.directions() * sizes.channels();
		final Value lines = operators.reshape(operators.transpose(x, 0, 1, 3, 2), 0, all, -1); // [b, K · D, L]
		final Value kernel = graph().weight(prefix + "conv1d.weight", both("conv1d", ".weight", sizes.channels(), 1, sizes.kernel()), all, 1, sizes
			.kernel());
		final Value bias = graph().weight(prefix + "conv1d.bias", both("conv1d", ".bias", sizes.channels()), all);
		final Value convolved = graph().node("Conv", List.of(lines, kernel, bias), integers("pads", sizes.kernel() - 1, 0), integer("group", all));
		final Value apart = operators.reshape(operators.silu(convolved), 0, block.directions(), sizes.channels(), -1);
		return operators.transpose(apart, 0, 1, 3, 2);
	}

	private SelectiveScanNodes.Parameters parameters() {
		final int channels = sizes.channels();
		final float[] decays = WeightLayouts.joined(weights.source().take(prefix + "A_log", channels, sizes.states()), weights.source().take(prefix +
			"A_b_log", channels, sizes.states()));
		return new SelectiveScanNodes.Parameters(sizes.rank(), both("x_proj", ".weight", sizes.rank() + 2L * sizes.states(), channels), both("dt_proj",
			".weight", channels, sizes.rank()), new SelectiveScanNodes.Recursion(both("dt_proj", ".bias", channels), decays, both("D", "",
				channels)));
	}

	private float[] both(final String layer, final String tensor, final long... shape) {
		return WeightLayouts.joined(weights.source().take(prefix + layer + FORWARD + tensor, shape), weights.source().take(prefix + layer + BACKWARD +
			tensor, shape));
	}

	private GraphBuilder graph() {
		return operators.graph();
	}
}
