package org.xvmamba.model;

import java.util.Arrays;
import java.util.List;

/**
 * A step of a BioImage.IO model's preprocessing that can't be folded into a {@link ModelDescription.Normalisation}, because it is not linear or
 * goes by the image's own values. Immutable, thus thread-safe.
 */
public sealed interface PixelStep {

	/**
	 * Changes an image.
	 *
	 * @param pixels [channels][plane], written in place
	 * @param plane pixels of a channel
	 */
	void apply(float[] pixels, int plane);

	/**
	 * {@code scale_linear} and {@code fixed_zero_mean_unit_variance} before another step: gain · value + offset.
	 *
	 * @param gain for each channel
	 * @param offset for each channel
	 */
	record Linear(List<Double> gain, List<Double> offset) implements PixelStep {

		/** Copies the lists. */
		public Linear {
			gain = List.copyOf(gain);
			offset = List.copyOf(offset);
		}

		@Override
		public void apply(final float[] pixels, final int plane) {
			for (int i = 0; i < pixels.length; i++)
				pixels[i] = (float) (gain.get(i / plane) * pixels[i] + offset.get(i / plane));
		}
	}

	/**
	 * {@code zero_mean_unit_variance}: (value - mean) / (standard deviation + eps) of the image's own values.
	 *
	 * @param ofChannels whether each channel has its own mean and deviation, or all have one
	 * @param eps against division by zero
	 */
	record ZeroMeanUnitVariance(boolean ofChannels, double eps) implements PixelStep {

		@Override
		public void apply(final float[] pixels, final int plane) {
			final int length = ofChannels ? plane : pixels.length;
			for (int from = 0; from < pixels.length; from += length) {
				double sum = 0;
				for (int i = from; i < from + length; i++)
					sum += pixels[i];
				final double mean = sum / length;
				double squares = 0;
				for (int i = from; i < from + length; i++)
					squares += (pixels[i] - mean) * (pixels[i] - mean);
				final double divisor = Math.sqrt(squares / length) + eps;
				for (int i = from; i < from + length; i++)
					pixels[i] = (float) ((pixels[i] - mean) / divisor);
			}
		}
	}

	/**
	 * {@code scale_range}: (value - low) / (high - low + eps), with percentiles of the image's own values, interpolated linearly as NumPy does it.
	 *
	 * @param ofChannels whether each channel has its own percentiles, or all have one
	 * @param lowPercentile 0 to 100
	 * @param highPercentile 0 to 100
	 * @param eps against division by zero
	 */
	record ScaleRange(boolean ofChannels, double lowPercentile, double highPercentile, double eps) implements PixelStep {

		@Override
		public void apply(final float[] pixels, final int plane) {
			final int length = ofChannels ? plane : pixels.length;
			for (int from = 0; from < pixels.length; from += length) {
				final float[] sorted = Arrays.copyOfRange(pixels, from, from + length);
				Arrays.sort(sorted);
				final double low = percentile(sorted, lowPercentile);
				final double divisor = percentile(sorted, highPercentile) - low + eps;
				for (int i = from; i < from + length; i++)
					pixels[i] = (float) ((pixels[i] - low) / divisor);
			}
		}

		private static double percentile(final float[] sorted, final double percent) {
			final double place = percent / 100 * (sorted.length - 1);
			final int below = (int) place;
			final int above = Math.min(below + 1, sorted.length - 1);
			return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
		}
	}

	/**
	 * {@code clip}: values below or above a limit become that limit.
	 *
	 * @param least may be minus infinity
	 * @param most may be infinity
	 */
	record Clip(double least, double most) implements PixelStep {

		@Override
		public void apply(final float[] pixels, final int plane) {
			for (int i = 0; i < pixels.length; i++)
				pixels[i] = (float) Math.min(most, Math.max(least, pixels[i]));
		}
	}

	/**
	 * {@code binarize}: 1 above the threshold, else 0.
	 *
	 * @param thresholds for each channel
	 */
	record Binarize(List<Double> thresholds) implements PixelStep {

		/** Copies the list. */
		public Binarize {
			thresholds = List.copyOf(thresholds);
		}

		@Override
		public void apply(final float[] pixels, final int plane) {
			for (int i = 0; i < pixels.length; i++)
				pixels[i] = pixels[i] > thresholds.get(i / plane) ? 1 : 0;
		}
	}

	/** {@code sigmoid}: 1 / (1 + exp(-value)). */
	record Sigmoid() implements PixelStep {

		@Override
		public void apply(final float[] pixels, final int plane) {
			for (int i = 0; i < pixels.length; i++)
				pixels[i] = (float) (1 / (1 + Math.exp(-pixels[i])));
		}
	}
}
