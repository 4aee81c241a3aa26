package org.xvmamba.convert;

import java.util.List;
import java.util.Optional;

import org.xvmamba.convert.StagedSizes.Block;
import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.ssm.BlockDescription;

/**
 * One block of MedMamba: half of the channels through convolutions, half through the selective scan, the two shuffled, plus the input.
 *
 * @param grid of the block's stage
 * @param block its names
 * @param sizes its tensors' prefix and sizes; each branch has as many channels as the scan's branch is wide
 */
record MedMambaBlockNodes(Operators operators, WeightNodes weights, GridNodes grid, BlockDescription block, Block sizes) {

	/**
	 * @param map [b, C, h, w]
	 * @return [b, C, h, w]
	 */
	Value append(final Value map) {
		final List<Value> halves = operators.split(map, 1, half(), half());
		final Value convolved = convolutionBranch(halves.get(0));
		final Value scanned = scanBranch(halves.get(1)); // [b, C/2, L]
		magnitude(block.tensors().convolutionMagnitude(), convolved, 1, 2, 3);
		magnitude(block.tensors().ssmMagnitude(), operators.apply("Abs", scanned), 1, 2);
		return operators.add(shuffle(operators.reshape(convolved, 0, half(), -1), scanned), map);
	}

	/** The outputs of the last ReLU are their own magnitudes. */
	private Value convolutionBranch(final Value left) {
		final Value first = convolution(batchNorm(left, 0), 1, 3);
		final Value second = convolution(operators.apply("Relu", batchNorm(first, 2)), 4, 3);
		final Value third = convolution(operators.apply("Relu", batchNorm(second, 5)), 7, 1);
		return operators.apply("Relu", third);
	}

	private Value batchNorm(final Value x, final int layer) {
		return weights.batchNorm(operators, x, sizes.prefix() + "conv33conv33conv11." + layer, half());
	}

	private Value convolution(final Value x, final int layer, final int kernel) {
		final String prefix = sizes.prefix() + "conv33conv33conv11." + layer;
		return operators.convolve(x, weights.take(prefix + ".weight", half(), half(), kernel, kernel), Optional.of(weights.take(prefix + ".bias",
			half())), kernel, 1);
	}

	/** [b, C/2, h, w] to [b, C/2, L]. */
	private Value scanBranch(final Value right) {
		final Value tokens = GridNodes.tokens(operators, right, half());
		final Value normalised = weights.layerNorm(operators, tokens, sizes.prefix() + "ln_1", half());
		return new ScanBranchNodes(operators, weights, grid, List.of(block), sizes.scan()).append(normalised);
	}

	/** Channels of two branches, [b, C/2, L] each, interleaved: convolution 0, scan 0, convolution 1, scan 1 ... as [b, C, h, w]. */
	private Value shuffle(final Value convolved, final Value scanned) {
		final Value pairs = operators.concatenate(2, operators.insertAxis(convolved, 2), operators.insertAxis(scanned, 2)); // [b, C/2, 2, L]
		return grid.map(operators, pairs, 2 * half());
	}

	private void magnitude(final String name, final Value absolute, final long... axes) {
		graph().output(graph().named(name, operators.mean(absolute, axes)), "batch");
	}

	/** C/2 */
	private int half() {
		return sizes.scan().width();
	}

	private GraphBuilder graph() {
		return operators.graph();
	}
}
