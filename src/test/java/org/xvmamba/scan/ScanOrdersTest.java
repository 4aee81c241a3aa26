package org.xvmamba.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScanOrdersTest {

	/*
	 * The grid of 2 rows and 3 columns:
	 *   0 1 2
	 *   3 4 5
	 */
	@ParameterizedTest
	@CsvSource({ "row-major, 0 1 2 3 4 5", "column-major, 0 3 1 4 2 5", "row-major-reversed, 5 4 3 2 1 0",
		"column-major-reversed, 5 2 4 1 3 0" })
	void walksOverTwoRowsOfThree(final String name, final String tokens) {
		assertEquals(tokens, tokens(ScanOrders.byName(name).over(2, 3)));
	}

	/*
	 * The grid of 3 rows and 2 columns:
	 *   0 1
	 *   2 3
	 *   4 5
	 */
	@ParameterizedTest
	@CsvSource({ "row-major, 0 1 2 3 4 5", "column-major, 0 2 4 1 3 5", "row-major-reversed, 5 4 3 2 1 0",
		"column-major-reversed, 5 3 1 4 2 0" })
	void walksOverThreeRowsOfTwo(final String name, final String tokens) {
		assertEquals(tokens, tokens(ScanOrders.byName(name).over(3, 2)));
	}

	/** The class token has the number of cells, and stands behind the first half of them. */
	@ParameterizedTest
	@CsvSource({ "vim-forward, 2, 3, 0 1 2 6 3 4 5", "vim-backward, 2, 3, 5 4 3 6 2 1 0", "vim-forward, 3, 1, 0 3 1 2", "vim-backward, 1, 1, 0 1",
		"vim-forward, 1, 1, 1 0" })
	void vimPutsItsClassTokenIntoTheMiddle(final String name, final int height, final int width, final String tokens) {
		assertEquals(tokens, tokens(ScanOrders.byName(name).over(height, width)));
		assertEquals(1, ScanOrders.byName(name).extraTokens(height, width));
	}

	/** The separators have the numbers after the cells; the last line needs none. */
	@ParameterizedTest
	@CsvSource({ "each-row, 2, 3, 0 1 2 6 3 4 5", "each-row-reversed, 2, 3, 5 4 3 6 2 1 0", "each-column, 2, 3, 0 3 6 1 4 7 2 5",
		"each-column-reversed, 2, 3, 5 2 7 4 1 6 3 0", "each-row, 1, 3, 0 1 2", "each-column, 1, 3, 0 3 1 4 2" })
	void separatorsStandBetweenLines(final String name, final int height, final int width, final String tokens) {
		assertEquals(tokens, tokens(ScanOrders.byName(name).over(height, width)));
		assertEquals(name.contains("row") ? height - 1 : width - 1, ScanOrders.byName(name).extraTokens(height, width));
	}

	@ParameterizedTest
	@CsvSource({ "snake, 3, 2, 0 1 3 2 4 5", "snake-reversed, 3, 2, 5 4 2 3 1 0", "snake-transposed, 2, 3, 0 3 4 1 2 5",
		"snake-transposed-reversed, 2, 3, 5 2 1 4 3 0", "snake, 1, 1, 0" })
	void snakesTurnAtTheBorder(final String name, final int height, final int width, final String tokens) {
		assertEquals(tokens, tokens(ScanOrders.byName(name).over(height, width)));
	}

	@Test
	void crossScanStandsInTheOrderOfItsParameters() {
		assertEquals(List.of("row-major", "column-major", "row-major-reversed", "column-major-reversed"), ScanOrders.CROSS_SCAN.stream().map(
			ScanOrder::name).toList());
		for (final ScanOrder order : ScanOrders.CROSS_SCAN)
			assertSame(order, ScanOrders.byName(order.name()));
	}

	@Test
	void everyOrderVisitsEachTokenOnceOnGridsOfAnyShape() {
		for (final ScanOrder order : ScanOrders.CROSS_SCAN)
			for (int height = 1; height <= 7; height++)
				for (int width = 1; width <= 7; width++) {
					final Permutation walk = order.over(height, width);
					assertEquals(height * width, walk.length());
					for (int token = 0; token < walk.length(); token++)
						assertEquals(token, walk.tokenAt(walk.stepOf(token)));
				}
	}

	@Test
	void unscanningIsExactOnANonSquareGrid() {
		final int height = 5;
		final int width = 3;
		final float[] image = new float[height * width];
		for (int token = 0; token < image.length; token++)
			image[token] = 0.1f * token * token - 1;
		for (final ScanOrder order : ScanOrders.CROSS_SCAN) {
			final Permutation walk = order.over(height, width);
			final float[] steps = new float[2 + image.length];
			for (int step = 0; step < image.length; step++)
				steps[2 + step] = image[walk.tokenAt(step)];
			assertArrayEquals(image, walk.unscan(steps, 2), order.name());
		}
	}

	@Test
	void refusesWhatIsNoGridAndWhatIsNoOrder() {
		assertThrows(IllegalArgumentException.class, () -> ScanOrders.ROW_MAJOR.over(0, 3));
		assertThrows(IllegalArgumentException.class, () -> ScanOrders.COLUMN_MAJOR.over(3, 0));
		final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> ScanOrders.byName("zigzag"));
		assertEquals("Unknown scan order 'zigzag'; known are row-major, column-major, row-major-reversed, column-major-reversed, vim-forward, " +
			"vim-backward, each-row, each-row-reversed, each-column, each-column-reversed, snake, snake-reversed, snake-transposed, " +
			"snake-transposed-reversed, diagonal, morton, hilbert, spiral, strided, local:2 (or another side of the windows), random:1 (or another seed), " +
			"and those of cells alone with -transposed or -reversed.", refused.getMessage());
	}

	private static String tokens(final Permutation walk) {
		return String.join(" ", Arrays.stream(walk.toArray()).mapToObj(Integer::toString).toList());
	}
}
