package org.xvmamba.scan;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Scan orders for all directions of a block at once, to be put in place of the model's own: a counterfactual. Immutable, thus thread-safe.
 * <p>
 * By name: {@code model}, the model's own orders; {@code cross}, the cross-scan; {@code bidirectional}, rows, where the cross-scan
 * goes along columns, too; {@code one}, rows forwards in every direction; or any order of cells that {@link ScanOrders#byName} finds, from which the directions are made
 * as the cross-scan is made from rows: the order, the same transposed, the first reversed, the second reversed. A block of one direction takes
 * the first of them, one of two directions the order and its reverse. A class token stands in the middle of each sequence, as in Vim.
 */
public final class OrderPlan {

	/** The model's own orders. */
	public static final OrderPlan MODEL = new OrderPlan("model", List.of());

	/** Names for help texts and errors. */
	public static final String NAMES =
		"model, cross, bidirectional, one, snake, diagonal, morton, hilbert, spiral, strided, local:2 (or another side), random:1 (or another seed)";

	private final String name;
	private final List<ScanOrder> four;

	private OrderPlan(final String name, final List<ScanOrder> four) {
		this.name = name;
		this.four = four;
	}

	/**
	 * @param name as above
	 * @return the plan of that name
	 * @throws IllegalArgumentException naming what is allowed, when there is none
	 */
	public static OrderPlan byName(final String name) {
		final ScanOrder rows = ScanOrders.ROW_MAJOR;
		final ScanOrder back = ScanOrders.ROW_MAJOR_REVERSED;
		return switch (name) {
			case "model" -> MODEL;
			case "cross" -> new OrderPlan(name, ScanOrders.CROSS_SCAN);
			case "bidirectional" -> new OrderPlan(name, List.of(rows, rows, back, back));
			case "one" -> new OrderPlan(name, List.of(rows, rows, rows, rows));
			default -> new OrderPlan(name, fourOf(name));
		};
	}

	private static List<ScanOrder> fourOf(final String name) {
		try {
			final ScanOrder order = ScanOrders.byName(name);
			final ScanOrder transposed = ScanOrders.transposed(order);
			return List.of(order, transposed, ScanOrders.reversed(order), ScanOrders.reversed(transposed));
		}
		catch (final IllegalArgumentException exc) {
			throw new IllegalArgumentException("Unknown scan order '" + name + "'; possible are " + NAMES + ".", exc);
		}
	}

	/** @return as {@link #byName} takes it */
	public String name() {
		return name;
	}

	/** @return whether this leaves the model's own orders */
	public boolean isModel() {
		return four.isEmpty();
	}

	/**
	 * The orders of one block.
	 *
	 * @param own the model's orders, one a direction
	 * @param height rows of the grid
	 * @param width columns of the grid
	 * @return as many orders of as many tokens
	 */
	public List<Permutation> over(final List<Permutation> own, final int height, final int width) {
		if (isModel()) return own;
		final int extra = own.get(0).length() - height * width;
		if (extra > 1) throw new IllegalArgumentException("A sequence with " + extra + " tokens beside the cells has no counterfactual order.");
		return ofDirections(own.size()).mapToObj(number -> extra == 0 ? four.get(number).over(height, width) : withToken(number, height, width))
			.toList();
	}

	/**
	 * What the orders of one block are called.
	 *
	 * @param own names of the model's orders, one a direction
	 * @return as many names
	 */
	public List<String> names(final List<String> own) {
		return isModel() ? own : ofDirections(own.size()).mapToObj(number -> four.get(number).name()).toList();
	}

	/** @return which of the four orders each direction takes; of two directions, the second is the first one backwards */
	private static IntStream ofDirections(final int count) {
		final int[] chosen = count == 2 ? new int[] { 0, 2 } : new int[] { 0, 1, 2, 3 };
		return IntStream.range(0, count).map(direction -> chosen[direction % chosen.length]);
	}

	/** What goes back the way of another direction takes its token back, too: of an odd number of cells, the middle is on one side of it. */
	private Permutation withToken(final int number, final int height, final int width) {
		final Permutation cells = four.get(number).over(height, width);
		final Permutation forwards = four.get(number % 2).over(height, width);
		return number >= 2 && cells.equals(forwards.reversed()) ? ScanOrders.withTokenInTheMiddle(forwards).reversed() : ScanOrders
			.withTokenInTheMiddle(cells);
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof OrderPlan that && name.equals(that.name);
	}

	@Override
	public int hashCode() {
		return name.hashCode();
	}

	@Override
	public String toString() {
		return name;
	}
}
