package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says in plain words what an evaluation means: also when a map is no better than chance. */
public final class Verdict {

	/** A difference of insertion - deletion below this is not worth relying on. */
	static final double RELIABLE_FROM = 0.05;

	/** From this rank correlation on, a map has survived what was done to the weights; from its negative down, turned over. */
	static final double SURVIVED_FROM = 0.5;

	/** With fewer images, the percentile bootstrap's intervals are far too narrow: of 5 normal values they cover some 84 %, of 2 half, not 95. */
	static final int FEW_IMAGES = 10;

	private Verdict() {}

	/**
	 * @param evaluation what was found
	 * @return a sentence for each map of the model and protocol that can be judged so, and of random weights for every map that is not random itself
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
		evaluation.sanity().ifPresent(sanity -> sanity.afterAll().stream().filter(row -> !isRandom(row.map())).map(Verdict::ofSanity).forEach(
			sentences::add));
		return sentences;
	}

	private static String ofScore(final MapName map, final List<Evaluation.Difference> differences) {
		final int images = differences.get(0).value().images();
		final String parts = differences.stream().map(Verdict::compared).collect(Collectors.joining(", "));
		return "On " + counted(images) + " the map (" + map.label() + ") " + parts + ", in insertion - deletion" + advice(images, differences
			.stream().filter(difference -> isRandom(difference.baseline())).map(Evaluation.Difference::value).toList()) + caution(images) + ".";
	}

	private static String ofScoreAlone(final Evaluation.Row row) {
		final int images = row.value().images();
		return "On " + counted(images) + " the map (" + row.map().label() + ") has " + row.value().text(0) + " in insertion - deletion" + advice(
			images, List.of()) + caution(images) + ".";
	}

	/** @param overRandom how far the map lies above each of the random maps that were asked for */
	private static String advice(final int images, final List<Interval> overRandom) {
		if (images == 1) return "";
		if (overRandom.isEmpty()) return "; without the baseline random this doesn't tell whether it is reliable";
		final boolean reliable = overRandom.stream().allMatch(value -> Interval.side(value.least(), 0) > 0 && Interval.side(value.mean(),
			RELIABLE_FROM) >= 0);
		return reliable ? "; below " + RELIABLE_FROM + " treat it as unreliable" : "; treat it as unreliable: that takes at least " + RELIABLE_FROM +
			" over random, and an interval above 0";
	}

	/** @return how far so many images carry, at the end of each sentence that judges by them */
	private static String caution(final int images) {
		if (images == 1) return "; one image has no interval, and tells nothing about others";
		return images < FEW_IMAGES ? "; so few images give too narrow intervals: take " + FEW_IMAGES + " or more before you rely on it" : "";
	}

	private static boolean isRandom(final MapName map) {
		return map.equals(MapName.of(Baseline.RANDOM)) || map.equals(MapName.of(Baseline.RANDOM_CELLS));
	}

	private static String compared(final Evaluation.Difference difference) {
		final Interval value = difference.value();
		final String baseline = difference.baseline().method();
		final String by = value.text(0, RELIABLE_FROM);
		final boolean above = Interval.side(value.least(), 0) > 0;
		if (!value.isKnown()) return (above ? "lies above " : "does not lie above ") + baseline + " (by " + by + ")";
		if (above) return "beats " + baseline + " by " + by;
		return (Interval.side(value.most(), 0) < 0 ? "is beaten by " : "can't be told from ") + baseline + " (" + by + ")";
	}

	private static String ofEnrichment(final Evaluation.Row row) {
		final Interval value = row.value();
		return "On " + counted(value.images()) + " with truth the map (" + row.map().label() + ") " + where(value) + ": " + value.text(1) +
			" times the area share" + caution(value.images()) + ".";
	}

	private static String where(final Interval enrichment) {
		if (Interval.side(enrichment.least(), 1) > 0) return "is denser inside the truth than all over";
		if (!enrichment.isKnown()) return "is no denser inside the truth than all over";
		return Interval.side(enrichment.most(), 1) < 0 ? "points away from the truth"
			: "is no denser inside the truth than all over, as far as can be told";
	}

	private static String ofSanity(final SanityResult.Row row) {
		final Interval value = row.correlation();
		if (value.images() == 0) return "The map (" + row.map().label() + ") can't be judged by random weights: it is the same all over.";
		return "On " + counted(value.images()) + " the map (" + row.map().label() + ") " + survived(value) + caution(value.images()) + ".";
	}

	/** A map that comes back turned over is the same map. What follows from it, one image doesn't tell. */
	private static String survived(final Interval value) {
		final boolean turned = value.mean() < 0;
		final double least = turned ? -value.most() : value.least();
		final double most = Math.max(Math.abs(value.least()), Math.abs(value.most()));
		final String correlation = " full randomisation of the weights" + (turned && Interval.side(most, SURVIVED_FROM) >= 0 ? ", turned over" : "") +
			" (rank correlation " + value.text(SURVIVED_FROM, -SURVIVED_FROM);
		if (Interval.side(least, SURVIVED_FROM) >= 0) return "survives" + correlation + ")" + (value.isKnown()
			? ": it shows the image or the scan more than what the model has learned" : "");
		if (Interval.side(most, SURVIVED_FROM) >= 0) return "may survive" + correlation + "): these images don't tell" + (value
			.images() < FEW_IMAGES ? "" : "; take more");
		return "does not survive" + correlation + ", between -" + SURVIVED_FROM + " and " + SURVIVED_FROM + ")" + (value.isKnown()
			? ": it depends on what the model has learned" : "");
	}

	private static String counted(final int images) {
		return images == 1 ? "this image" : "these " + images + " images";
	}
}
