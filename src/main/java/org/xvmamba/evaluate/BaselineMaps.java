package org.xvmamba.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.xvmamba.Progress;
import org.xvmamba.explain.ClassActivation;
import org.xvmamba.explain.MapRenderer;
import org.xvmamba.model.ClassHead;
import org.xvmamba.ssm.BlockDescription;

/**
 * Makes the maps of the baselines for one image. Not thread-safe.
 *
 * @param asked the image, and the class that is explained
 * @param seed of random maps and masks
 */
record BaselineMaps(AskedClass asked, long seed) {

	/**
	 * @param baseline which
	 * @param progress asked for cancellation
	 * @return its map at the size of the input; empty where the model doesn't allow it
	 */
	Optional<float[]> of(final Baseline baseline, final Progress progress) {
		final int size = asked.image().size();
		final Random random = Seeds.random(seed, asked.image().name(), baseline.key());
		return switch (baseline) {
			case RANDOM -> Optional.of(uniform(size * size, random));
			case RANDOM_CELLS -> Optional.of(randomCells(size, random));
			case CAM -> classActivation(size, progress);
			case OCCLUSION -> Optional.of(Occlusion.map(asked.mixer(), size, asked.predictor(), asked.position(), asked.probability(), progress));
			case RISE -> Optional.of(Rise.map(asked.mixer(), size, asked.predictor(), asked.position(), random, progress));
		};
	}

	private float[] randomCells(final int size, final Random random) {
		final List<BlockDescription> blocks = asked.session().description().blocks();
		final int grid = blocks.get(blocks.size() - 1).gridSize(size);
		return MapRenderer.resize(uniform(grid * grid, random), grid, grid, size, size);
	}

	/** @return CAM of the class; empty where the model's description tells no head */
	private Optional<float[]> classActivation(final int size, final Progress progress) {
		final Optional<ClassHead> head = asked.session().classHead();
		if (head.isEmpty()) return Optional.empty();
		return asked.session().run(List.of(asked.image().pixels()), size, size, List.of(), Set.of(), progress).features().stream().findFirst().map(
			map -> MapRenderer.resize(ClassActivation.of(map, head.get(), asked.position()), map.height(), map.width(), size, size));
	}

	private static float[] uniform(final int length, final Random random) {
		final float[] values = new float[length];
		for (int i = 0; i < length; i++)
			values[i] = random.nextFloat();
		return values;
	}
}
