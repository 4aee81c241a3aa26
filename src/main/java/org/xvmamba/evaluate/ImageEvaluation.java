package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.xvmamba.Progress;
import org.xvmamba.explain.BlockMaps;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.explain.MapSource;
import org.xvmamba.explain.Prediction.ClassScore;
import org.xvmamba.model.SessionCache;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.ssm.InfluenceIndex;

/** Tests the maps of one image. Used once. */
final class ImageEvaluation {

	private final Explainer explainer;
	private final EvaluationOptions options;
	private final EvaluatedImage image;
	private final EvaluationTimes times;
	private final Set<String> notes;
	private final Progress progress;

	/**
	 * @param times gets what each step took
	 * @param notes gets what a reader must know
	 */
	ImageEvaluation(final Explainer explainer, final EvaluationOptions options, final EvaluatedImage image, final EvaluationTimes times,
		final Set<String> notes, final Progress progress)
	{
		this.explainer = explainer;
		this.options = options;
		this.image = image;
		this.times = times;
		this.notes = notes;
		this.progress = progress;
	}

	ImageResult run() {
		final Explanation explanation = times.time("explain", () -> explain(image.pixels()));
		final Map<String, MapSource> sources = MapOrigins.of(options.maps(), explanation.blocks());
		final ClassScore predicted = explanation.prediction().best();
		final List<TestedMap> ofModel = MapOrigins.maps(explanation, sources);
		final Map<MapName, Map<Metric, Double>> figures = new LinkedHashMap<>();
		final Map<MapName, ImageResult.Curves> curves = new HashMap<>();
		try (SessionCache.Loan loan = explainer.borrow(options.explain(), progress)) {
			askModel(loan.session(), explanation, predicted, ofModel, figures, curves);
		}
		if (options.protocols().contains(Protocol.STABILITY)) times.time("stability", () -> new Stability(image, pixels -> MapOrigins.maps(
			explain(pixels), sources), explanation.model().normalisation().standardDeviation()).of(ofModel, Seeds.random(options.seed(), image
				.name(), "stability"), progress)).forEach((map, found) -> figures.get(map).putAll(found));
		return new ImageResult(image.name(), predicted, image.label(), figures, curves, options.protocols().contains(Protocol.SHAPE) ? shapes(
			explanation) : List.of());
	}

	private Explanation explain(final float[] pixels) {
		return explainer.explain(image.pictureOf(pixels), options.explain(), new QuietProgress(progress));
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
			if (options.baselines().contains(baseline)) times.time(baseline.key(), () -> baselines.of(baseline, image, mixer, position, predicted
				.probability(), progress)).ifPresentOrElse(values -> maps.add(new TestedMap(MapName.of(baseline), values)), () -> notes.add(
					"The baseline " + baseline.key() + " was left out: the description of the model '" + explanation.model().name() +
						"' tells no linear head on the mean of a feature map."));
		final MapTests tests = new MapTests(image, mixer, predictor, position, predicted.probability(), explanation.model().normalisation()
			.standardDeviation(), options.seed());
		for (final TestedMap map : maps)
			figures.put(map.name(), times.time("protocols", () -> tests.of(map, options.protocols(), curves, progress)));
	}

	private static List<ImageResult.Shape> shapes(final Explanation explanation) {
		final List<ImageResult.Shape> shapes = new ArrayList<>();
		for (final BlockMaps maps : explanation.tiles().get(0).blocks())
			for (final InfluenceIndex index : explanation.indices())
				for (int direction = MapSelection.MEAN; direction < maps.block().directions(); direction++)
					shapes.add(new ImageResult.Shape(index.key(), maps.block().name(), direction, ShapeStatistics.of(maps.map(index, direction))));
		return shapes;
	}

	/**
	 * What is explained on the way tells nobody about itself.
	 *
	 * @param whole asked for cancellation
	 */
	record QuietProgress(Progress whole) implements Progress {

		@Override
		public void report(final String step, final long done, final long total) {
			// the image's own progress is told
		}

		@Override
		public boolean isCancelled() {
			return whole.isCancelled();
		}
	}
}
