package org.xvmamba.convert;

import java.util.List;

import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.scan.ScanOrder;

/**
 * What the blocks on one grid share.
 *
 * @param batch number of images, [1]
 * @param height rows, [1]
 * @param width columns, [1]
 * @param scans the scan orders
 */
record GridNodes(Value batch, Value height, Value width, ScanIndices scans) {

	/**
	 * @param map a feature map [b, C, h, w]
	 * @param orders of the scan's directions
	 * @return the grid of that map
	 */
	static GridNodes of(final Operators operators, final Value map, final List<ScanOrder> orders) {
		final Value shape = operators.apply("Shape", map);
		final Value height = operators.gather(shape, 0, operators.graph().integers(2));
		final Value width = operators.gather(shape, 0, operators.graph().integers(3));
		return new GridNodes(operators.gather(shape, 0, operators.graph().integers(0)), height, width, ScanIndices.of(operators, orders, height,
			width));
	}

	/** [b, channels, L] to [b, channels, h, w]. */
	Value map(final Operators operators, final Value x, final int channels) {
		return operators.reshape(x, operators.concatenate(0, operators.graph().integers(0, channels), height, width));
	}
}
