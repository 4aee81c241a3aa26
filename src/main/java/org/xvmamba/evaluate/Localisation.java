package org.xvmamba.evaluate;

import java.util.BitSet;

/**
 * Whether a map lies where the truth lies.
 *
 * @param hit whether the highest pixel lies in the truth: the pointing game (Zhang et al., arXiv 1608.00507), without tolerance
 * @param massShare sum of the map's positive part inside the truth, by its sum over the image; NaN where nothing is positive
 * @param areaShare pixels inside, by all pixels
 */
record Localisation(boolean hit, double massShare, double areaShare) {

	/**
	 * @param values of the map
	 * @param highest position of the highest pixel
	 * @param truth which positions lie inside
	 */
	static Localisation of(final float[] values, final int highest, final BitSet truth) {
		double inside = 0;
		double all = 0;
		for (int i = 0; i < values.length; i++) {
			final double mass = Math.max(0, values[i]);
			all += mass;
			if (truth.get(i)) inside += mass;
		}
		return new Localisation(truth.get(highest), all > 0 ? inside / all : Double.NaN, (double) truth.cardinality() / values.length);
	}

	/** @return mass share by area share */
	double enrichment() {
		return massShare / areaShare;
	}
}
