package org.xvmamba.convert;

import java.util.List;
import java.util.Optional;

import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.ssm.BlockDescription;

/**
 * The two-dimensional selective scan of MedMamba and VMamba: a projection, a depthwise convolution, the scan, a normalisation, where there is one
 * the gate, and the projection back.
 *
 * @param grid on which it scans
 * @param scans the names of its scan, or of the four of VMamba's cascade
 * @param sizes of its weights
 */
record ScanBranchNodes(Operators operators, WeightNodes weights, GridNodes grid, List<BlockDescription> scans, ScanSizes sizes) {

	/**
	 * @param normalised [b, L, width], tokens row by row
	 * @return [b, width, L]
	 */
	Value append(final Value normalised) {
		final int rows = sizes.gated() ? 2 * sizes.channels() : sizes.channels();
		final float[] projection = weights.source().takeMatrix(prefix("in_proj.weight"), rows, sizes.width());
		final Value u = scanInput(normalised, projection);
		final Value y = weights.layerNorm(operators, selectiveScan(u), prefix("out_norm"), sizes.channels());
		final Value gated = sizes.gated() ? operators.multiply(y, operators.silu(gate(normalised, projection))) : y;
		final Value outward = graph().weight(prefix("out_proj.weight"), weights.source().takeMatrix(prefix("out_proj.weight"), sizes.width(), sizes
			.channels()), sizes.width(), sizes.channels());
		return operators.matrixProduct(outward, operators.transpose(gated, 0, 2, 1));
	}

	/** The first D rows of in_proj, a depthwise convolution, SiLU: [b, L, width] to u [b, L, D]. */
	private Value scanInput(final Value normalised, final float[] projection) {
		final int channels = sizes.channels();
		final Value weight = graph().weight(prefix("in_proj.weight.x"), WeightLayouts.rows(projection, sizes.width(), 0, channels), channels, sizes
			.width());
		final Value projected = operators.matrixProduct(weight, operators.transpose(normalised, 0, 2, 1)); // [b, D, L]
		final Value kernel = weights.take(prefix("conv2d.weight"), channels, 1, 3, 3);
		final Optional<Value> bias = weights.takeIfPresent(prefix("conv2d.bias"), channels);
		final Value convolved = operators.convolve(grid.map(operators, projected, channels), kernel, bias, 3, channels);
		final Value flat = operators.reshape(operators.silu(convolved), 0, channels, -1);
		return operators.transpose(flat, 0, 2, 1);
	}

	/** The last D rows of in_proj: [b, L, width] to z [b, L, D]. */
	private Value gate(final Value normalised, final float[] projection) {
		final int channels = sizes.channels();
		final float[] rows = WeightLayouts.rows(projection, sizes.width(), channels, channels);
		return operators.matrixProduct(normalised, graph().weight(prefix("in_proj.weight.z"), WeightLayouts.transposed(rows, 1, channels, sizes
			.width()), sizes.width(), channels));
	}

	private Value selectiveScan(final Value u) {
		if (scans.size() > 1) return new CascadeNodes(operators, grid, scans, sizes).append(u, parameters());
		final SelectiveScanNodes scan = new SelectiveScanNodes(operators, grid.scans().get(0), scans.get(0).name(), ScanSizes.DIRECTIONS, sizes
			.channels(), sizes.states());
		return scan.appendShared(u, parameters(), grid.batch());
	}

	private SelectiveScanNodes.Parameters parameters() {
		final int directions = ScanSizes.DIRECTIONS;
		final int channels = sizes.channels();
		final long all = (long) directions * channels;
		final StateDict source = weights.source();
		return new SelectiveScanNodes.Parameters(sizes.rank(), perDirection("x_proj", sizes.rank() + 2 * sizes.states(), channels), perDirection(
			"dt_projs", channels, sizes.rank()), new SelectiveScanNodes.Recursion(source.take(prefix("dt_projs_bias"), directions, channels), source
				.take(prefix("A_logs"), all, sizes.states()), source.take(prefix("Ds"), all)));
	}

	/** Matrices [K, rows, columns], which newer checkpoints store as the weight [K · rows, columns] of a layer. */
	private float[] perDirection(final String name, final int rows, final int columns) {
		final String layer = prefix(name + ".weight");
		if (weights.source().has(layer)) return weights.source().takeMatrix(layer, (long) ScanSizes.DIRECTIONS * rows, columns);
		return weights.source().take(prefix(name + "_weight"), ScanSizes.DIRECTIONS, rows, columns);
	}

	private String prefix(final String tensor) {
		return sizes.prefix() + tensor;
	}

	private GraphBuilder graph() {
		return operators.graph();
	}
}
