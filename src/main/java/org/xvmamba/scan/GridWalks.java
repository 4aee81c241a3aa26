package org.xvmamba.scan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Walks over the cells of a grid, besides those along rows and columns: arrays of tokens, [height · width], in the order of their visit. */
final class GridWalks {

	private GridWalks() {}

	/** What the cells are sorted by; no two cells have the same. */
	@FunctionalInterface
	private interface CellKey {

		long of(int row, int column);
	}

	/** Rows from top to bottom, the first from left to right, the next one back, and so on. */
	static int[] snake(final int height, final int width) {
		return sorted(height, width, (row, column) -> (long) row * width + (row % 2 == 0 ? column : width - 1 - column));
	}

	/** Diagonals from the upper left corner to the lower right one; each from its upper right end to its lower left one. */
	static int[] diagonal(final int height, final int width) {
		return sorted(height, width, (row, column) -> (long) (row + column) * height + row);
	}

	/** By the bits of row and column interleaved, the column's bit below the row's (Z-order). */
	static int[] morton(final int height, final int width) {
		return sorted(height, width, (row, column) -> spread(row) << 1 | spread(column));
	}

	/**
	 * Along the Hilbert curve through the smallest square of a power of two that holds the grid, from its upper left corner to its upper right
	 * one; what lies outside of the grid is passed over. Neighbouring steps are neighbouring cells wherever the curve stays in the grid.
	 */
	static int[] hilbert(final int height, final int width) {
		final int side = Math.max(1, Integer.highestOneBit(2 * Math.max(height, width) - 1));
		return sorted(height, width, (row, column) -> distanceAlongHilbert(side, column, row));
	}

	/** From the upper left corner clockwise along the border, then inwards. */
	static int[] spiral(final int height, final int width) {
		final int[] tokens = new int[height * width];
		final boolean[] visited = new boolean[tokens.length];
		int row = 0;
		int column = 0;
		int down = 0;
		int right = 1;
		for (int step = 0; step < tokens.length; step++) {
			tokens[step] = row * width + column;
			visited[tokens[step]] = true;
			if (!isFree(row + down, column + right, height, width, visited)) {
				final int turned = down;
				down = right;
				right = -turned;
			}
			row += down;
			column += right;
		}
		return tokens;
	}

	private static boolean isFree(final int row, final int column, final int height, final int width, final boolean[] visited) {
		return row >= 0 && row < height && column >= 0 && column < width && !visited[row * width + column];
	}

	/** Windows of side × side cells, row by row; the cells of each row by row. At the right and the lower border windows are cropped. */
	static int[] windows(final int height, final int width, final int side) {
		return sorted(height, width, (row, column) -> ((row / side * (long) width + column / side) * side + row % side) * side + column % side);
	}

	/** The cells whose row and column leave the same remainders by {@code stride}, one such sublattice after the other, each row by row. */
	static int[] sublattices(final int height, final int width, final int stride) {
		return sorted(height, width, (row, column) -> ((long) (row % stride * stride + column % stride) * height + row) * width + column);
	}

	/** Shuffled (Fisher and Yates) by Java's own generator, whose numbers are laid down in its documentation. */
	static int[] random(final int height, final int width, final long seed) {
		final List<Integer> tokens = new ArrayList<>(IntStream.range(0, height * width).boxed().toList());
		Collections.shuffle(tokens, new Random(seed));
		return tokens.stream().mapToInt(Integer::intValue).toArray();
	}

	/** The same walk over the grid with rows and columns exchanged. */
	static int[] transposed(final Permutation overTransposed, final int height, final int width) {
		return IntStream.of(overTransposed.toArray()).map(token -> token % height * width + token / height).toArray();
	}

	private static int[] sorted(final int height, final int width, final CellKey key) {
		return IntStream.range(0, height * width).boxed().sorted(Comparator.comparingLong(token -> key.of(token / width, token % width))).mapToInt(
			Integer::intValue).toArray();
	}

	/** Puts a zero above each bit. */
	private static long spread(final int bits) {
		long spread = 0;
		for (int bit = 0; bit < Integer.SIZE; bit++)
			spread |= (bits >> bit & 1L) << 2 * bit;
		return spread;
	}

	/** Quadrant by quadrant: each half of the side tells two bits, and turns the curve inside. */
	private static long distanceAlongHilbert(final int side, final int fromLeft, final int fromTop) {
		long distance = 0;
		int x = fromLeft;
		int y = fromTop;
		for (int half = side / 2; half > 0; half /= 2) {
			final int right = x >= half ? 1 : 0;
			final int below = y >= half ? 1 : 0;
			distance = 4 * distance + (below == 1 ? 1 + right : 3 * right);
			x -= right * half;
			y -= below * half;
			if (below == 1) continue;
			if (right == 1) {
				x = half - 1 - x;
				y = half - 1 - y;
			}
			final int exchanged = x;
			x = y;
			y = exchanged;
		}
		return distance;
	}
}
