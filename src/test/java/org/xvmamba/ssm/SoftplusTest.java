package org.xvmamba.ssm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SoftplusTest {

	@Test
	void isExactToSinglePrecision() {
		for (double x = -80; x < 200; x += 0.0137)
			assertEquals(1, softplus(x) / (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))), 3e-8, "at " + x);
	}

	@Test
	void whatIsFarFromZeroStaysFinite() {
		assertEquals(1.8e-35, softplus(-1e30), 1e-36);
		assertEquals(1e30, softplus(1e30));
	}

	private static double softplus(final double x) {
		final double[] values = { x };
		Softplus.apply(values, new double[1], 1);
		return values[0];
	}
}
