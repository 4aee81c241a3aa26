package org.xvmamba.evaluate;

import org.xvmamba.analysis.Correlation;

/** How far a map that was made again goes together with the map as it was. */
enum Agreement {

	/** Pearson's correlation. */
	OF_VALUES {

		@Override
		double correlation(final float[] original, final float[] again) {
			return Correlation.pearson(original, again);
		}
	},

	/** Spearman's correlation. */
	OF_RANKS {

		@Override
		double correlation(final float[] original, final float[] again) {
			return Correlation.spearman(original, again);
		}
	};

	/**
	 * @param original the map as it was
	 * @param again the other, of as many values
	 * @return -1 to 1; 0 also where the other is the same all over, so that nothing of the original is left; NaN where the original is
	 */
	double between(final float[] original, final float[] again) {
		if (isFlat(original)) return Double.NaN;
		return isFlat(again) ? 0 : correlation(original, again);
	}

	abstract double correlation(float[] original, float[] again);

	private static boolean isFlat(final float[] values) {
		for (final float value : values)
			if (value != values[0]) return false;
		return true;
	}
}
