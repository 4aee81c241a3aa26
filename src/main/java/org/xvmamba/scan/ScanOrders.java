package org.xvmamba.scan;

import java.util.List;
import java.util.Optional;
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
	public static final ScanOrder VIM_FORWARD = new NamedOrder("vim-forward", (height, width) -> 1, (height, width) -> withTokenInTheMiddle(
		ROW_MAJOR.over(height, width)));

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

	/** See {@link GridWalks#snake}. */
	public static final ScanOrder SNAKE = cells("snake", GridWalks::snake);

	/** {@link #SNAKE} from its last token to its first. */
	public static final ScanOrder SNAKE_REVERSED = reversed(SNAKE);

	/** Columns from left to right, the first from top to bottom, the next one back, and so on. */
	public static final ScanOrder SNAKE_TRANSPOSED = transposed(SNAKE);

	/** {@link #SNAKE_TRANSPOSED} from its last token to its first. */
	public static final ScanOrder SNAKE_TRANSPOSED_REVERSED = reversed(SNAKE_TRANSPOSED);

	/** The four directions of PlainMamba's continuous scan (arXiv 2403.17695). */
	public static final List<ScanOrder> PLAIN_MAMBA = List.of(SNAKE, SNAKE_REVERSED, SNAKE_TRANSPOSED, SNAKE_TRANSPOSED_REVERSED);

	/** See {@link GridWalks#diagonal}. */
	public static final ScanOrder DIAGONAL = cells("diagonal", GridWalks::diagonal);

	/** See {@link GridWalks#morton}. */
	public static final ScanOrder MORTON = cells("morton", GridWalks::morton);

	/** See {@link GridWalks#hilbert}. */
	public static final ScanOrder HILBERT = cells("hilbert", GridWalks::hilbert);

	/** See {@link GridWalks#spiral}. */
	public static final ScanOrder SPIRAL = cells("spiral", GridWalks::spiral);

	/** EfficientVMamba's four sublattices of stride 2 (arXiv 2403.09977), one after the other, each row by row; there each is a scan of its own. */
	public static final ScanOrder STRIDED = cells("strided", (height, width) -> GridWalks.sublattices(height, width, 2));

	private static final List<ScanOrder> ALL = Stream.of(CROSS_SCAN, VIM, CASCADE, PLAIN_MAMBA, List.of(DIAGONAL, MORTON, HILBERT, SPIRAL,
		STRIDED)).flatMap(List::stream).toList();

	private static final String LOCAL = "local:";
	private static final String RANDOM = "random:";
	private static final String REVERSED = "-reversed";
	private static final String TRANSPOSED = "-transposed";

	private ScanOrders() {}

	/**
	 * Local windows, as LocalMamba scans them (arXiv 2403.09338): windows row by row, the cells of each row by row.
	 *
	 * @param side cells of a window along each axis, at least 1
	 * @return the order {@code local:side}
	 */
	public static ScanOrder local(final int side) {
		if (side < 1) throw new IllegalArgumentException("A local window of " + side + " cells is empty; its side is at least 1.");
		return cells(LOCAL + side, (height, width) -> GridWalks.windows(height, width, side));
	}

	/**
	 * @param seed the same seed gives the same order on grids of the same size
	 * @return the order {@code random:seed}
	 */
	public static ScanOrder random(final long seed) {
		return cells(RANDOM + seed, (height, width) -> GridWalks.random(height, width, seed));
	}

	/**
	 * @param name as {@link ScanOrder#name()} gives it: that of one of this class's orders, {@code local:} and the side of a window,
	 *          {@code random:} and a seed; one without extra tokens also with {@code -transposed}, {@code -reversed}, or both in this order
	 * @return the order of that name
	 * @throws IllegalArgumentException naming the known orders, when there is none
	 */
	public static ScanOrder byName(final String name) {
		return find(name).orElseThrow(() -> new IllegalArgumentException("Unknown scan order '" + name + "'; known are " + ALL.stream().map(
			ScanOrder::name).collect(Collectors.joining(", ")) + ", local:2 (or another side of the windows), random:1 (or another seed), and " +
			"those of cells alone with -transposed or -reversed."));
	}

	private static Optional<ScanOrder> find(final String name) {
		final Optional<ScanOrder> known = ALL.stream().filter(order -> order.name().equals(name)).findFirst();
		if (known.isPresent()) return known;
		if (name.endsWith(REVERSED)) return cellsNamed(name, REVERSED).map(ScanOrders::reversed);
		if (name.endsWith(TRANSPOSED)) return cellsNamed(name, TRANSPOSED).map(ScanOrders::transposed);
		if (name.matches(LOCAL + "[1-9]\\d{0,5}")) return Optional.of(local(Integer.parseInt(name.substring(LOCAL.length()))));
		return name.matches(RANDOM + "\\d{1,18}") ? Optional.of(random(Long.parseLong(name.substring(RANDOM.length())))) : Optional.empty();
	}

	private static Optional<ScanOrder> cellsNamed(final String name, final String ending) {
		return find(name.substring(0, name.length() - ending.length())).filter(order -> isOfCells(order) && !order.name().endsWith(
			ending));
	}

	/**
	 * @param order of cells alone
	 * @return the same, from its last token to its first
	 */
	public static ScanOrder reversed(final ScanOrder order) {
		return backwards(requireCells(order).name() + REVERSED, order);
	}

	/**
	 * @param order of cells alone
	 * @return the same with rows and columns exchanged: what goes along rows goes along columns then
	 */
	public static ScanOrder transposed(final ScanOrder order) {
		return cells(requireCells(order).name() + TRANSPOSED, (height, width) -> GridWalks.transposed(order.over(width, height), height, width));
	}

	private static ScanOrder requireCells(final ScanOrder order) {
		if (!isOfCells(order)) throw new IllegalArgumentException("The scan order " + order.name() +
			" visits tokens that are no cells; only orders of cells can be turned.");
		return order;
	}

	/** Separators between lines are there on every grid of more than one row and column. */
	private static boolean isOfCells(final ScanOrder order) {
		return order.extraTokens(2, 2) == 0;
	}

	private static ScanOrder backwards(final String name, final ScanOrder order) {
		return new NamedOrder(name, order::extraTokens, (height, width) -> order.over(height, width).reversed());
	}

	/**
	 * Puts a walk over cells and one more token, as {@link #VIM_FORWARD} does: of n cells, ⌊n/2⌋ are visited before it.
	 *
	 * @param cells a walk over n cells
	 * @return the walk over n + 1 tokens, of which the last, n, is the class token
	 */
	static Permutation withTokenInTheMiddle(final Permutation cells) {
		final int count = cells.length();
		final int[] tokens = new int[count + 1];
		for (int step = 0; step < count; step++)
			tokens[step < count / 2 ? step : step + 1] = cells.tokenAt(step);
		tokens[count / 2] = count;
		return new Permutation(tokens);
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

	private static ScanOrder cells(final String name, final CellWalk walk) {
		return named(name, (height, width) -> new Permutation(walk.over(height, width)));
	}

	private static ScanOrder named(final String name, final Walk walk) {
		return new NamedOrder(name, (height, width) -> 0, walk);
	}

	@FunctionalInterface
	private interface CellWalk {

		int[] over(int height, int width);
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
