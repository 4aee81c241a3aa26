package org.xvmamba.evaluate;

/**
 * What deletion and insertion curves (Petsiuk et al., arXiv 1806.07421) have in common: twenty steps of equal shares of the pixels, the highest first,
 * and the area under the curve.
 */
final class DeletionInsertion {

	/** Steps of each curve. */
	static final int STEPS = 20;

	private DeletionInsertion() {}

	/** @return how many of an image's pixels are deleted or inserted after a step */
	static int count(final int step, final int pixels) {
		return (int) Math.round((double) step * pixels / STEPS);
	}

	/**
	 * @param curve values at evenly spaced places of [0,1]
	 * @return the area under it by the trapezoid rule
	 */
	static double area(final double[] curve) {
		double sum = (curve[0] + curve[curve.length - 1]) / 2;
		for (int i = 1; i < curve.length - 1; i++)
			sum += curve[i];
		return sum / (curve.length - 1);
	}
}
