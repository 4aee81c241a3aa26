package org.xvmamba.scan;

import java.util.List;
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
	public static final ScanOrder VIM_FORWARD = new NamedOrder("vim-forward", 1, (height, width) -> {
		final int cells = height * width;
		final int[] tokens = new int[cells + 1];
		for (int cell = 0; cell < cells; cell++)
			tokens[cell < cells / 2 ? cell : cell + 1] = cell;
		tokens[cells / 2] = cells;
		return new Permutation(tokens);
	});

	/** {@link #VIM_FORWARD} from its last token to its first. */
	public static final ScanOrder VIM_BACKWARD = new NamedOrder("vim-backward", 1, (height, width) -> VIM_FORWARD.over(height, width).reversed());

	/** The two directions of Vim, in the order of their parameters. */
	public static final List<ScanOrder> VIM = List.of(VIM_FORWARD, VIM_BACKWARD);

	private static final List<ScanOrder> ALL = Stream.concat(CROSS_SCAN.stream(), VIM.stream()).toList();

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
		return named(order.name() + "-reversed", (height, width) -> order.over(height, width).reversed());
	}

	private static ScanOrder named(final String name, final Walk walk) {
		return new NamedOrder(name, 0, walk);
	}

	@FunctionalInterface
	private interface Walk {

		Permutation over(int height, int width);
	}

	private record NamedOrder(String name, int extraTokens, Walk walk) implements ScanOrder {

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
