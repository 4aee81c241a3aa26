package org.xvmamba.convert;

import java.util.List;

import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.scan.ScanOrder;
import org.xvmamba.scan.ScanOrders;

/**
 * The scan orders of one grid, computed in the graph because the grid's size is dynamic. Directions are laid one after the other: entry k · L + l
 * belongs to step (or token) l of direction k.
 *
 * @param tokens for each step, the token visited then, [K · L], 0 to L - 1
 * @param scan where each step's entry stands among entries in image order, [K · L], 0 to K · L - 1
 * @param unscan where each token's entry stands among entries in scan order, [K · L], 0 to K · L - 1
 */
record ScanIndices(Value tokens, Value scan, Value unscan) {

	/**
	 * @param operators of the graph
	 * @param orders for each direction
	 * @param height rows of the grid, [1]
	 * @param width columns of the grid, [1]
	 * @return the orders as index lists
	 */
	static ScanIndices of(final Operators operators, final List<ScanOrder> orders, final Value height, final Value width) {
		final Grid grid = Grid.of(operators, height, width);
		final Value tokens = operators.concatenate(0, orders.stream().map(grid::visit).toArray(Value[]::new));
		final Value directions = operators.graph().integer(orders.size());
		final Value first = operators.multiply(operators.insertAxis(operators.range(directions), 1), grid.length);
		final Value scan = operators.reshape(operators.add(operators.reshape(tokens, orders.size(), -1), first), -1);
		// A permutation's inverse: its values, as positions, receive their own numbers. Every position of the first input is overwritten.
		final Value numbers = operators.range(operators.multiply(directions, grid.length));
		return new ScanIndices(tokens, scan, operators.graph().node("ScatterElements", List.of(scan, scan, numbers)));
	}

	/** @param length L, a single integer; rowMajor [L]; reversedSteps L - 1, L - 2, ... 0 */
	private record Grid(Operators operators, Value height, Value width, Value length, Value rowMajor, Value reversedSteps) {

		static Grid of(final Operators operators, final Value height, final Value width) {
			final Value length = operators.reshape(operators.multiply(height, width), operators.graph().integers());
			final Value rowMajor = operators.range(length);
			final Value last = operators.subtract(length, operators.graph().integer(1));
			return new Grid(operators, height, width, length, rowMajor, operators.subtract(last, rowMajor));
		}

		/** The tokens in the order of their visit, [L]. */
		Value visit(final ScanOrder order) {
			if (order == ScanOrders.ROW_MAJOR) return rowMajor;
			if (order == ScanOrders.COLUMN_MAJOR) return columnMajor();
			if (order == ScanOrders.ROW_MAJOR_REVERSED) return reversedSteps;
			if (order == ScanOrders.COLUMN_MAJOR_REVERSED) return operators.gather(columnMajor(), 0, reversedSteps);
			throw new IllegalArgumentException("The scan order '" + order.name() + "' can't be computed in a graph yet.");
		}

		private Value columnMajor() {
			final Value rows = operators.reshape(rowMajor, operators.concatenate(0, height, width));
			return operators.reshape(operators.transpose(rows, 1, 0), -1);
		}
	}
}
