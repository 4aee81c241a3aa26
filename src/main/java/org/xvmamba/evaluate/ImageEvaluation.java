package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.xvmamba.explain.BlockMaps;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.explain.MapSource;
import org.xvmamba.explain.Prediction.ClassScore;
import org.xvmamba.model.SessionCache;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.explain.MapIndex;

/** Tests the maps of one image. Used once. */
final class ImageEvaluation {

	private final Explainer explainer;
	private final EvaluationOptions options;
	private final EvaluatedImage image;
	private final EvaluationTimes times;
	private final Set<String> notes;
	private final ImageProgress progress;
	private int done;
	private int steps = 1;

	/**
	 * @param times gets what each step took
	 * @param notes gets what a reader must know
	 */
	ImageEvaluation(final Explainer explainer, final EvaluationOptions options, final EvaluatedImage image, final EvaluationTimes times,
		final Set<String> notes, final ImageProgress progress)
	{
		this.explainer = explainer;
		this.options = options;
		this.image = image;
		this.times = times;
		this.notes = notes;
		this.progress = progress;
	}

	ImageResult run() {
		final Explanation explanation = step("explain", () -> explain(image.pixels(), options.explain()));
		final Map<String, MapSource> sources = MapOrigins.of(options.maps(), explanation.blocks());
		notes.addAll(MapOrigins.missing(explanation, sources));
		final ClassScore predicted = explanation.prediction().best();
		final List<TestedMap> ofModel = MapOrigins.maps(explanation, sources);
		steps = 2 + 2 * options.baselines().size() + ofModel.size();
		final Map<MapName, Map<Metric, Double>> figures = new LinkedHashMap<>();
		final Map<MapName, ImageResult.Curves> curves = new HashMap<>();
		try (SessionCache.Loan loan = explainer.borrow(options.explain(), progress)) {
			askModel(loan.session(), explanation, predicted, ofModel, figures, curves);
		}
		if (options.protocols().contains(Protocol.STABILITY)) {
			final ExplainOptions ofClass = options.explain(predicted.name());
			final Stability stability = new Stability(image, pixels -> MapOrigins.maps(explain(pixels, ofClass), sources), NetworkSpace.deviations(
				explanation.model(), image.pixels()));
			step("stability", () -> stability.of(ofModel, Seeds.random(options.seed(), image.name(), "stability"), progress)).forEach((map,
				found) -> figures.get(map).putAll(found));
		}
		return new ImageResult(image.name(), predicted, image.label(), figures, curves, options.protocols().contains(Protocol.SHAPE) ? shapes(
			explanation) : List.of());
	}

	/** Does a step, and tells and measures it. */
	private <T> T step(final String name, final Supplier<T> work) {
		progress.throwIfCancelled();
		progress.tell(name, Math.min(done++, steps), steps);
		return times.time(name, work);
	}

	private Explanation explain(final float[] pixels, final ExplainOptions how) {
		return explainer.explain(image.pictureOf(pixels), how, progress);
	}

	private void askModel(final VisionMambaSession session, final Explanation explanation, final ClassScore predicted,
		final List<TestedMap> ofModel, final Map<MapName, Map<Metric, Double>> figures, final Map<MapName, ImageResult.Curves> curves)
	{
		final Predictor predictor = new Predictor(session, image.size());
		final int position = explanation.prediction().classes().indexOf(predicted);
		final PixelMixer mixer = PixelMixer.of(image.pixels());
		final int grid = explanation.blocks().get(explanation.blocks().size() - 1).gridSize(image.size());
		final BaselineMaps baselines = new BaselineMaps(session, predictor, options.seed(), grid);
		final List<TestedMap> maps = new ArrayList<>(ofModel);
		for (final Baseline baseline : Baseline.values())
			if (options.baselines().contains(baseline)) step(baseline.key(), () -> baselines.of(baseline, image, mixer, position, predicted
				.probability(), progress)).ifPresentOrElse(values -> maps.add(new TestedMap(MapName.of(baseline), values)), () -> notes.add(
					"The baseline " + baseline.key() + " was left out: the description of the model '" + explanation.model().name() +
						"' tells no linear head on the mean of a feature map."));
		final MapTests tests = new MapTests(image, mixer, predictor, position, predicted.probability(), NetworkSpace.deviations(explanation
			.model(), image.pixels()), options.seed());
		for (final TestedMap map : maps)
			figures.put(map.name(), step("protocols", () -> tests.of(map, options.protocols(), curves, progress)));
	}

	private static List<ImageResult.Shape> shapes(final Explanation explanation) {
		final List<ImageResult.Shape> shapes = new ArrayList<>();
		for (final BlockMaps maps : explanation.tiles().get(0).blocks())
			for (final MapIndex index : explanation.indices())
				if (maps.has(index)) for (int direction = MapSelection.MEAN; direction < maps.block().directions(); direction++)
					shapes.add(new ImageResult.Shape(index.key(), maps.block().name(), direction, ShapeStatistics.of(maps.map(index, direction))));
		return shapes;
	}
}
