package org.xvmamba.evaluate;

import java.util.List;
import java.util.Random;

/** Gaussian noise in the space in which the network reads an image: after its mean is taken away and its deviation divided out. */
final class PixelNoise {

	private static final float WHITE = 255;

	private PixelNoise() {}

	/**
	 * Adds noise. Nothing is cut off at 0 and 255: the network has no such limits, and cutting would take from bright pixels half of the noise.
	 *
	 * @param pixels [3, area], values 0 to 255; is changed
	 * @param order positions of all pixels
	 * @param from first position of the order that gets noise
	 * @param to the position after the last
	 * @param deviation of the noise, in units of the normalised image
	 * @param deviations of the normalisation, for each channel, on the scale 0 to 1
	 */
	static void add(final float[] pixels, final int[] order, final int from, final int to, final double deviation,
		final List<Double> deviations, final Random random)
	{
		for (int channel = 0; channel < deviations.size(); channel++) {
			final double scale = deviation * deviations.get(channel) * WHITE;
			for (int i = from; i < to; i++)
				pixels[channel * order.length + order[i]] += (float) (scale * random.nextGaussian());
		}
	}
}
