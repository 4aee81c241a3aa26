package org.xvmamba.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PermutationTest {

	@Test
	void knowsStepsAndTokens() {
		final Permutation walk = new Permutation(2, 0, 1);
		assertEquals(3, walk.length());
		assertEquals(2, walk.tokenAt(0));
		assertEquals(0, walk.stepOf(2));
		assertEquals(1, walk.stepOf(0));
	}

	@Test
	void putsValuesBackOnTheirTokens() {
		assertArrayEquals(new float[] { 20, 30, 10 }, new Permutation(2, 0, 1).unscan(new float[] { -1, 10, 20, 30 }, 1));
	}

	@Test
	void reversingTwiceIsTheSameWalk() {
		final Permutation walk = new Permutation(2, 0, 3, 1);
		assertEquals(new Permutation(1, 3, 0, 2), walk.reversed());
		assertEquals(walk, walk.reversed().reversed());
		assertEquals(walk.hashCode(), walk.reversed().reversed().hashCode());
		assertNotEquals(walk, walk.reversed());
	}

	@Test
	void sharesNoArrayWithItsCaller() {
		final int[] tokens = { 1, 0 };
		final Permutation walk = new Permutation(tokens);
		tokens[0] = 0;
		walk.toArray()[0] = 0;
		assertEquals(1, walk.tokenAt(0));
	}

	@Test
	void refusesAWalkThatLeavesOutOrRepeatsATokenOrLeavesTheGrid() {
		assertThrows(IllegalArgumentException.class, () -> new Permutation(0, 1, 1));
		assertThrows(IllegalArgumentException.class, () -> new Permutation(0, 1, 3));
		assertThrows(IllegalArgumentException.class, () -> new Permutation(0, -1));
	}
}
