package org.xvmamba.evaluate;

import java.util.Random;

import org.xvmamba.Progress;
import org.xvmamba.explain.MapRenderer;

/**
 * RISE (Petsiuk et al., arXiv 1806.07421): the mean of {@value #MASKS} random masks of 7 x 7 cells, each kept with probability 1/2, weighted by
 * the probability of the class on the image that the mask leaves. Masks are enlarged bilinearly by a cell more than needed and moved at random
 * by less than a cell; what they take away fades to the mean of each channel.
 */
final class Rise {

	/** How many masks. */
	static final int MASKS = 500;

	private static final int CELLS = 7;
	private static final double KEPT = 0.5;

	private Rise() {}

	/**
	 * @param mixer of an image of size · size pixels
	 * @param random of the masks
	 * @return [size · size]: Σ p M / (masks · {@value #KEPT})
	 */
	static float[] map(final PixelMixer mixer, final int size, final Predictor predictor, final int position, final Random random,
		final Progress progress)
	{
		final long seed = random.nextLong();
		final Random first = new Random(seed);
		final double[] weights = predictor.probabilities(MASKS, position, (number, pixels) -> mixer.faded(mask(size, first), pixels), progress);
		final Random again = new Random(seed);
		final double[] sums = new double[size * size];
		for (final double weight : weights) {
			final float[] mask = mask(size, again);
			for (int i = 0; i < sums.length; i++)
				sums[i] += weight * mask[i];
		}
		final float[] map = new float[sums.length];
		for (int i = 0; i < map.length; i++)
			map[i] = (float) (sums[i] / (MASKS * KEPT));
		return map;
	}

	private static float[] mask(final int size, final Random random) {
		final float[] grid = new float[CELLS * CELLS];
		for (int i = 0; i < grid.length; i++)
			grid[i] = random.nextDouble() < KEPT ? 1 : 0;
		final int cell = (size + CELLS - 1) / CELLS;
		final int enlarged = (CELLS + 1) * cell;
		final float[] large = MapRenderer.resize(grid, CELLS, CELLS, enlarged, enlarged);
		final int left = random.nextInt(cell);
		final int top = random.nextInt(cell);
		final float[] mask = new float[size * size];
		for (int y = 0; y < size; y++)
			System.arraycopy(large, (top + y) * enlarged + left, mask, y * size, size);
		return mask;
	}
}
