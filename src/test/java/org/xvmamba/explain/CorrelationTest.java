package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;

class CorrelationTest {

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
