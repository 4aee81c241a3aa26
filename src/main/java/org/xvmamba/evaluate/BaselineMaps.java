package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.xvmamba.Progress;
import org.xvmamba.explain.ClassActivation;
import org.xvmamba.explain.MapRenderer;
import org.xvmamba.model.ClassHead;
import org.xvmamba.model.FeatureMap;
import org.xvmamba.model.VisionMambaSession;

/**
 * Makes the maps of the baselines for one image. Not thread-safe.
 *
 * @param session that runs
 * @param predictor on that session
 * @param seed of random maps and masks
 * @param grid cells along each axis of the last block, for {@link Baseline#RANDOM_CELLS}
 */
record BaselineMaps(VisionMambaSession session, Predictor predictor, long seed, int grid) {

	/**
	 * @param baseline which
	 * @param image what is explained
	 * @param mixer of the same image
	 * @param position of the predicted class
	 * @param probability of it
	 * @param progress asked for cancellation
	 * @return its map at the size of the input; empty where the model doesn't allow it
	 */
	Optional<float[]> of(final Baseline baseline, final EvaluatedImage image, final PixelMixer mixer, final int position,
		final double probability, final Progress progress)
	{
		final int size = image.size();
		final Random random = Seeds.random(seed, image.name(), baseline.key());
		return switch (baseline) {
			case RANDOM -> Optional.of(uniform(size * size, random));
			case RANDOM_CELLS -> Optional.of(MapRenderer.resize(uniform(grid * grid, random), grid, grid, size, size));
			case CAM -> classActivation(session, image, position, progress);
			case OCCLUSION -> Optional.of(Occlusion.map(mixer, size, predictor, position, probability, progress));
			case RISE -> Optional.of(Rise.map(mixer, size, predictor, position, random, progress));
		};
	}

	/** @return CAM of a class at the size of the input; empty where the model's description tells no head */
	static Optional<float[]> classActivation(final VisionMambaSession session, final EvaluatedImage image, final int position,
		final Progress progress)
	{
		final Optional<ClassHead> head = session.classHead();
		if (head.isEmpty()) return Optional.empty();
		final List<FeatureMap> features = new ArrayList<>(session.run(List.of(image.pixels()), image.size(), image.size(), List.of(), Set.of(),
			progress).features());
		return features.stream().findFirst().map(map -> MapRenderer.resize(ClassActivation.of(map, head.get(), position), map.height(), map
			.width(), image.size(), image.size()));
	}

	private static float[] uniform(final int length, final Random random) {
		final float[] values = new float[length];
		for (int i = 0; i < length; i++)
			values[i] = random.nextFloat();
		return values;
	}
}
