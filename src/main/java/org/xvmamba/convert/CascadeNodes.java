package org.xvmamba.convert;

import java.util.Arrays;
import java.util.List;

import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.ssm.BlockDescription;

/**
 * VMamba's cascade of scans: every row on its own, in both directions, and their sum along every column on its own, as VMamba's code has it since
 * May 2024. What goes into either is normalised over the channels, without weights. And the code adds up the outputs of two opposite scans step by
 * step, without turning one around: the output of a reversed scan stands at the mirrored place of its line.
 * <p>
 * Each of the four is a scan of its own, of one direction, so that its indices stand where its input stood. Between the lines stand separators,
 * tokens that are no cells: their u, B and C are zero, and their Δ is so large that no state outlives them.
 *
 * @param grid on which it scans
 * @param scans the names of the four
 * @param sizes of the weights
 */
record CascadeNodes(Operators operators, GridNodes grid, List<BlockDescription> scans, ScanSizes sizes) {

	/** PyTorch's default. */
	private static final float EPSILON = 1e-5f;

	private static final int ROWS = 0;
	private static final int COLUMNS = 2;

	/**
	 * @param u [b, L, D], tokens row by row
	 * @param parameters of the four
	 * @return y [b, L, D]
	 */
	Value append(final Value u, final SelectiveScanNodes.Parameters parameters) {
		final Value one = weight("norm.weight", 1);
		final Value zero = weight("norm.bias", 0);
		final Value cells = operators.reshape(operators.range(operators.reshape(operators.multiply(grid.height(), grid.width()), graph()
			.integers())), operators.concatenate(0, grid.height(), grid.width()));
		final Value mirroredRows = operators.gather(cells, 1, operators.backwards(grid.width()));
		final Value rows = bothWays(operators.layerNorm(u, one, zero, EPSILON), ROWS, parameters, cells, mirroredRows);
		final Value mirroredColumns = operators.gather(cells, 0, operators.backwards(grid.height()));
		return bothWays(operators.layerNorm(rows, one, zero, EPSILON), COLUMNS, parameters, cells, mirroredColumns);
	}

	private Value bothWays(final Value x, final int first, final SelectiveScanNodes.Parameters parameters, final Value cells,
		final Value mirrored)
	{
		return operators.add(scan(x, first, parameters, cells), scan(x, first + 1, parameters, mirrored));
	}

	/** @param places from which cell each cell's output is taken, [h, w] */
	private Value scan(final Value x, final int number, final SelectiveScanNodes.Parameters parameters, final Value places) {
		final Value separators = operators.subtract(number < COLUMNS ? grid.height() : grid.width(), graph().integers(1));
		final Value nothing = graph().node("ConstantOfShape", List.of(operators.concatenate(0, grid.batch(), separators, graph().integers(sizes
			.channels()))));
		final SelectiveScanNodes scan = new SelectiveScanNodes(operators, grid.scans().get(number), scans.get(number).name(), 1, sizes.channels(),
			sizes.states());
		final Value y = scan.appendShared(operators.concatenate(1, x, nothing), parameters.of(number, scans.size()), grid.batch());
		return operators.gather(y, 1, operators.reshape(places, -1));
	}

	private Value weight(final String name, final float value) {
		final float[] values = new float[sizes.channels()];
		Arrays.fill(values, value);
		return graph().weight(sizes.prefix() + "cascade." + name, values, values.length);
	}

	private GraphBuilder graph() {
		return operators.graph();
	}
}
