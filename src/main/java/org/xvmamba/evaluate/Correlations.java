package org.xvmamba.evaluate;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/** How alike two maps are. */
final class Correlations {

	private Correlations() {}

	/** @return Pearson's correlation; NaN where one of the maps is the same all over */
	static double linear(final float[] first, final float[] second) {
		return new PearsonsCorrelation().correlation(doubles(first), doubles(second));
	}

	/** @return Spearman's rank correlation, ties at their mean rank; NaN where one of the maps is the same all over */
	static double ofRanks(final float[] first, final float[] second) {
		return new SpearmansCorrelation().correlation(doubles(first), doubles(second));
	}

	private static double[] doubles(final float[] values) {
		final double[] doubles = new double[values.length];
		for (int i = 0; i < doubles.length; i++)
			doubles[i] = values[i];
		return doubles;
	}
}
