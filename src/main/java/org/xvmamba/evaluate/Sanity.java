package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.xvmamba.Progress;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.Prediction;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.RandomisedWeights;
import org.xvmamba.model.SessionCache;

/**
 * Cascading randomisation of the weights (Adebayo et al., arXiv 1810.03292): from the head down, part by part, each map is compared by its ranks
 * with that of the model as it is. The model's folder is only read.
 */
final class Sanity {

	private final ModelLibrary models;
	private final Explainer explainer;
	private final EvaluationOptions options;
	private final int size;

	/**
	 * @param explainer of the model as it is
	 * @param size of the model's input in pixels
	 */
	Sanity(final ModelLibrary models, final Explainer explainer, final EvaluationOptions options, final int size) {
		this.models = models;
		this.explainer = explainer;
		this.options = options;
		this.size = size;
	}

	/** @throws org.xvmamba.UserException when the model's weights can't be assigned to its parts */
	List<String> parts() {
		return RandomisedWeights.parts(models.find(options.explain().model()));
	}

	/**
	 * An image with its maps as they are.
	 *
	 * @param prediction by the model as it is
	 */
	private record Original(EvaluatedImage image, Prediction prediction, List<TestedMap> maps) {}

	/**
	 * @param sources images that can be read; their maps as they are stay in memory
	 * @param progress told of every image of every step, and asked for cancellation
	 * @throws org.xvmamba.UserException when the model's weights can't be assigned to its parts
	 */
	SanityResult run(final List<? extends ImageSource> sources, final Progress progress) {
		final List<String> parts = parts();
		final List<Original> originals = new ArrayList<>();
		for (final ImageSource source : sources) {
			progress.throwIfCancelled();
			originals.add(original(EvaluatedImage.read(source, size), progress));
		}
		final List<SanityResult.Row> rows = new ArrayList<>();
		for (int step = 0; step < parts.size(); step++)
			rows.addAll(compare(step, parts.size(), originals, progress));
		return new SanityResult(parts, rows);
	}

	private Original original(final EvaluatedImage image, final Progress progress) {
		final Prediction prediction = explainer.explain(image.picture(), options.explain(), new ImageProgress(progress, 0, 1)).prediction();
		return new Original(image, prediction, maker(explainer).of(image, prediction, progress));
	}

	private MapMaker maker(final Explainer model) {
		return new MapMaker(model, options, options.madeAnew(Protocol.SANITY_SLOW));
	}

	private List<SanityResult.Row> compare(final int step, final int steps, final List<Original> originals, final Progress progress) {
		final Map<MapName, double[]> correlations = new LinkedHashMap<>();
		try (SessionCache sessions = SessionCache.of(new RandomisedWeights(step + 1, options.seed()))) {
			final MapMaker randomised = maker(new Explainer(models, sessions));
			for (int i = 0; i < originals.size(); i++) {
				progress.throwIfCancelled();
				progress.report("Randomising weights", (long) step * originals.size() + i, (long) steps * originals.size());
				final Original original = originals.get(i);
				final List<TestedMap> maps = randomised.of(original.image, original.prediction, progress);
				for (int map = 0; map < maps.size(); map++)
					correlations.computeIfAbsent(maps.get(map).name(), name -> new double[originals.size()])[i] = Agreement.OF_RANKS.between(
						original.maps.get(map).values(), maps.get(map).values());
			}
		}
		return correlations.entrySet().stream().map(entry -> new SanityResult.Row(entry.getKey(), step, Bootstrap.of(entry.getValue(), options
			.seed()))).toList();
	}
}
