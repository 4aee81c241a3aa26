package org.xvmamba.evaluate;

import java.util.Arrays;
import java.util.Random;

import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/** Percentile bootstrap of a mean over images (Efron, Annals of Statistics 7, 1979): images are drawn with replacement. */
final class Bootstrap {

	/** How often the images are drawn anew. */
	static final int RESAMPLES = 1000;

	private static final double LOW_PERCENT = 2.5;
	private static final double HIGH_PERCENT = 97.5;

	private Bootstrap() {}

	/**
	 * @param values one for each image; NaN for an image without
	 * @param seed the same seed draws the same images
	 * @return mean and 95 % interval
	 */
	static Interval of(final double[] values, final long seed) {
		final double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
		if (known.length < 2) return new Interval(known.length, known.length == 0 ? Double.NaN : known[0], Double.NaN, Double.NaN);
		final Random random = new Random(seed);
		final double[] means = new double[RESAMPLES];
		for (int resample = 0; resample < RESAMPLES; resample++) {
			double sum = 0;
			for (int draw = 0; draw < known.length; draw++)
				sum += known[random.nextInt(known.length)];
			means[resample] = sum / known.length;
		}
		final Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
		percentile.setData(means);
		return new Interval(known.length, StatUtils.mean(known), percentile.evaluate(LOW_PERCENT), percentile.evaluate(HIGH_PERCENT));
	}
}
