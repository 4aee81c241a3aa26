package org.xvmamba.evaluate;

import org.xvmamba.Progress;

/**
 * Deletion and insertion curves (Petsiuk et al., arXiv 1806.07421) with the mean of each channel as baseline. Twenty steps; the probability of
 * the originally predicted class after each, [0] before the first.
 *
 * @param deletion as the highest pixels become the baseline
 * @param insertion as the highest pixels replace the baseline
 */
record DeletionInsertion(double[] deletion, double[] insertion) {

	/** Steps of each curve. */
	static final int STEPS = 20;

	/**
	 * @param mixer of the image
	 * @param order its pixels, the highest first
	 * @param predictor of the model
	 * @param position of the class
	 * @param progress asked for cancellation
	 */
	static DeletionInsertion of(final PixelMixer mixer, final int[] order, final Predictor predictor, final int position,
		final Progress progress)
	{
		// Insertion of nothing is deletion of everything, and the other way round: each is asked for once.
		final double[] all = predictor.probabilities(2 * STEPS, position, (number, pixels) -> {
			if (number <= STEPS) mixer.without(order, count(number, order.length), pixels);
			else mixer.only(order, count(number - STEPS, order.length), pixels);
		}, progress);
		final double[] deletion = new double[STEPS + 1];
		final double[] insertion = new double[STEPS + 1];
		System.arraycopy(all, 0, deletion, 0, STEPS + 1);
		insertion[0] = deletion[STEPS];
		insertion[STEPS] = deletion[0];
		System.arraycopy(all, STEPS + 1, insertion, 1, STEPS - 1);
		return new DeletionInsertion(deletion, insertion);
	}

	private static int count(final int step, final int pixels) {
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
