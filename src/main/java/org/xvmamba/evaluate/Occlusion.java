package org.xvmamba.evaluate;

import java.util.stream.IntStream;

import org.xvmamba.Progress;

/**
 * Occlusion (Zeiler and Fergus, arXiv 1311.2901): a square of a seventh of the image's side moves by half its side; each pixel gets the mean fall
 * of the probability over the squares that cover it. The square has the mean colour of the image.
 */
final class Occlusion {

	private static final int SQUARES_PER_SIDE = 7;

	private Occlusion() {}

	/**
	 * @param mixer of an image of size · size pixels
	 * @param probability of the class on the whole image
	 * @return [size · size]; negative where the class becomes more probable when the pixel is covered
	 */
	static float[] map(final PixelMixer mixer, final int size, final Predictor predictor, final int position, final double probability,
		final Progress progress)
	{
		final int side = Math.max(1, (size + SQUARES_PER_SIDE - 1) / SQUARES_PER_SIDE);
		final int[] starts = starts(size, side);
		final double[] left = predictor.probabilities(starts.length * starts.length, position, (number, pixels) -> {
			final int[] covered = covered(starts[number / starts.length], starts[number % starts.length], side, size);
			mixer.without(covered, covered.length, pixels);
		}, progress);
		final double[] sums = new double[size * size];
		final int[] counts = new int[size * size];
		for (int number = 0; number < left.length; number++)
			for (final int pixel : covered(starts[number / starts.length], starts[number % starts.length], side, size)) {
				sums[pixel] += probability - left[number];
				counts[pixel]++;
			}
		final float[] map = new float[sums.length];
		for (int i = 0; i < map.length; i++)
			map[i] = (float) (sums[i] / counts[i]);
		return map;
	}

	/** @return where squares begin along one axis; the last ends at the image's edge, so that every pixel is covered */
	private static int[] starts(final int size, final int side) {
		final int stride = Math.max(1, side / 2);
		return IntStream.concat(IntStream.iterate(0, start -> start + side < size, start -> start + stride), IntStream.of(size - side)).distinct()
			.toArray();
	}

	private static int[] covered(final int top, final int left, final int side, final int size) {
		final int[] pixels = new int[side * side];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (top + i / side) * size + left + i % side;
		return pixels;
	}
}
