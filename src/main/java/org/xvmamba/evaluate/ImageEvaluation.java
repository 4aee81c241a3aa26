package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.xvmamba.explain.BlockMaps;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.explain.MapSource;
import org.xvmamba.explain.Prediction.ClassScore;
import org.xvmamba.model.SessionCache;
import org.xvmamba.model.VisionMambaSession;

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
		final Explanation explanation = step("explain", () -> explainer.explain(image.picture(), options.explain(), progress));
		final Map<String, MapSource> sources = MapOrigins.of(options.maps(), explanation.blocks());
		notes.addAll(MapOrigins.missing(explanation, sources));
		final List<TestedMap> maps = new ArrayList<>(MapOrigins.maps(explanation, sources));
		steps = 2 + 2 * options.baselines().size() + maps.size();
		final Map<MapName, Map<Metric, Double>> figures = new LinkedHashMap<>();
		final Map<MapName, ImageResult.Curves> curves = new HashMap<>();
		try (SessionCache.Loan loan = explainer.borrow(options.explain(), progress)) {
			askModel(loan.session(), explanation, maps, figures, curves);
		}
		if (options.protocols().contains(Protocol.STABILITY)) addStability(explanation, maps, figures);
		return new ImageResult(image.name(), explanation.prediction().best(), image.label(), figures, curves, options.protocols().contains(
			Protocol.SHAPE) ? shapes(explanation) : List.of());
	}

	/** Does a step, and tells and measures it. */
	private <T> T step(final String name, final Supplier<T> work) {
		progress.throwIfCancelled();
		progress.tell(name, Math.min(done++, steps), steps);
		return times.time(name, work);
	}

	/** Adds the maps of the baselines, and what the protocols that ask the model give. */
	private void askModel(final VisionMambaSession session, final Explanation explanation, final List<TestedMap> maps,
		final Map<MapName, Map<Metric, Double>> figures, final Map<MapName, ImageResult.Curves> curves)
	{
		final ClassScore predicted = explanation.prediction().best();
		final AskedClass asked = AskedClass.of(session, image, explanation.prediction().classes().indexOf(predicted), predicted.probability());
		final BaselineMaps baselines = new BaselineMaps(asked, options.seed());
		for (final Baseline baseline : Baseline.values())
			if (options.baselines().contains(baseline)) step(baseline.key(), () -> baselines.of(baseline, progress)).ifPresentOrElse(
				values -> maps.add(new TestedMap(MapName.of(baseline), values)), () -> notes.add("The baseline " + baseline.key() +
					" was left out: the description of the model '" + explanation.model().name() +
					"' tells no linear head on the mean of a feature map."));
		final MapTests tests = new MapTests(asked, deviations(explanation), options.seed());
		for (final TestedMap map : maps)
			figures.put(map.name(), step("protocols", () -> tests.of(map, options.protocols(), curves, progress)));
	}

	private List<Double> deviations(final Explanation explanation) {
		return NetworkSpace.deviations(explanation.model(), image.pixels());
	}

	private void addStability(final Explanation explanation, final List<TestedMap> maps, final Map<MapName, Map<Metric, Double>> figures) {
		final Set<Baseline> baselines = options.madeAnew(Protocol.STABILITY_SLOW);
		final MapMaker maker = new MapMaker(explainer, options, baselines);
		final Set<MapName> madeAnew = baselines.stream().map(MapName::of).collect(Collectors.toSet());
		final List<TestedMap> originals = maps.stream().filter(map -> !map.name().isBaseline() || madeAnew.contains(map.name())).toList();
		final Stability stability = new Stability(image, other -> maker.of(other, explanation.prediction(), progress), deviations(explanation));
		step("stability", () -> stability.of(originals, Seeds.random(options.seed(), image.name(), "stability"), progress)).forEach((map,
			found) -> figures.get(map).putAll(found));
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
