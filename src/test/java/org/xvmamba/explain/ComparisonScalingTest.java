package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;

class ComparisonScalingTest {

	@Test
	void scalings() {
		final double[] values = { 1, Double.NaN, 4, 4, 7 };
		assertEquals(7.0 / 4, ComparisonScaling.SHARE.of(values).applyAsDouble(7), 1e-12);
		assertEquals(7, ComparisonScaling.RAW.of(values).applyAsDouble(7));
		final DoubleUnaryOperator percentile = ComparisonScaling.PERCENTILE.of(values);
		assertEquals(0.125, percentile.applyAsDouble(1), 1e-12);
		assertEquals(0.5, percentile.applyAsDouble(4), 1e-12);
		assertEquals(0.75, percentile.applyAsDouble(5), 1e-12);
		assertTrue(Double.isNaN(percentile.applyAsDouble(Double.NaN)) && Double.isNaN(ComparisonScaling.SHARE.of(0, 0).applyAsDouble(0)));
	}
}
