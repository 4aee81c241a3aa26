package org.xvmamba.convert;

import java.util.List;

import org.xvmamba.convert.MedMambaSizes.Block;
import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.ssm.BlockDescription;

/**
 * One block of MedMamba: half of the channels through convolutions, half through the selective scan, the two shuffled, plus the input.
 *
 * @param grid of the block's stage
 * @param block its names and sizes
 * @param half channels of each branch
 * @param sizes of the scan's weights
 */
record MedMambaBlockNodes(Operators operators, WeightNodes weights, Grid grid, BlockDescription block, int half, Block sizes) {

	/**
	 * What the blocks of a stage share.
	 *
	 * @param batch number of images, [1]
	 * @param height rows, [1]
	 * @param width columns, [1]
	 * @param scans the scan orders
	 */
	record Grid(Value batch, Value height, Value width, ScanIndices scans) {

		/** [b, channels, L] to [b, channels, h, w]. */
		Value map(final Operators operators, final Value x, final int channels) {
			return operators.reshape(x, operators.concatenate(0, operators.graph().integers(0, channels), height, width));
		}
	}

	/**
	 * @param map [b, C, h, w]
	 * @return [b, C, h, w]
	 */
	Value append(final Value map) {
		final List<Value> halves = operators.split(map, 1, half, half);
		final Value convolved = convolutionBranch(halves.get(0));
		final Value scanned = scanBranch(halves.get(1)); // [b, C/2, L]
		magnitude(block.tensors().convolutionMagnitude(), convolved, 1, 2, 3);
		magnitude(block.tensors().ssmMagnitude(), operators.apply("Abs", scanned), 1, 2);
		return operators.add(shuffle(operators.reshape(convolved, 0, half, -1), scanned), map);
	}

	/** The outputs of the last ReLU are their own magnitudes. */
	private Value convolutionBranch(final Value left) {
		final Value first = convolution(batchNorm(left, 0), 1, 3);
		final Value second = convolution(operators.apply("Relu", batchNorm(first, 2)), 4, 3);
		final Value third = convolution(operators.apply("Relu", batchNorm(second, 5)), 7, 1);
		return operators.apply("Relu", third);
	}

	private Value batchNorm(final Value x, final int layer) {
		return weights.batchNorm(operators, x, sizes.prefix() + "conv33conv33conv11." + layer, half);
	}

	private Value convolution(final Value x, final int layer, final int kernel) {
		final String prefix = sizes.prefix() + "conv33conv33conv11." + layer;
		return operators.convolve(x, weights.take(prefix + ".weight", half, half, kernel, kernel), weights.take(prefix + ".bias", half), kernel, 1);
	}

	/** [b, C/2, h, w] to [b, C/2, L]. */
	private Value scanBranch(final Value right) {
		final Value tokens = operators.transpose(operators.reshape(right, 0, half, -1), 0, 2, 1);
		final Value normalised = weights.layerNorm(operators, tokens, sizes.prefix() + "ln_1", half);
		final float[] projection = weights.source().take(prefix("in_proj.weight"), 2L * sizes.channels(), half);
		final Value u = scanInput(normalised, projection);
		final Value y = weights.layerNorm(operators, selectiveScan(u), prefix("out_norm"), sizes.channels());
		final Value gated = operators.multiply(y, operators.silu(gate(normalised, projection)));
		final Value outward = weights.take(prefix("out_proj.weight"), half, sizes.channels());
		return operators.matrixProduct(outward, operators.transpose(gated, 0, 2, 1));
	}

	/** The first D rows of in_proj, a depthwise convolution, SiLU: [b, L, C/2] to u [b, L, D]. */
	private Value scanInput(final Value normalised, final float[] projection) {
		final int channels = sizes.channels();
		final Value weight = graph().weight(prefix("in_proj.weight.x"), WeightLayouts.rows(projection, half, 0, channels), channels, half);
		final Value projected = operators.matrixProduct(weight, operators.transpose(normalised, 0, 2, 1)); // [b, D, L]
		final Value kernel = weights.take(prefix("conv2d.weight"), channels, 1, 3, 3);
		final Value convolved = operators.convolve(grid.map(operators, projected, channels), kernel, weights.take(prefix("conv2d.bias"), channels), 3,
			channels);
		final Value flat = operators.reshape(operators.silu(convolved), 0, channels, -1);
		return graph().named(block.name() + ".scan.u", operators.transpose(flat, 0, 2, 1));
	}

	/** The last D rows of in_proj: [b, L, C/2] to z [b, L, D]. */
	private Value gate(final Value normalised, final float[] projection) {
		final int channels = sizes.channels();
		final float[] rows = WeightLayouts.rows(projection, half, channels, channels);
		return operators.matrixProduct(normalised, graph().weight(prefix("in_proj.weight.z"), WeightLayouts.transposed(rows, 1, channels, half), half,
			channels));
	}

	private Value selectiveScan(final Value u) {
		final SelectiveScanNodes scan = new SelectiveScanNodes(operators, grid.scans, block.name(), block.directions(), sizes.channels(), sizes
			.states());
		return scan.append(scanInputs(u), scanWeights(), grid.batch);
	}

	/** Projected in image order, with each direction's own weights: the rows of x_proj are R for Δ, N for B, N for C. */
	private SelectiveScanNodes.Inputs scanInputs(final Value u) {
		final int directions = block.directions();
		final int channels = sizes.channels();
		final int states = sizes.states();
		final int rank = sizes.rank();
		final int rows = rank + 2 * states;
		final float[] project = weights.source().take(prefix("x_proj_weight"), directions, rows, channels);
		final Value projected = operators.matrixProduct(operators.insertAxis(u, 1), graph().weight(prefix("x_proj_weight"), WeightLayouts.transposed(
			project, directions, rows, channels), directions, channels, rows)); // [b, K, L, R + 2N]
		final List<Value> parts = operators.split(projected, 3, rank, states, states);
		final Value b = graph().named(block.name() + ".scan.B", parts.get(1));
		final Value c = graph().named(block.name() + ".scan.C", parts.get(2));
		final float[] steps = weights.source().take(prefix("dt_projs_weight"), directions, channels, rank);
		final Value dt = operators.matrixProduct(parts.get(0), graph().weight(prefix("dt_projs_weight"), WeightLayouts.transposed(steps, directions,
			channels, rank), directions, rank, channels));
		return new SelectiveScanNodes.Inputs(u, graph().named(block.name() + ".scan.dt", dt), b, c);
	}

	private SelectiveScanNodes.Weights scanWeights() {
		final int directions = block.directions();
		final int channels = sizes.channels();
		final int states = sizes.states();
		final float[] logarithms = weights.source().take(prefix("A_logs"), (long) directions * channels, states);
		final Value a = graph().weight(block.tensors().a(), WeightLayouts.transposed(WeightLayouts.negatedExponentials(logarithms), directions,
			channels, states), directions, states, channels);
		final Value bias = graph().weight(block.name() + ".dt_bias", weights.source().take(prefix("dt_projs_bias"), directions, channels), directions,
			channels);
		final Value skip = graph().weight(block.name() + ".D", weights.source().take(prefix("Ds"), (long) directions * channels), directions, channels);
		return new SelectiveScanNodes.Weights(a, bias, skip);
	}

	/** Channels of two branches, [b, C/2, L] each, interleaved: convolution 0, scan 0, convolution 1, scan 1 ... as [b, C, h, w]. */
	private Value shuffle(final Value convolved, final Value scanned) {
		final Value pairs = operators.concatenate(2, operators.insertAxis(convolved, 2), operators.insertAxis(scanned, 2)); // [b, C/2, 2, L]
		return grid.map(operators, pairs, 2 * half);
	}

	private void magnitude(final String name, final Value absolute, final long... axes) {
		graph().output(graph().named(name, operators.mean(absolute, axes)), "batch");
	}

	private String prefix(final String tensor) {
		return sizes.prefix() + "self_attention." + tensor;
	}

	private GraphBuilder graph() {
		return operators.graph();
	}
}
