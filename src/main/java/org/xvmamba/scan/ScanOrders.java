package org.xvmamba.scan;

import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scan orders that this program knows, by their names. */
public final class ScanOrders {

	/** Row by row, each from left to right. */
	public static final ScanOrder ROW_MAJOR = named("row-major", (height, width) -> {
		final int[] tokens = new int[height * width];
		for (int step = 0; step < tokens.length; step++)
			tokens[step] = step;
		return new Permutation(tokens);
	});

	/** Column by column, each from top to bottom. */
	public static final ScanOrder COLUMN_MAJOR = named("column-major", (height, width) -> {
		final int[] tokens = new int[height * width];
		for (int step = 0; step < tokens.length; step++)
			tokens[step] = step % height * width + step / height;
		return new Permutation(tokens);
	});

	/** {@link #ROW_MAJOR} from its last token to its first. */
	public static final ScanOrder ROW_MAJOR_REVERSED = reversed(ROW_MAJOR);

	/** {@link #COLUMN_MAJOR} from its last token to its first. */
	public static final ScanOrder COLUMN_MAJOR_REVERSED = reversed(COLUMN_MAJOR);

	/** The four directions of MedMamba's and VMamba's cross-scan, in the order of their parameters. */
	public static final List<ScanOrder> CROSS_SCAN = List.of(ROW_MAJOR, COLUMN_MAJOR, ROW_MAJOR_REVERSED, COLUMN_MAJOR_REVERSED);

	/**
	 * Vim's sequence (arXiv 2401.09417): row by row, with the class token, numbered height · width, in the middle: of n cells, ⌊n/2⌋ stand before
	 * it.
	 */
	public static final ScanOrder VIM_FORWARD = new NamedOrder("vim-forward", (height, width) -> 1, (height, width) -> {
		final int cells = height * width;
		final int[] tokens = new int[cells + 1];
		for (int cell = 0; cell < cells; cell++)
			tokens[cell < cells / 2 ? cell : cell + 1] = cell;
		tokens[cells / 2] = cells;
		return new Permutation(tokens);
	});

	/** {@link #VIM_FORWARD} from its last token to its first. */
	public static final ScanOrder VIM_BACKWARD = backwards("vim-backward", VIM_FORWARD);

	/** The two directions of Vim, in the order of their parameters. */
	public static final List<ScanOrder> VIM = List.of(VIM_FORWARD, VIM_BACKWARD);

	/**
	 * {@link #ROW_MAJOR}, but each row on its own: a separator, which lets no state pass, stands behind each but the last. The separator behind
	 * row i has the number height · width + i.
	 */
	public static final ScanOrder EACH_ROW = new NamedOrder("each-row", (height, width) -> height - 1, (height, width) -> apart(ROW_MAJOR.over(
		height, width), width));

	/** {@link #EACH_ROW} from its last token to its first. */
	public static final ScanOrder EACH_ROW_REVERSED = backwards("each-row-reversed", EACH_ROW);

	/** The same with columns: the separator behind column i has the number height · width + i. */
	public static final ScanOrder EACH_COLUMN = new NamedOrder("each-column", (height, width) -> width - 1, (height, width) -> apart(COLUMN_MAJOR
		.over(height, width), height));

	/** {@link #EACH_COLUMN} from its last token to its first. */
	public static final ScanOrder EACH_COLUMN_REVERSED = backwards("each-column-reversed", EACH_COLUMN);

	/** The scans of VMamba's cascade, in the order of their parameters. */
	public static final List<ScanOrder> CASCADE = List.of(EACH_ROW, EACH_ROW_REVERSED, EACH_COLUMN, EACH_COLUMN_REVERSED);

	/** Rows from top to bottom, the first from left to right, the next one back, and so on. */
	public static final ScanOrder SNAKE = named("snake", (height, width) -> {
		final int[] tokens = new int[height * width];
		for (int step = 0; step < tokens.length; step++) {
			final int row = step / width;
			tokens[step] = row * width + (row % 2 == 0 ? step % width : width - 1 - step % width);
		}
		return new Permutation(tokens);
	});

	/** {@link #SNAKE} from its last token to its first. */
	public static final ScanOrder SNAKE_REVERSED = reversed(SNAKE);

	/** Columns from left to right, the first from top to bottom, the next one back, and so on. */
	public static final ScanOrder SNAKE_TRANSPOSED = transposed(SNAKE);

	/** {@link #SNAKE_TRANSPOSED} from its last token to its first. */
	public static final ScanOrder SNAKE_TRANSPOSED_REVERSED = reversed(SNAKE_TRANSPOSED);

	/** The four directions of PlainMamba's continuous scan (arXiv 2403.17695). */
	public static final List<ScanOrder> PLAIN_MAMBA = List.of(SNAKE, SNAKE_REVERSED, SNAKE_TRANSPOSED, SNAKE_TRANSPOSED_REVERSED);

	private static final List<ScanOrder> ALL = Stream.of(CROSS_SCAN, VIM, CASCADE, PLAIN_MAMBA).flatMap(List::stream).toList();

	private ScanOrders() {}

	/**
	 * @param name as {@link ScanOrder#name()} gives it
	 * @return the order of that name
	 * @throws IllegalArgumentException naming the known orders, when there is none
	 */
	public static ScanOrder byName(final String name) {
		return ALL.stream().filter(order -> order.name().equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(
			"Unknown scan order '" + name + "'; known are " + ALL.stream().map(ScanOrder::name).collect(Collectors.joining(", ")) + "."));
	}

	private static ScanOrder reversed(final ScanOrder order) {
		return backwards(order.name() + "-reversed", order);
	}

	private static ScanOrder backwards(final String name, final ScanOrder order) {
		return new NamedOrder(name, order::extraTokens, (height, width) -> order.over(height, width).reversed());
	}

	private static ScanOrder transposed(final ScanOrder order) {
		return named(order.name() + "-transposed", (height, width) -> {
			final int[] tokens = order.over(width, height).toArray();
			for (int step = 0; step < tokens.length; step++)
				tokens[step] = tokens[step] % height * width + tokens[step] / height;
			return new Permutation(tokens);
		});
	}

	/** Puts a separator behind each line of a walk, except behind the last; they are numbered after the cells. */
	private static Permutation apart(final Permutation cells, final int line) {
		final int[] tokens = new int[cells.length() + cells.length() / line - 1];
		for (int step = 0; step < tokens.length; step++) {
			final int number = step / (line + 1);
			tokens[step] = step % (line + 1) == line ? cells.length() + number : cells.tokenAt(step - number);
		}
		return new Permutation(tokens);
	}

	private static ScanOrder named(final String name, final Walk walk) {
		return new NamedOrder(name, (height, width) -> 0, walk);
	}

	@FunctionalInterface
	private interface Walk {

		Permutation over(int height, int width);
	}

	private record NamedOrder(String name, IntBinaryOperator extra, Walk walk) implements ScanOrder {

		@Override
		public int extraTokens(final int height, final int width) {
			return extra.applyAsInt(height, width);
		}

		@Override
		public Permutation over(final int height, final int width) {
			if (height < 1 || width < 1) throw new IllegalArgumentException("A grid of " + height + " x " + width + " has no tokens to scan.");
			return walk.over(height, width);
		}

		@Override
		public String toString() {
			return name;
		}
	}
}
