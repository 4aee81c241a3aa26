package org.xvmamba.model;

import java.nio.FloatBuffer;

/**
 * The last feature map of one image, before pooling. The array is shared: do not write into it.
 *
 * @param channels C
 * @param height rows of its grid
 * @param width columns of its grid
 * @param values [channels, height, width]
 */
public record FeatureMap(int channels, int height, int width, float[] values) {

	/** Checks that there are as many values as the sizes say. */
	public FeatureMap {
		if (channels < 1 || height < 1 || width < 1 || values.length != (long) channels * height * width) throw new IllegalArgumentException(
			"A feature map of " + channels + " x " + height + " x " + width + " has " + values.length + " values.");
	}

	/** @return number of cells of its grid */
	public int cells() {
		return height * width;
	}

	/** Copies one image's part of a tensor of that shape, [b, channels, height, width]. */
	static FeatureMap copy(final FloatBuffer tensor, final long[] shape, final int image) {
		final float[] values = new float[Math.toIntExact(shape[1] * shape[2] * shape[3])];
		tensor.get(image * values.length, values);
		return new FeatureMap((int) shape[1], (int) shape[2], (int) shape[3], values);
	}
}
