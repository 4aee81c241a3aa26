package org.xvmamba.convert;

import java.util.List;

import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.scan.ScanOrder;
import org.xvmamba.scan.ScanOrders;

/**
 * The scan orders of one grid, computed in the graph because the grid's size is dynamic. Directions are laid one after the other: entry k · L + l
 * belongs to step (or token) l of direction k. L is the number of the grid's cells and of the tokens that are no cells, numbered after them.
 *
 * @param tokens for each step, the token visited then, [K · L], 0 to L - 1
 * @param scan where each step's entry stands among entries in image order, [K · L], 0 to K · L - 1
 * @param unscan where each token's entry stands among entries in scan order, [K · L], 0 to K · L - 1
 */
record ScanIndices(Value tokens, Value scan, Value unscan) {

	/**
	 * @param operators of the graph
	 * @param orders for each direction; all have the same number of extra tokens
	 * @param height rows of the grid, [1]
	 * @param width columns of the grid, [1]
	 * @return the orders as index lists
	 */
	static ScanIndices of(final Operators operators, final List<ScanOrder> orders, final Value height, final Value width) {
		final Grid grid = new Grid(operators, height, width);
		final Value tokens = operators.concatenate(0, orders.stream().map(grid::visit).toArray(Value[]::new));
		final Value directions = operators.graph().integer(orders.size());
		final Value length = grid.length(orders.get(0).extraTokens());
		final Value first = operators.multiply(operators.insertAxis(operators.range(directions), 1), length);
		final Value scan = operators.reshape(operators.add(operators.reshape(tokens, orders.size(), -1), first), -1);
		// A permutation's inverse: its values, as positions, receive their own numbers. Every position of the first input is overwritten.
		final Value numbers = operators.range(operators.multiply(directions, length));
		return new ScanIndices(tokens, scan, operators.graph().node("ScatterElements", List.of(scan, scan, numbers)));
	}

	/**
	 * @param operators of the graph
	 * @param height rows of the grid, [1]
	 * @param width columns of the grid, [1]
	 */
	private record Grid(Operators operators, Value height, Value width) {

		/** L, a single integer. */
		Value length(final int extraTokens) {
			final Value cells = operators.reshape(operators.multiply(height, width), operators.graph().integers());
			return extraTokens == 0 ? cells : operators.add(cells, operators.graph().integer(extraTokens));
		}

		/** The tokens in the order of their visit, [L]. */
		Value visit(final ScanOrder order) {
			if (order == ScanOrders.ROW_MAJOR) return rowMajor();
			if (order == ScanOrders.COLUMN_MAJOR) return columnMajor();
			if (order == ScanOrders.ROW_MAJOR_REVERSED) return reversed(rowMajor(), order);
			if (order == ScanOrders.COLUMN_MAJOR_REVERSED) return reversed(columnMajor(), order);
			if (order == ScanOrders.VIM_FORWARD) return aroundTheMiddle();
			if (order == ScanOrders.VIM_BACKWARD) return reversed(aroundTheMiddle(), order);
			throw new IllegalArgumentException("The scan order '" + order.name() + "' can't be computed in a graph yet.");
		}

		private Value rowMajor() {
			return operators.range(length(0));
		}

		private Value columnMajor() {
			final Value rows = operators.reshape(rowMajor(), operators.concatenate(0, height, width));
			return operators.reshape(operators.transpose(rows, 1, 0), -1);
		}

		/** The first half of the cells, the token after all cells, the second half. */
		private Value aroundTheMiddle() {
			final GraphBuilder graph = operators.graph();
			final Value cells = operators.multiply(height, width);
			final Value half = graph.node("Div", List.of(cells, graph.integers(2)));
			final Value all = rowMajor();
			final Value before = graph.node("Slice", List.of(all, graph.integers(0), half));
			return operators.concatenate(0, before, cells, graph.node("Slice", List.of(all, half, cells)));
		}

		private Value reversed(final Value visited, final ScanOrder order) {
			final Value length = length(order.extraTokens());
			final Value last = operators.subtract(length, operators.graph().integer(1));
			return operators.gather(visited, 0, operators.subtract(last, operators.range(length)));
		}
	}
}
