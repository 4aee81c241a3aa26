package org.xvmamba.evaluate;

import java.util.BitSet;

import org.xvmamba.explain.InfluenceMeasure;

/**
 * Whether a map lies where the truth lies.
 *
 * @param hit whether the highest pixel lies in the truth: the pointing game (Zhang et al., arXiv 1608.00507), without tolerance
 * @param massShare {@link InfluenceMeasure#massShare} of the truth
 * @param areaShare pixels inside, by all pixels
 */
record Localisation(boolean hit, double massShare, double areaShare) {

	/**
	 * @param values of the map
	 * @param highest position of the highest pixel
	 * @param truth which positions lie inside
	 */
	static Localisation of(final float[] values, final int highest, final BitSet truth) {
		return new Localisation(truth.get(highest), InfluenceMeasure.massShare(values, truth), (double) truth.cardinality() / values.length);
	}

	/** @return mass share by area share */
	double enrichment() {
		return massShare / areaShare;
	}
}
