package org.xvmamba.explain;

import java.util.List;

/**
 * What a model says of one tile or picture.
 *
 * @param classes in the model's order
 */
public record Prediction(List<ClassScore> classes) {

	/**
	 * @param name of the class
	 * @param logit the model's raw output
	 * @param probability softmax of the logits, 0 to 1
	 */
	public record ClassScore(String name, double logit, double probability) {}

	/** In place of a class. */
	public static final ClassScore NOTHING = new ClassScore("nothing (no tissue)", Double.NaN, Double.NaN);

	/** Copies the list. */
	public Prediction {
		classes = List.copyOf(classes);
	}

	/**
	 * @param names of the classes, in the model's order
	 * @param logits one for each class
	 * @return the scores, with probabilities by softmax in float64
	 */
	public static Prediction of(final List<String> names, final double[] logits) {
		if (names.size() != logits.length) throw new IllegalArgumentException(logits.length + " logits for " + names.size() + " classes.");
		double max = Double.NEGATIVE_INFINITY;
		for (final double logit : logits)
			max = Math.max(max, logit);
		double sum = 0;
		for (final double logit : logits)
			sum += Math.exp(logit - max);
		final ClassScore[] scores = new ClassScore[logits.length];
		for (int i = 0; i < scores.length; i++)
			scores[i] = new ClassScore(names.get(i), logits[i], Math.exp(logits[i] - max) / sum);
		return new Prediction(List.of(scores));
	}

	/**
	 * @param names of the classes, in the model's order
	 * @return what is said where the model has looked at nothing: logits and probabilities are not a number
	 */
	public static Prediction none(final List<String> names) {
		return new Prediction(names.stream().map(name -> new ClassScore(name, Double.NaN, Double.NaN)).toList());
	}

	/** @return whether the model has looked at nothing */
	public boolean isNone() {
		return classes.stream().allMatch(score -> Double.isNaN(score.logit()));
	}

	/** @return the class of the highest logit; the first of them where several are equal; {@link #NOTHING} where the model has looked at nothing */
	public ClassScore best() {
		if (isNone()) return NOTHING;
		ClassScore best = classes.get(0);
		for (final ClassScore score : classes)
			if (score.logit() > best.logit()) best = score;
		return best;
	}
}
