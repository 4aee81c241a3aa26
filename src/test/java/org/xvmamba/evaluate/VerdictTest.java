package org.xvmamba.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.xvmamba.explain.Prediction.ClassScore;

/** What is said must be what was found, also when that is nothing. */
class VerdictTest {

	private static final MapName MAP = new MapName("jacobian", "stage3.block0");
	private static final String FEW = "so few images give too narrow intervals: take 10 or more before you rely on it.";

	@Test
	void aGoodMapBeatsBaselines() {
		final String sentence = Verdict.sentences(evaluation(20, 0.6, 0.1)).get(0);
		assertTrue(sentence.startsWith("On these 20 images the map (jacobian, stage3.block0) beats random by 0.50 [0."), sentence);
		assertTrue(sentence.endsWith("below 0.05 treat it as unreliable."), sentence);
	}

	@Test
	void aBadMapIsCalledUnreliable() {
		final String beaten = Verdict.sentences(evaluation(20, 0.1, 0.6)).get(0);
		assertTrue(beaten.contains("is beaten by random (-0.50 [") && beaten.contains("treat it as unreliable: that takes"), beaten);
		final String equal = Verdict.sentences(evaluation(20, 0.3, 0.3)).get(0);
		assertTrue(equal.contains("can't be told from random") && equal.contains("treat it as unreliable: that takes"), equal);
		final String slightly = Verdict.sentences(evaluation(400, 0.33, 0.3)).get(0);
		assertTrue(slightly.contains("beats random by 0.03") && slightly.contains("treat it as unreliable: that takes"), slightly);
	}

	@Test
	void oneImageTellsNothingAboutOthers() {
		final String sentence = Verdict.sentences(evaluation(1, 0.6, 0.1)).get(0);
		assertTrue(sentence.startsWith("On this image") && sentence.contains("lies above random") && sentence.endsWith(
			"tells nothing about others."), sentence);
	}

	@Test
	void fewImagesAreNoProof() {
		final String sentence = Verdict.sentences(evaluation(2, 0.6, 0.1)).get(0);
		assertTrue(sentence.contains("beats random by 0.5") && sentence.endsWith(
			"so few images give too narrow intervals: take 10 or more before you rely on it."), sentence);
	}

	@Test
	void fewImagesAreNoProofOfAnything() {
		final String unreliable = Verdict.sentences(evaluation(5, 0.1, 0.6)).get(0);
		assertTrue(unreliable.contains("treat it as unreliable: that takes") && unreliable.endsWith(FEW), unreliable);
		final String alone = Verdict.sentences(evaluation(5, 0.6, 0.1, Optional.of(Baseline.CAM))).get(0);
		assertTrue(alone.endsWith("this doesn't tell whether it is reliable; " + FEW), alone);
		final String denser = enrichment(5, 1.3);
		assertTrue(denser.endsWith("1.30 [1.30, 1.30] times the area share; " + FEW), denser);
		assertTrue(enrichment(1, 1.3).endsWith("1.30 times the area share; one image has no interval, and tells nothing about others."));
		assertTrue(enrichment(10, 1.3).endsWith("1.30 [1.30, 1.30] times the area share."));
	}

	@Test
	void whatRandomWeightsTellIsSaidOfTheseImages() {
		final String one = sanity(new Interval(1, 0.2, Double.NaN, Double.NaN));
		assertEquals("On this image the map (jacobian, stage3.block0) does not survive full randomisation of the weights (rank correlation 0.20, " +
			"between -0.5 and 0.5); one image has no interval, and tells nothing about others.", one);
		final String few = sanity(new Interval(9, 0.8, 0.7, 0.9));
		assertTrue(few.startsWith("On these 9 images the map") && few.endsWith("than what the model has learned; " + FEW), few);
		assertTrue(sanity(new Interval(9, 0.1, -0.1, 0.3)).endsWith("it depends on what the model has learned; " + FEW));
		assertTrue(sanity(new Interval(9, 0.5, 0.2, 0.8)).endsWith("these images don't tell; " + FEW));
		assertTrue(sanity(new Interval(10, 0.5, 0.2, 0.8)).endsWith("these images don't tell; take more."));
		assertTrue(sanity(new Interval(10, 0.1, -0.1, 0.3)).endsWith("it depends on what the model has learned."));
	}

	@Test
	void ofRandomWeightsAndRandomMapsNothingIsSaid() {
		assertEquals(List.of("cam", "occlusion", "rise"), Stream.of(Baseline.values()).filter(baseline -> sentences(MapName.of(baseline),
			new Interval(12, 0.1, 0, 0.2)).stream().anyMatch(sentence -> sentence.contains("randomisation"))).map(Baseline::key).toList());
		assertTrue(sanity(new Interval(0, Double.NaN, Double.NaN, Double.NaN)).endsWith("can't be judged by random weights: it is the same all over."));
	}

	@Test
	void noNumberIsRoundedToTheOtherSideOfWhatItIsHeldAgainst() {
		assertTrue(enrichment(12, 1.004).contains("is denser inside the truth than all over: 1.004 [1.004, 1.004] times"));
		assertTrue(enrichment(12, 0.9996).contains("points away from the truth: 0.9996 [0.9996, 0.9996] times"));
		assertTrue(enrichment(12, 1 + 1e-12).contains("is no denser inside the truth than all over, as far as can be told: 1.00 [1.00, 1.00] times"));
		assertTrue(sanity(new Interval(12, 0.3, 0.1, 0.499)).contains("does not survive full randomisation of the weights (rank correlation 0.30 " +
			"[0.10, 0.499], between -0.5 and 0.5)"));
		assertTrue(score(0.0496).contains("beats random by 0.0496 [0.0496, 0.0496], in insertion - deletion; treat it as unreliable: that takes at " +
			"least 0.05 over random"));
		assertTrue(score(0.05).contains("beats random by 0.05 [0.05, 0.05], in insertion - deletion; below 0.05 treat it as unreliable."));
		assertTrue(score(1e-12).contains("can't be told from random (0.00 [0.00, 0.00])"));
		assertTrue(score(-1e-12).contains("can't be told from random (0.00 [0.00, 0.00])"));
	}

	@Test
	void withoutChanceNothingIsCalledReliable() {
		final String withCam = Verdict.sentences(evaluation(20, 0.6, 0.1, Optional.of(Baseline.CAM))).get(0);
		assertTrue(withCam.contains("beats cam by 0.50") && withCam.endsWith("without the baseline random this doesn't tell whether it is reliable."),
			withCam);
		final String alone = Verdict.sentences(evaluation(20, 0.6, 0.1, Optional.empty())).get(0);
		assertTrue(alone.startsWith("On these 20 images the map (jacobian, stage3.block0) has 0.6") && alone.contains("] in insertion - deletion; without"),
			alone);
	}

	@Test
	void aSmallDifferenceIsShown() {
		final String sentence = score(-1e-4);
		assertTrue(sentence.contains("is beaten by random (-0.0001 [-0.0001, -0.0001])") && sentence.contains("treat it as unreliable: that takes"),
			sentence);
	}

	@Test
	void whatIsSaidIsWhatTheTablesSay() {
		final Evaluation evaluation = evaluation(15, 0.3, 0.45);
		final List<Object> row = EvaluationTables.of(evaluation).stream().filter(table -> table.name().equals(EvaluationTables.DIFFERENCES))
			.findFirst().orElseThrow().rows().get(0);
		assertTrue(Verdict.sentences(evaluation).get(0).contains(String.format(Locale.ROOT, "(%.2f [%.2f, %.2f])", row.get(5), row.get(6), row.get(
			7))), row.toString());
	}

	@Test
	void aMapThatSurvivesRandomWeightsIsReported() {
		assertTrue(sanity(new Interval(5, 0.8, 0.7, 0.9)).contains("survives full randomisation of the weights (rank correlation 0.80 [0.70, 0.90])"));
		assertTrue(sanity(new Interval(5, 0.1, -0.1, 0.3)).contains("does not survive full randomisation"));
		assertTrue(sanity(new Interval(5, 0.5, 0.2, 0.8)).contains("may survive full randomisation"));
	}

	@Test
	void aMapThatComesBackTurnedOverHasSurvived() {
		assertTrue(sanity(new Interval(12, -0.7, -0.8, -0.6)).contains(
			"survives full randomisation of the weights, turned over (rank correlation -0.70 [-0.80, -0.60]): it shows the image or the scan more"));
		assertTrue(sanity(new Interval(12, -0.4, -0.6, -0.2)).contains("may survive full randomisation of the weights, turned over (rank"));
		assertTrue(sanity(new Interval(12, -0.3, -0.4, -0.2)).contains("does not survive full randomisation of the weights (rank correlation -0.30"));
		assertTrue(sanity(new Interval(12, 0.1, -0.6, 0.7)).contains("may survive full randomisation of the weights (rank"));
		assertTrue(sanity(new Interval(1, -0.7, Double.NaN, Double.NaN)).contains("survives full randomisation of the weights, turned over (rank"));
	}

	@Test
	void differencesArePairedByImage() {
		final Interval value = evaluation(30, 0.6, 0.1).differences().get(0).value();
		assertEquals(30, value.images());
		assertEquals(0.5, value.mean(), 0.05);
		assertTrue(value.high() - value.low() < 0.1, "what both maps have in common on an image cancels");
	}

	private static String sanity(final Interval correlation) {
		final List<String> sentences = sentences(MAP, correlation);
		return sentences.get(sentences.size() - 1);
	}

	private static List<String> sentences(final MapName randomised, final Interval correlation) {
		final Evaluation plain = evaluation(2, 0.6, 0.1);
		return Verdict.sentences(new Evaluation(plain.options(), plain.model(), "", "CPU", plain.images(), Optional.of(new SanityResult(List.of(
			"head", "stage0.block0"), List.of(new SanityResult.Row(randomised, 0, new Interval(5, 1, 1, 1)), new SanityResult.Row(randomised, 1,
				correlation)))), Map.of(), List.of(), Map.of()));
	}

	/** @return the sentence of a map that lies above random by the same on each image */
	private static String score(final double difference) {
		return alike(12, Map.of(MAP, Map.of(Metric.SCORE, difference), MapName.of(Baseline.RANDOM), Map.of(Metric.SCORE, 0.0)));
	}

	private static String enrichment(final int images, final double value) {
		return alike(images, Map.of(MAP, Map.of(Metric.ENRICHMENT, value)));
	}

	/** @return what is said where each image has the same figures */
	private static String alike(final int images, final Map<MapName, Map<Metric, Double>> figures) {
		return Verdict.sentences(new Evaluation(EvaluationOptions.of(Map.of()), "model", "", "CPU", IntStream.range(0, images).mapToObj(
			i -> new ImageResult("image " + i, new ClassScore("a", 1, 0.7), Optional.empty(), figures, Map.of(), List.of())).toList(), Optional.empty(),
			Map.of(), List.of(), Map.of())).get(0);
	}

	/** Each image shifts both scores by up to 0.3; between them there is a wobble of 0.1. */
	private static Evaluation evaluation(final int images, final double ofMap, final double ofRandom) {
		return evaluation(images, ofMap, ofRandom, Optional.of(Baseline.RANDOM));
	}

	private static Evaluation evaluation(final int images, final double ofMap, final double ofBaseline, final Optional<Baseline> baseline) {
		return new Evaluation(EvaluationOptions.of(Map.of()), "model", "", "CPU", IntStream.range(0, images).mapToObj(i -> image(i, ofMap,
			ofBaseline, baseline)).toList(), Optional.empty(), Map.of(), List.of(), Map.of());
	}

	private static ImageResult image(final int number, final double ofMap, final double ofBaseline, final Optional<Baseline> baseline) {
		final double shared = 0.3 * Math.sin(3 * number);
		final Map<MapName, Map<Metric, Double>> figures = new LinkedHashMap<>();
		figures.put(MAP, Map.of(Metric.SCORE, ofMap + shared + 0.1 * Math.sin(number + 0.5)));
		baseline.ifPresent(one -> figures.put(MapName.of(one), Map.of(Metric.SCORE, ofBaseline + shared)));
		return new ImageResult("image " + number, new ClassScore("a", 1, 0.7), Optional.empty(), figures, Map.of(), List.of());
	}
}
