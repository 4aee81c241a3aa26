package org.xvmamba.evaluate;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.xvmamba.Progress;

/** Whether maps stay the same under small noise, under shifts by one pixel, and when they are made again. */
final class Stability {

	/** Of the noise, in units of the normalised image: about 3 grey levels where the normalisation's deviation is 0.5. */
	private static final double NOISE_DEVIATION = 0.02;

	private static final int NOISE_DRAWS = 3;
	private static final int[][] SHIFTS = { { 1, 0 }, { -1, 0 }, { 0, 1 }, { 0, -1 } };

	/** How often each map is made anew: under noise, under shifts, and once as it was. */
	static final int TIMES = NOISE_DRAWS + SHIFTS.length + 1;

	private static final int CHANNELS = 3;

	private final EvaluatedImage image;
	private final Function<EvaluatedImage, List<TestedMap>> maker;
	private final List<Double> deviations;

	/**
	 * @param image that is explained
	 * @param maker gives the maps of other pixels, always in the same order
	 * @param deviations of the model's normalisation
	 */
	Stability(final EvaluatedImage image, final Function<EvaluatedImage, List<TestedMap>> maker, final List<Double> deviations) {
		this.image = image;
		this.maker = maker;
		this.deviations = deviations;
	}

	/**
	 * @param maps of the image as it is
	 * @param random of the noise
	 * @param progress asked for cancellation
	 * @return for each map the mean correlations
	 */
	Map<MapName, Map<Metric, Double>> of(final List<TestedMap> maps, final Random random, final Progress progress) {
		final Map<MapName, Map<Metric, Double>> figures = new HashMap<>();
		maps.forEach(map -> figures.put(map.name(), new EnumMap<>(Metric.class)));
		for (int draw = 0; draw < NOISE_DRAWS; draw++) {
			progress.throwIfCancelled();
			add(figures, maps, Metric.STABILITY_NOISE, maker.apply(image.of(noisy(random))), NOISE_DRAWS, new int[] { 0, 0 });
		}
		for (final int[] shift : SHIFTS) {
			progress.throwIfCancelled();
			add(figures, maps, Metric.STABILITY_SHIFT, maker.apply(image.of(shifted(shift))), SHIFTS.length, shift);
		}
		add(figures, maps, Metric.STABILITY_REPEAT, maker.apply(image), 1, new int[] { 0, 0 });
		return figures;
	}

	private void add(final Map<MapName, Map<Metric, Double>> figures, final List<TestedMap> maps, final Metric metric,
		final List<TestedMap> others, final int count, final int[] shift)
	{
		for (int i = 0; i < maps.size(); i++)
			figures.get(maps.get(i).name()).merge(metric, Agreement.OF_VALUES.between(common(maps.get(i).values(), 0, 0, shift), common(others.get(i)
				.values(), shift[0], shift[1], shift)) / count, Double::sum);
	}

	private float[] noisy(final Random random) {
		final float[] pixels = image.pixels().clone();
		final int[] all = IntStream.range(0, image.size() * image.size()).toArray();
		PixelNoise.add(pixels, all, 0, all.length, NOISE_DEVIATION, deviations, random);
		return pixels;
	}

	/** @return the image moved; at the border that comes in, the edge pixels go on */
	private float[] shifted(final int[] shift) {
		final int size = image.size();
		final float[] moved = new float[CHANNELS * size * size];
		for (int i = 0; i < moved.length; i++) {
			final int x = Math.min(Math.max(i % size - shift[0], 0), size - 1);
			final int y = Math.min(Math.max(i / size % size - shift[1], 0), size - 1);
			moved[i] = image.pixels()[(i / (size * size) * size + y) * size + x];
		}
		return moved;
	}

	/** @return the part of a map that the image and the moved image have in common, from the moved one where that part lies there */
	private float[] common(final float[] map, final int right, final int down, final int[] shift) {
		final int size = image.size();
		final int left = Math.max(0, -shift[0]);
		final int top = Math.max(0, -shift[1]);
		final int width = size - Math.abs(shift[0]);
		final int height = size - Math.abs(shift[1]);
		final float[] part = new float[width * height];
		for (int y = 0; y < height; y++)
			System.arraycopy(map, (top + y + down) * size + left + right, part, y * width, width);
		return part;
	}
}
