package org.xvmamba.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CorrelationTest {

	private static final double TOLERANCE = 1e-12;

	@Test
	void byHand() {
		final double[] x = { 1, 2, 3, 4 };
		assertEquals(1, Correlation.pearson(x, new double[] { 3, 5, 7, 9 }), TOLERANCE);
		assertEquals(-1, Correlation.pearson(x, new double[] { 0, -1, -2, -3 }), TOLERANCE);
		// Deviations -1.5 -0.5 0.5 1.5 and -2.5 -1.5 -0.5 4.5: 11 / sqrt(5 · 29).
		assertEquals(11 / Math.sqrt(5 * 29), Correlation.pearson(x, new double[] { 0, 1, 2, 7 }), TOLERANCE);
		assertEquals(1, Correlation.spearman(x, new double[] { 0, 1, 2, 7 }), TOLERANCE);
		// Ranks 0.5 0.5 2 3 against 0 1 2 3: 4.5 / sqrt(4.5 · 5).
		assertEquals(4.5 / Math.sqrt(4.5 * 5), Correlation.spearman(new double[] { 5, 5, 6, 9 }, x), TOLERANCE);
	}

	@Test
	void nothingVaries() {
		assertEquals(Double.NaN, Correlation.pearson(new double[] { 1, 1 }, new double[] { 1, 2 }));
		assertThrows(IllegalArgumentException.class, () -> Correlation.pearson(new double[1], new double[2]));
	}
}
