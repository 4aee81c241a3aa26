package org.xvmamba.evaluate;

/**
 * Replaces pixels of an image by its baseline: the mean of each channel. Immutable.
 *
 * @param pixels [3, area], values 0 to 255; shared, not copied
 * @param area number of pixels
 * @param means of the three channels
 */
record PixelMixer(float[] pixels, int area, float[] means) {

	private static final int CHANNELS = 3;

	/** @param pixels [3, height, width], values 0 to 255 */
	static PixelMixer of(final float[] pixels) {
		final int area = pixels.length / CHANNELS;
		final float[] means = new float[CHANNELS];
		for (int channel = 0; channel < CHANNELS; channel++) {
			double sum = 0;
			for (int i = channel * area; i < (channel + 1) * area; i++)
				sum += pixels[i];
			means[channel] = (float) (sum / area);
		}
		return new PixelMixer(pixels, area, means);
	}

	/**
	 * Deletes: the first pixels of an order become the baseline, the others stay.
	 *
	 * @param order positions of all pixels
	 * @param count how many of them are replaced
	 * @param out [3, area]
	 */
	void without(final int[] order, final int count, final float[] out) {
		mix(order, 0, count, out);
	}

	/**
	 * Inserts: the first pixels of an order stay, the others become the baseline.
	 *
	 * @param order positions of all pixels
	 * @param count how many of them stay
	 * @param out [3, area]
	 */
	void only(final int[] order, final int count, final float[] out) {
		mix(order, count, area, out);
	}

	private void mix(final int[] order, final int from, final int to, final float[] out) {
		System.arraycopy(pixels, 0, out, 0, pixels.length);
		for (int channel = 0; channel < CHANNELS; channel++)
			for (int i = from; i < to; i++)
				out[channel * area + order[i]] = means[channel];
	}

	/**
	 * Fades: each pixel moves towards the baseline.
	 *
	 * @param kept for each pixel the share that stays, 0 to 1
	 * @param out [3, area]
	 */
	void faded(final float[] kept, final float[] out) {
		for (int channel = 0; channel < CHANNELS; channel++)
			for (int i = 0; i < area; i++)
				out[channel * area + i] = means[channel] + kept[i] * (pixels[channel * area + i] - means[channel]);
	}
}
