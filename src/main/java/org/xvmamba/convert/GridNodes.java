package org.xvmamba.convert;

import static org.xvmamba.convert.graph.Attributes.number;
import static org.xvmamba.convert.graph.Attributes.text;

import java.util.List;

import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.scan.ScanOrder;

/**
 * What the blocks on one grid share.
 *
 * @param batch number of images, [1]
 * @param height rows, [1]
 * @param width columns, [1]
 * @param scans the orders of each scan
 */
record GridNodes(Value batch, Value height, Value width, List<ScanIndices> scans) {

	/** Of PyTorch's bicubic interpolation. */
	private static final float CUBIC_COEFFICIENT = -0.75f;

	/**
	 * @param map a feature map [b, C, h, w]
	 * @param scans of a block, and the orders of their directions
	 * @return the grid of that map
	 */
	static GridNodes of(final Operators operators, final Value map, final List<List<ScanOrder>> scans) {
		final Value shape = operators.apply("Shape", map);
		final Value height = operators.gather(shape, 0, operators.graph().integers(2));
		final Value width = operators.gather(shape, 0, operators.graph().integers(3));
		return new GridNodes(operators.gather(shape, 0, operators.graph().integers(0)), height, width, scans.stream().map(
			orders -> ScanIndices.of(operators, orders, height, width)).toList());
	}

	/**
	 * @param places the position embedding of a trained grid, [side · side, channels], cells row by row
	 * @param side cells of that grid along each axis
	 * @return the embedding of this grid, [1, channels, h, w], resized as PyTorch's bicubic interpolation does it; unchanged where the two are alike
	 */
	Value resized(final Operators operators, final float[] places, final int side, final int channels) {
		final GraphBuilder graph = operators.graph();
		final Value trained = graph.weight("pos_embed", WeightLayouts.transposed(places, 1, side * side, channels), 1, channels, side, side);
		final Value size = operators.concatenate(0, graph.integers(1, channels), height, width);
		return graph.node("Resize", List.of(trained, Value.NONE, Value.NONE, size), text("mode", "cubic"), text("coordinate_transformation_mode",
			"half_pixel"), number("cubic_coeff_a", CUBIC_COEFFICIENT));
	}

	/** [b, channels, h, w] to [b, L, channels], cells row by row. */
	static Value tokens(final Operators operators, final Value map, final int channels) {
		return operators.transpose(operators.reshape(map, 0, channels, -1), 0, 2, 1);
	}

	/** [b, channels, L] to [b, channels, h, w]. */
	Value map(final Operators operators, final Value x, final int channels) {
		return operators.reshape(x, operators.concatenate(0, operators.graph().integers(0, channels), height, width));
	}
}
