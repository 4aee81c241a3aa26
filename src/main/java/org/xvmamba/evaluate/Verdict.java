package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in plain words what an evaluation means: also when a map is no better than chance. */
public final class Verdict {

	/** A difference of insertion - deletion below this is not worth relying on. */
	static final double RELIABLE_FROM = 0.05;

	/** From this rank correlation on, a map has survived what was done to the weights. */
	static final double SURVIVED_FROM = 0.5;

	/** With fewer images, the percentile bootstrap's intervals are far too narrow: of 5 normal values they cover some 84 %, of 2 half, not 95. */
	static final int FEW_IMAGES = 10;

	private Verdict() {}

	/**
	 * @param evaluation what was found
	 * @return a sentence for each map of the model and protocol that can be judged so
	 */
	public static List<String> sentences(final Evaluation evaluation) {
		final List<String> sentences = new ArrayList<>();
		for (final MapName map : evaluation.maps())
			if (!map.isBaseline()) {
				final List<Evaluation.Difference> differences = evaluation.differences().stream().filter(difference -> difference.map().equals(
					map) && difference.metric() == Metric.SCORE).toList();
				if (!differences.isEmpty()) sentences.add(ofScore(map, differences));
				else evaluation.summary().stream().filter(row -> row.map().equals(map) && row.metric() == Metric.SCORE).map(Verdict::ofScoreAlone)
					.forEach(sentences::add);
				evaluation.summary().stream().filter(row -> row.map().equals(map) && row.metric() == Metric.ENRICHMENT).map(
					Verdict::ofEnrichment).forEach(sentences::add);
			}
		evaluation.sanity().ifPresent(sanity -> sanity.afterAll().stream().map(Verdict::ofSanity).forEach(sentences::add));
		return sentences;
	}

	private static String ofScore(final MapName map, final List<Evaluation.Difference> differences) {
		final int images = differences.get(0).value().images();
		final String parts = differences.stream().map(Verdict::compared).collect(Collectors.joining(", "));
		return "On " + counted(images) + " the map (" + map.label() + ") " + parts + ", in insertion - deletion; " + advice(images, differences
			.stream().filter(difference -> isRandom(difference.baseline())).map(Evaluation.Difference::value).toList()) + ".";
	}

	private static String ofScoreAlone(final Evaluation.Row row) {
		return "On " + counted(row.value().images()) + " the map (" + row.map().label() + ") has " + row.value() + " in insertion - deletion; " +
			advice(row.value().images(), List.of()) + ".";
	}

	/** @param overRandom how far the map lies above each of the random maps that were asked for */
	private static String advice(final int images, final List<Interval> overRandom) {
		if (images == 1) return "one image has no interval, and tells nothing about others";
		if (overRandom.isEmpty()) return "without the baseline random this doesn't tell whether it is reliable";
		final boolean reliable = overRandom.stream().allMatch(value -> value.isKnown() && value.low() > 0 && value.mean() >= RELIABLE_FROM);
		if (!reliable) return "treat it as unreliable: that takes at least " + RELIABLE_FROM + " over random, and an interval above 0";
		return images < FEW_IMAGES ? "so few images give too narrow intervals: take " + FEW_IMAGES + " or more before you rely on it" : "below " +
			RELIABLE_FROM + " treat it as unreliable";
	}

	private static boolean isRandom(final MapName baseline) {
		return baseline.equals(MapName.of(Baseline.RANDOM)) || baseline.equals(MapName.of(Baseline.RANDOM_CELLS));
	}

	private static String compared(final Evaluation.Difference difference) {
		final Interval value = difference.value();
		final String baseline = difference.baseline().method();
		if (!value.isKnown()) return (value.mean() > 0 ? "lies above " : "does not lie above ") + baseline + " (by " + value + ")";
		if (value.low() > 0) return "beats " + baseline + " by " + value;
		if (value.high() < 0) return "is beaten by " + baseline + " (" + value + ")";
		return "can't be told from " + baseline + " (" + value + ")";
	}

	private static String ofEnrichment(final Evaluation.Row row) {
		final Interval value = row.value();
		final String where = !value.isKnown() ? value.mean() > 1 ? "is denser inside the truth than all over" : "is no denser inside the truth"
			: value.low() > 1 ? "is denser inside the truth than all over" : value.high() < 1 ? "points away from the truth"
				: "is no denser inside the truth than all over, as far as can be told";
		return "On " + counted(value.images()) + " with truth the map (" + row.map().label() + ") " + where + ": " + value + " times the area share" +
			(value.isKnown() && value.images() < FEW_IMAGES ? "; so few images give too narrow intervals." : ".");
	}

	private static String ofSanity(final SanityResult.Row row) {
		final Interval value = row.correlation();
		if (value.images() == 0) return "The map (" + row.map().label() + ") can't be judged by random weights: it is the same all over.";
		final String map = "On " + counted(value.images()) + " the map (" + row.map().label() + ")";
		final double least = value.isKnown() ? value.low() : value.mean();
		final double most = value.isKnown() ? value.high() : value.mean();
		if (least < SURVIVED_FROM && most >= SURVIVED_FROM) return map + " may survive full randomisation of the weights (rank correlation " + value +
			"): these images don't tell; take more.";
		if (least >= SURVIVED_FROM) return map + " survives full randomisation of the weights (rank correlation " + value +
			"): it shows the image or the scan more than what the model has learned.";
		return String.format(Locale.ROOT, "%s does not survive full randomisation of the weights (rank correlation %s, below %.1f): it depends on what the model has learned.",
			map, value, SURVIVED_FROM);
	}

	private static String counted(final int images) {
		return images == 1 ? "this image" : "these " + images + " images";
	}
}
