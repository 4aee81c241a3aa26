package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.xvmamba.Progress;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.Prediction;
import org.xvmamba.explain.Prediction.ClassScore;
import org.xvmamba.model.SessionCache;

/**
 * Makes the maps of one class anew, of changed pixels or by a model of changed weights, whatever that model then predicts. Thread-safe.
 *
 * @param explainer of the model
 * @param options which maps of the model
 * @param baselines that are made, too; random ones would not change
 */
record MapMaker(Explainer explainer, EvaluationOptions options, Set<Baseline> baselines) {

	/**
	 * @param image of which maps are made
	 * @param prediction of the image as it is by the model as it is, whose best class is meant
	 * @param progress asked for cancellation
	 * @return the model's maps, then those of the baselines, of the same names in the same order each time
	 */
	List<TestedMap> of(final EvaluatedImage image, final Prediction prediction, final Progress progress) {
		final ClassScore predicted = prediction.best();
		final int position = prediction.classes().indexOf(predicted);
		final ExplainOptions ofClass = options.explain(predicted.name());
		final Explanation explanation = explainer.explain(image.picture(), ofClass, new ImageProgress(progress, 0, 1));
		final List<TestedMap> maps = new ArrayList<>(MapOrigins.maps(explanation, MapOrigins.of(options.maps(), explanation.blocks())));
		if (baselines.isEmpty()) return maps;
		try (SessionCache.Loan loan = explainer.borrow(ofClass, progress)) {
			final BaselineMaps made = new BaselineMaps(AskedClass.of(loan.session(), image, position, explanation.prediction().classes().get(position)
				.probability()), options.seed());
			for (final Baseline baseline : Baseline.values())
				if (baselines.contains(baseline)) made.of(baseline, progress).ifPresent(values -> maps.add(new TestedMap(MapName.of(baseline),
					values)));
		}
		return maps;
	}
}
