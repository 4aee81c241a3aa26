package org.xvmamba.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderPlanTest {

	/*
	 * The grid of 4 rows and 4 columns:
	 *    0  1  2  3
	 *    4  5  6  7
	 *    8  9 10 11
	 *   12 13 14 15
	 */
	@ParameterizedTest
	@CsvSource({ "snake, 0 1 2 3 7 6 5 4 8 9 10 11 15 14 13 12", "diagonal, 0 1 4 2 5 8 3 6 9 12 7 10 13 11 14 15",
		"morton, 0 1 4 5 2 3 6 7 8 9 12 13 10 11 14 15", "hilbert, 0 1 5 4 8 12 13 9 10 14 15 11 7 6 2 3",
		"spiral, 0 1 2 3 7 11 15 14 13 12 8 4 5 6 10 9", "strided, 0 2 8 10 1 3 9 11 4 6 12 14 5 7 13 15",
		"local:2, 0 1 4 5 2 3 6 7 8 9 12 13 10 11 14 15", "local:3, 0 1 2 4 5 6 8 9 10 3 7 11 12 13 14 15",
		"snake-transposed, 0 4 8 12 13 9 5 1 2 6 10 14 15 11 7 3", "snake-reversed, 12 13 14 15 11 10 9 8 4 5 6 7 3 2 1 0" })
	void walksOverFourRowsOfFour(final String name, final String tokens) {
		assertEquals(tokens, tokens(ScanOrders.byName(name).over(4, 4)));
		assertEquals(name, ScanOrders.byName(name).name());
	}

	@ParameterizedTest
	@CsvSource({ "snake, 0 1 2 5 4 3", "diagonal, 0 1 3 2 4 5", "morton, 0 1 3 4 2 5", "spiral, 0 1 2 5 4 3", "strided, 0 2 1 3 5 4",
		"local:2, 0 1 3 4 2 5", "snake-transposed, 0 3 4 1 2 5" })
	void walksOverTwoRowsOfThree(final String name, final String tokens) {
		assertEquals(tokens, tokens(ScanOrders.byName(name).over(2, 3)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "snake", "diagonal", "morton", "hilbert", "spiral", "strided", "local:1", "local:2", "local:7", "random:0", "random:42",
		"hilbert-transposed", "diagonal-reversed", "spiral-transposed-reversed" })
	void visitsEachCellOnceOnGridsOfAnyShape(final String name) {
		// The constructor of a permutation refuses what is none.
		for (int height = 1; height <= 17; height++)
			for (int width = 1; width <= 17; width++)
				assertEquals(height * width, ScanOrders.byName(name).over(height, width).length());
		assertEquals(56 * 49, ScanOrders.byName(name).over(56, 49).length());
	}

	@Test
	void hilbertGoesFromNeighbourToNeighbour() {
		for (final int side : new int[] { 2, 8, 32 })
			for (final String name : List.of("hilbert", "hilbert-transposed"))
				assertEquals(1, longestStep(ScanOrders.byName(name).over(side, side), side));
		assertEquals(1, longestStep(ScanOrders.SNAKE.over(5, 9), 9));
		assertEquals(1, longestStep(ScanOrders.SPIRAL.over(5, 9), 9));
	}

	@Test
	void randomIsLaidDownByItsSeed() {
		assertEquals(ScanOrders.random(5).over(6, 7), ScanOrders.byName("random:5").over(6, 7));
		assertNotEquals(ScanOrders.random(5).over(6, 7), ScanOrders.random(6).over(6, 7));
	}

	@Test
	void crossScanIsMadeOfRowsAsAnyPlanIsMadeOfItsOrder() {
		final List<Permutation> own = ScanOrders.CROSS_SCAN.stream().map(order -> order.over(3, 5)).toList();
		assertSame(own, OrderPlan.MODEL.over(own, 3, 5));
		assertEquals(own, OrderPlan.byName("cross").over(own, 3, 5));
		assertEquals(own, OrderPlan.byName("row-major").over(own, 3, 5));
		assertEquals(List.of(own.get(0), own.get(0), own.get(2), own.get(2)), OrderPlan.byName("bidirectional").over(own, 3, 5));
		assertEquals(List.of(own.get(0), own.get(0), own.get(0), own.get(0)), OrderPlan.byName("one").over(own, 3, 5));
		final Permutation hilbert = ScanOrders.HILBERT.over(3, 5);
		assertEquals(List.of(hilbert), OrderPlan.byName("hilbert").over(own.subList(0, 1), 3, 5));
	}

	@Test
	void eachDirectionHasTheNameOfItsOrder() {
		final List<String> own = ScanOrders.CROSS_SCAN.stream().map(ScanOrder::name).toList();
		assertSame(own, OrderPlan.MODEL.names(own));
		assertEquals(List.of("hilbert", "hilbert-transposed", "hilbert-reversed", "hilbert-transposed-reversed"), OrderPlan.byName("hilbert").names(
			own));
		assertEquals(List.of("snake", "snake-reversed"), OrderPlan.byName("snake").names(List.of("vim-forward", "vim-backward")));
		assertEquals(List.of("row-major", "row-major", "row-major-reversed", "row-major-reversed"), OrderPlan.byName("bidirectional").names(own));
	}

	@Test
	void theClassTokenStaysInTheMiddle() {
		final List<Permutation> own = ScanOrders.VIM.stream().map(order -> order.over(3, 4)).toList();
		assertEquals(own.get(0), OrderPlan.byName("cross").over(own, 3, 4).get(0));
		final List<Permutation> odd = ScanOrders.VIM.stream().map(order -> order.over(3, 5)).toList();
		assertEquals(odd, OrderPlan.byName("bidirectional").over(odd, 3, 5));
		assertEquals(List.of(odd.get(0), odd.get(0)), OrderPlan.byName("one").over(odd, 3, 5));
		final List<Permutation> snake = OrderPlan.byName("snake").over(own, 3, 4);
		assertEquals("0 1 2 3 7 6 12 5 4 8 9 10 11", tokens(snake.get(0)));
		assertEquals("11 10 9 8 4 5 12 6 7 3 2 1 0", tokens(snake.get(1)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "zigzag", "local:0", "local:", "random:", "random:x", "vim-forward", "vim-forward-reversed", "-reversed" })
	void anUnknownNameIsRefusedWithTheKnownOnes(final String name) {
		final IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> OrderPlan.byName(name));
		assertTrue(refused.getMessage().startsWith("Unknown scan order '" + name + "'; possible are model, cross, "), refused.getMessage());
	}

	private static int longestStep(final Permutation walk, final int width) {
		int longest = 0;
		for (int step = 1; step < walk.length(); step++) {
			final int from = walk.tokenAt(step - 1);
			final int to = walk.tokenAt(step);
			longest = Math.max(longest, Math.abs(from / width - to / width) + Math.abs(from % width - to % width));
		}
		return longest;
	}

	private static String tokens(final Permutation walk) {
		return Arrays.stream(walk.toArray()).mapToObj(Integer::toString).collect(Collectors.joining(" "));
	}
}
