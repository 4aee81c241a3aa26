package org.xvmamba.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

	/** SciPy's pearsonr and spearmanr give these figures. */
	@Test
	void tiesShareTheirRankAndPlacesWithoutAValueAreLeftOut() {
		final Correlation correlation = Correlation.of(new double[] { 1, 2, 2, 4, Double.NaN, 9 }, new double[] { 3, 1, 5, 5, 7, Double.NaN });
		assertEquals(4, correlation.count());
		assertEquals(0.4842001247062522, correlation.pearson(), 1e-12);
		assertEquals(0.5, correlation.spearman(), 1e-12);
	}

	@Test
	void orderAloneCountsForSpearman() {
		final double[] values = { 1, 2, 3, 4, 5 };
		final double[] powers = { 1, 16, 81, 256, 625 };
		assertEquals(1, Correlation.of(values, powers).spearman(), 1e-12);
		assertTrue(Correlation.of(values, powers).pearson() < 0.95);
		assertEquals(-1, Correlation.of(values, new double[] { 5, 4, 3, 2, 1 }).pearson(), 1e-12);
	}

	@Test
	void whatCantBeCorrelatedIsNotANumber() {
		for (final double[] constant : new double[][] { { 2, 2, 2 }, { 1, Double.NaN, Double.NaN } }) {
			final Correlation correlation = Correlation.of(constant, new double[] { 1, 2, 3 });
			assertTrue(Double.isNaN(correlation.pearson()) && Double.isNaN(correlation.spearman()), correlation::toString);
		}
	}
}
