package org.xvmamba.ssm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ExponentialMinusOneTest {

	@Test
	void isWithinHalfAMillionthOverItsWholeRange() {
		for (float x = -1e-10f; x > ExponentialMinusOne.LEAST; x = Math.min(Math.nextDown(x), x * 1.00001f)) {
			final float m = ExponentialMinusOne.of(x);
			assertEquals(1, m / Math.expm1(x), 5e-7, "at " + x);
			assertTrue(m >= -1, "exp(" + x + ") must not be negative");
		}
	}

	@Test
	void isExactAtItsEnds() {
		assertEquals(0, ExponentialMinusOne.of(0));
		assertEquals(-1, ExponentialMinusOne.of(ExponentialMinusOne.LEAST));
	}
}
