package org.xvmamba.convert;

import static org.xvmamba.convert.graph.Attributes.integer;

import java.util.List;
import java.util.Optional;

import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.scan.ScanOrder;
import org.xvmamba.scan.ScanOrders;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/**
 * The scan orders of one grid, computed in the graph because the grid's size is dynamic. Directions are laid one after the other: entry k · L + l
 * belongs to step (or token) l of direction k. L is the number of the grid's cells and of the tokens that are no cells, numbered after them.
 *
 * @param tokens for each step, the token visited then, [K · L], 0 to L - 1
 * @param scan where each step's entry stands among entries in image order, [K · L], 0 to K · L - 1
 * @param unscan where each token's entry stands among entries in scan order, [K · L], 0 to K · L - 1
 * @param resets what is added to dt at each token, [L, 1], where there are separators between lines: nothing at the cells, and at a separator so
 *          much that no state outlives it
 */
record ScanIndices(Value tokens, Value scan, Value unscan, Optional<Value> resets) {

	/**
	 * Δ at a separator: exp(ΔA) is zero for every A below -1e-13, and the square is far from the largest number of single precision, so that no
	 * product with the separator's B = C = 0 is anything but zero.
	 */
	private static final float RESET = 1e15f;

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
		final Value length = grid.length(orders.get(0));
		final Value first = operators.multiply(operators.insertAxis(operators.range(directions), 1), length);
		final Value scan = operators.reshape(operators.add(operators.reshape(tokens, orders.size(), -1), first), -1);
		// A permutation's inverse: its values, as positions, receive their own numbers. Every position of the first input is overwritten.
		final Value numbers = operators.range(operators.multiply(directions, length));
		final Value unscan = operators.graph().node("ScatterElements", List.of(scan, scan, numbers));
		return new ScanIndices(tokens, scan, unscan, ScanOrders.CASCADE.contains(orders.get(0)) ? Optional.of(grid.resets(length)) : Optional
			.empty());
	}

	/**
	 * @param operators of the graph
	 * @param height rows of the grid, [1]
	 * @param width columns of the grid, [1]
	 */
	private record Grid(Operators operators, Value height, Value width) {

		/** L, a single integer. */
		Value length(final ScanOrder order) {
			if (order == ScanOrders.EACH_ROW || order == ScanOrders.EACH_ROW_REVERSED) return withSeparators(height);
			if (order == ScanOrders.EACH_COLUMN || order == ScanOrders.EACH_COLUMN_REVERSED) return withSeparators(width);
			final int extra = order.extraTokens(1, 1);
			return extra == 0 ? cells() : operators.add(cells(), operators.graph().integer(extra));
		}

		private Value cells() {
			return operators.reshape(operators.multiply(height, width), operators.graph().integers());
		}

		/** One behind each line but the last. */
		private Value withSeparators(final Value lines) {
			final Value separators = operators.subtract(lines, operators.graph().integers(1));
			return operators.add(cells(), operators.reshape(separators, operators.graph().integers()));
		}

		/** As {@link ScanIndices#resets}. */
		Value resets(final Value length) {
			final GraphBuilder graph = operators.graph();
			final Value isSeparator = graph.node("Not", List.of(graph.node("Less", List.of(operators.range(length), cells()))));
			final Value resets = operators.multiply(graph.node("Cast", List.of(isSeparator), integer("to", DataType.FLOAT.getNumber())), graph.number(
				RESET));
			return operators.insertAxis(resets, 1);
		}

		/** The tokens in the order of their visit, [L]. */
		Value visit(final ScanOrder order) {
			if (order == ScanOrders.ROW_MAJOR) return rowMajor();
			if (order == ScanOrders.COLUMN_MAJOR) return columnMajor();
			if (order == ScanOrders.ROW_MAJOR_REVERSED) return reversed(rowMajor(), order);
			if (order == ScanOrders.COLUMN_MAJOR_REVERSED) return reversed(columnMajor(), order);
			if (order == ScanOrders.EACH_ROW) return apart(rows(), height);
			if (order == ScanOrders.EACH_ROW_REVERSED) return reversed(apart(rows(), height), order);
			if (order == ScanOrders.EACH_COLUMN) return apart(columns(), width);
			if (order == ScanOrders.EACH_COLUMN_REVERSED) return reversed(apart(columns(), width), order);
			if (order == ScanOrders.SNAKE) return snake(rows(), height, width);
			if (order == ScanOrders.SNAKE_REVERSED) return reversed(snake(rows(), height, width), order);
			if (order == ScanOrders.SNAKE_TRANSPOSED) return snake(columns(), width, height);
			if (order == ScanOrders.SNAKE_TRANSPOSED_REVERSED) return reversed(snake(columns(), width, height), order);
			if (order == ScanOrders.VIM_FORWARD) return aroundTheMiddle();
			if (order == ScanOrders.VIM_BACKWARD) return reversed(aroundTheMiddle(), order);
			throw new IllegalArgumentException("The scan order '" + order.name() + "' can't be computed in a graph yet.");
		}

		private Value rowMajor() {
			return operators.range(cells());
		}

		private Value columnMajor() {
			return operators.reshape(columns(), -1);
		}

		/** The cells, [height, width]. */
		private Value rows() {
			return operators.reshape(rowMajor(), operators.concatenate(0, height, width));
		}

		/** The cells, [width, height]. */
		private Value columns() {
			return operators.transpose(rows(), 1, 0);
		}

		/** Lines of cells one after the other, with a separator behind each but the last. */
		private Value apart(final Value lines, final Value count) {
			final GraphBuilder graph = operators.graph();
			final Value numbers = operators.add(operators.range(operators.reshape(count, graph.integers())), cells());
			final Value all = operators.reshape(operators.concatenate(1, lines, operators.insertAxis(numbers, 1)), -1);
			return graph.node("Slice", List.of(all, graph.integers(0), graph.integers(-1)));
		}

		/** Lines of cells one after the other, every second one from its end. */
		private Value snake(final Value lines, final Value count, final Value size) {
			final GraphBuilder graph = operators.graph();
			final Value number = operators.range(operators.reshape(count, graph.integers()));
			final Value isBack = graph.node("Equal", List.of(graph.node("Mod", List.of(number, graph.integers(2))), graph.integers(1)));
			final Value back = operators.gather(lines, 1, operators.backwards(size));
			return operators.reshape(graph.node("Where", List.of(operators.insertAxis(isBack, 1), back, lines)), -1);
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
			return operators.gather(visited, 0, operators.backwards(length(order)));
		}
	}
}
