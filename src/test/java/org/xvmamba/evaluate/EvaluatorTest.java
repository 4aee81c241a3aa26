package org.xvmamba.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.TestModels;

/** The protocols on real models: the small one of random weights, and the one that comes along. */
class EvaluatorTest {

	private static final Path PICTURES = Path.of("test-images");
	private static final Path WINDOW = PICTURES.resolve("window-with-white-cell.png");
	private static final Evaluator EVALUATOR = new Evaluator(new ModelLibrary(List.of(Path.of("models"))));

	@TempDir
	Path folder;

	@Test
	void theMapOfTheModelBeatsChanceWhereTheCellIs() {
		final Evaluation evaluation = evaluate(Map.of("protocols", "deletion,localisation", "baselines", "random,random-cells,cam"), WINDOW, PICTURES
			.resolve("mosaic-one-white-cell.png"));
		final MapName map = evaluation.maps().get(0);
		assertEquals("jacobian, stage3.block0", map.label());
		assertTrue(mean(evaluation, map, Metric.SCORE) > mean(evaluation, MapName.of(Baseline.RANDOM), Metric.SCORE) + Verdict.RELIABLE_FROM);
		assertTrue(mean(evaluation, map, Metric.ENRICHMENT) > 1.3, "as the model's card says");
		assertEquals(1, mean(evaluation, MapName.of(Baseline.RANDOM), Metric.ENRICHMENT), 0.05, "chance is no denser anywhere");
		final ImageResult.Curves curves = evaluation.images().get(0).curves().get(map);
		assertEquals(evaluation.images().get(0).predicted().probability(), curves.deletion()[0], 1e-5, "nothing is deleted at first");
		assertEquals(curves.deletion()[DeletionInsertion.STEPS], curves.insertion()[0], 0);
		assertTrue(curves.deletion()[DeletionInsertion.STEPS] < 0.2, "of the cell nothing is left");
	}

	@Test
	void theSameSeedGivesTheSameFigures() {
		final Map<String, String> options = Map.of("model", tiny(), "maps", "uniform-scaled,last", "index", "jacobian,gramian", "baselines",
			"random,random-cells,occlusion,rise", "protocols", "deletion,preservation,perturbation,stability");
		final List<ImageResult> first = evaluate(options, WINDOW).images();
		final List<ImageResult> again = evaluate(options, WINDOW).images();
		assertEquals(first.get(0).figures(), again.get(0).figures());
		assertEquals(8, first.get(0).figures().size(), "two indices from two sources, and four baselines");
		final Map<Metric, Double> ofLast = first.get(0).figures().values().iterator().next();
		assertEquals(1, ofLast.get(Metric.STABILITY_REPEAT), 1e-12);
		assertTrue(ofLast.get(Metric.STABILITY_NOISE) > 0.9 && ofLast.get(Metric.STABILITY_NOISE) < 1, ofLast.toString());
		final Map<String, String> otherSeed = new HashMap<>(options);
		otherSeed.put("seed", "2");
		assertFalse(first.get(0).figures().equals(evaluate(otherSeed, WINDOW).images().get(0).figures()));
	}

	@Test
	void shapesOfEveryIndexBlockAndDirection() {
		final ImageResult image = evaluate(Map.of("protocols", "shape", "baselines", "none", "index", "jacobian,gramian"), WINDOW).images().get(0);
		assertEquals(2 * 5 * 5, image.shapes().size(), "two indices, five blocks, four directions and their mean");
		assertEquals(MapSelection.MEAN, image.shapes().get(0).direction());
		for (final ImageResult.Shape shape : image.shapes())
			assertTrue(shape.statistics().gini() > 0 && shape.statistics().gini() < 1 && shape.statistics().entropy() <= 1, shape.toString());
	}

	@Test
	void theShapeOfEveryMapIsComparedWithThatOfBaselines() {
		final Evaluation evaluation = evaluate(Map.of("protocols", "shape", "baselines", "random,cam"), WINDOW, PICTURES.resolve("mosaic-one-white-cell.png"));
		final Interval random = evaluation.summary().stream().filter(row -> row.map().equals(MapName.of(Baseline.RANDOM)) && row
			.metric() == Metric.GINI).findFirst().orElseThrow().value();
		assertEquals(1 / 3.0, random.mean(), 0.005, "Gini coefficient of the uniform distribution");
		assertEquals(2 * 3, evaluation.differences().size(), "three figures against two baselines");
		final List<List<Object>> rows = EvaluationTables.of(evaluation).stream().filter(table -> table.name().equals(EvaluationTables.SHAPE))
			.findFirst().orElseThrow().rows();
		for (final List<Object> row : rows) {
			assertEquals(2, row.get(3));
			assertTrue((double) row.get(5) <= (double) row.get(4) && (double) row.get(4) <= (double) row.get(6), row.toString());
		}
	}

	@Test
	void slowBaselinesAreTestedForStabilityAndWithRandomWeightsOnRequest() {
		final Evaluation evaluation = evaluate(Map.of("model", tiny(), "protocols", "stability-slow,sanity-slow", "baselines", "all"), WINDOW);
		assertEquals(Set.of("jacobian", "cam", "occlusion", "rise"), evaluation.summary().stream().map(row -> row.map().method()).collect(Collectors
			.toSet()));
		assertEquals(Set.of("jacobian", "cam", "occlusion", "rise"), evaluation.sanity().orElseThrow().afterAll().stream().map(row -> row.map()
			.method()).collect(Collectors.toSet()));
		for (final String method : List.of("cam", "occlusion", "rise")) {
			final Map<Metric, Double> figures = evaluation.images().get(0).figures().get(new MapName(method, ""));
			assertEquals(1, figures.get(Metric.STABILITY_REPEAT), 1e-12, method);
			assertTrue(figures.get(Metric.STABILITY_NOISE) < 1, method + figures);
			assertTrue(evaluation.sanity().orElseThrow().rows().stream().filter(row -> row.map().method().equals(method) && row.step() == 0).allMatch(
				row -> row.correlation().mean() < 0.999), method + " reads the head");
		}
		assertEquals(List.of(), evaluation.notes());
	}

	/** With random weights, nothing may speak for the class any more, and such a map is 0 all over: nothing of it has survived. */
	@Test
	void aMapThatRandomWeightsWipeOutHasNotSurvived() {
		final SanityResult sanity = evaluate(Map.of("protocols", "sanity", "baselines", "none", "index", "jacobian-class"), WINDOW).sanity()
			.orElseThrow();
		assertTrue(sanity.rows().stream().allMatch(row -> row.correlation().images() == 1), sanity.rows().toString());
		assertTrue(sanity.rows().stream().anyMatch(row -> row.correlation().mean() == 0), sanity.rows().toString());
	}

	@Test
	void randomisedWeightsChangeAMapOnlyFromItsOwnBlockOn() throws IOException {
		final Path model = Path.of(tiny());
		final byte[] before = Files.readAllBytes(model.resolve("model.onnx"));
		final SanityResult sanity = evaluate(Map.of("model", model.toString(), "protocols", "sanity", "baselines", "cam", "maps", "last,0"), WINDOW)
			.sanity().orElseThrow();
		assertArrayEquals(before, Files.readAllBytes(model.resolve("model.onnx")), "the model's folder is only read");
		assertEquals("head", sanity.parts().get(0));
		assertEquals("patch_embed", sanity.parts().get(sanity.parts().size() - 1));
		final List<Double> ofFirst = sanity.rows().stream().filter(row -> row.map().source().equals("stage0.block0")).map(row -> row.correlation()
			.mean()).toList();
		final int own = sanity.parts().indexOf("stage0.block0");
		for (int step = 0; step < own; step++)
			assertEquals(1, ofFirst.get(step), 1e-9, "later blocks don't act on it: step " + step);
		assertTrue(ofFirst.get(own) < 0.999, "its own weights do");
		assertTrue(sanity.rows().stream().filter(row -> row.map().method().equals("cam") && row.step() == 0).findFirst().orElseThrow().correlation()
			.mean() < 0.999, "CAM reads the head");
	}

	@Test
	void whatCanNotBeReadIsLeftOutAndTold() throws IOException {
		final Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
		final Evaluation evaluation = evaluate(Map.of("protocols", "shape", "baselines", "none"), broken, WINDOW);
		assertEquals(1, evaluation.images().size());
		assertTrue(evaluation.failures().get("broken.png").contains("broken.png"), evaluation.failures().toString());
		assertThrows(UserException.class, () -> evaluate(Map.of("protocols", "shape", "baselines", "none"), broken));
	}

	@Test
	void progressGoesForwardsThroughAllImages() {
		final List<Double> told = new ArrayList<>();
		final Progress listening = new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				told.add((double) done / total);
			}

			@Override
			public boolean isCancelled() {
				return false;
			}
		};
		final List<ImageSource> sources = ImageFileSources.of(List.of(WINDOW, PICTURES.resolve("mosaic-one-white-cell.png")), Optional.empty(),
			TruthFiles.NONE);
		EVALUATOR.evaluate(sources, EvaluationOptions.of(Map.of("model", tiny(), "protocols", "deletion", "baselines", "random,cam")), listening);
		assertEquals(told.stream().sorted().toList(), told);
		assertTrue(told.size() >= 2 * 6 && told.get(told.size() - 1) == 1, told.toString());
	}

	@Test
	void stopsOnRequestWithinABatch() {
		final AtomicInteger asked = new AtomicInteger();
		final Progress stopping = new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				// nobody is listening
			}

			@Override
			public boolean isCancelled() {
				return asked.incrementAndGet() > 40;
			}
		};
		final List<ImageSource> sources = ImageFileSources.of(List.of(WINDOW), Optional.empty(), TruthFiles.NONE);
		assertThrows(CancelledException.class, () -> EVALUATOR.evaluate(sources, EvaluationOptions.of(Map.of()), stopping));
	}

	@Test
	void aModelWhoseWeightsHaveNoPlaceCanNotBeRandomised() {
		final UserException refused = assertThrows(UserException.class, () -> evaluate(Map.of("model", TestModels.withoutParts(folder.resolve(
			"foreign")).path().toString(), "protocols", "sanity", "baselines", "none"), WINDOW));
		assertTrue(refused.getMessage().contains("can't be randomised block by block"), refused.getMessage());
	}

	@Test
	void aModelWithoutBlocksHasNoMapsToTest() throws IOException {
		final Path description = Path.of(tiny()).resolve("rdf.yaml");
		Files.writeString(description, Files.readString(description).replaceAll("(?m)^config:\\R(?:[ -].*\\R)*", ""));
		final UserException refused = assertThrows(UserException.class, () -> evaluate(Map.of("model", tiny()), WINDOW));
		assertTrue(refused.getMessage().contains("can predict, but not be explained"), refused.getMessage());
	}

	@Test
	void whatIsNotThereIsTold() throws IOException {
		final Path labels = Files.writeString(folder.resolve("labels.csv"), "file,label\nwindow-with-white-cell.png,frog\n");
		final List<ImageSource> sources = ImageFileSources.of(List.of(WINDOW, PICTURES.resolve("window-without-white-cell.png")), Optional.of(labels),
			TruthFiles.of(PICTURES.resolve("truth.csv"), file -> List.of()));
		final Evaluation evaluation = EVALUATOR.evaluate(sources, EvaluationOptions.of(Map.of("model", tiny(), "index", "cam", "maps", "0,last",
			"protocols", "localisation", "baselines", "none")), Progress.NONE);
		assertEquals(List.of("There is no map cam of stage0.block0, so it is left out there.",
			"The label 'frog' of one image is none of the model's classes (class 0, class 1, class 2, class 3, class 4); every prediction counts as wrong there.",
			"Of 2 images one has truth; the others take no part in the test of localisation."), evaluation.notes());
		assertEquals(Optional.of(false), evaluation.images().get(0).correct());
		assertEquals(Optional.empty(), evaluation.images().get(1).correct());
	}

	@Test
	void thatNoImageHasTruthIsTold() {
		assertEquals(List.of("No image has truth, so localisation was not tested; say where the evidence lies by truth (in the shell --truth)."),
			evaluate(Map.of("model", tiny(), "protocols", "shape,localisation", "baselines", "none"), TruthFiles.NONE, WINDOW).notes());
		assertEquals(List.of(), evaluate(Map.of("model", tiny(), "protocols", "shape", "baselines", "none"), TruthFiles.NONE, WINDOW).notes());
	}

	@Test
	void localisationAloneNeedsTruthBeforeAnythingIsDone() {
		// A model that is not there is asked for only after that.
		assertEquals("Localisation is the only protocol asked for, but none of the images has truth; say where the evidence lies by truth (in the " +
			"shell --truth), or ask for other protocols.", assertThrows(UserException.class, () -> evaluate(Map.of("model", "nowhere", "protocols",
				"localisation"), TruthFiles.NONE, WINDOW)).getMessage());
	}

	@Test
	void truthOutsideOfTheImageIsNone() throws IOException {
		final TruthFiles outside = TruthFiles.of(Files.writeString(folder.resolve("boxes.csv"),
			"file,xmin,ymin,xmax,ymax\nwindow-with-white-cell.png,5000,5000,5010,5010\n"), file -> List.of());
		assertEquals(List.of("The truth of 'window-with-white-cell.png' has no pixel inside of the image.", "So localisation was not tested."),
			evaluate(Map.of("model", tiny(), "protocols", "shape,localisation", "baselines", "none"), outside, WINDOW).notes());
		final UserException refused = assertThrows(UserException.class, () -> evaluate(Map.of("model", tiny(), "protocols", "localisation",
			"baselines", "none"), outside, Files.writeString(folder.resolve("broken.png"), "no picture"), WINDOW));
		assertTrue(refused.getMessage().startsWith("Localisation is the only protocol asked for, but no image that could be read has truth with a " +
			"pixel inside of it;") && refused.getMessage().contains("broken.png"), refused.getMessage());
	}

	@Test
	void mapsOfAClassStayWithTheClassThatTheTrainedModelPredicts() {
		final SanityResult sanity = evaluate(Map.of("model", tiny(), "index", "cam", "protocols", "sanity", "baselines", "cam"), WINDOW).sanity()
			.orElseThrow();
		for (int step = 0; step < sanity.parts().size(); step++) {
			final int wanted = step;
			final List<SanityResult.Row> rows = sanity.rows().stream().filter(row -> row.step() == wanted).toList();
			assertEquals(2, rows.size());
			assertEquals(rows.get(1).correlation().mean(), rows.get(0).correlation().mean(), 1e-9, "the index cam is the baseline cam");
		}
	}

	@Test
	void twoAtOnceFindWhatEachFindsAlone() throws Exception {
		final Map<String, String> small = Map.of("model", tiny(), "protocols", "deletion,perturbation,stability", "baselines", "random,occlusion");
		final Map<String, String> other = Map.of("model", tiny(), "index", "gramian", "protocols", "deletion,preservation", "baselines", "random");
		final CompletableFuture<Evaluation> second = CompletableFuture.supplyAsync(() -> evaluate(other, WINDOW));
		assertEquals(evaluate(small, WINDOW).images().get(0).figures(), evaluate(small, WINDOW).images().get(0).figures());
		assertEquals(second.get().images().get(0).figures(), evaluate(other, WINDOW).images().get(0).figures());
	}

	@ParameterizedTest
	@CsvSource({ "deletion, rise", "deletion, occlusion", "sanity, none" })
	void stopsWithinASecond(final String protocol, final String baseline) throws Exception {
		final AtomicLong stopped = new AtomicLong();
		final AtomicBoolean stop = new AtomicBoolean();
		final Progress waiting = new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				if (step.contains(baseline) || step.contains("Randomising")) CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(() -> {
					stopped.compareAndSet(0, System.nanoTime());
					stop.set(true);
				});
			}

			@Override
			public boolean isCancelled() {
				return stop.get();
			}
		};
		final List<ImageSource> sources = ImageFileSources.of(List.of(WINDOW), Optional.empty(), TruthFiles.NONE);
		assertThrows(CancelledException.class, () -> EVALUATOR.evaluate(sources, EvaluationOptions.of(Map.of("protocols", protocol, "baselines",
			baseline)), waiting));
		final double seconds = (System.nanoTime() - stopped.get()) / 1e9;
		assertTrue(seconds < 2, "a second, and as much again for a busy machine: " + seconds);
	}

	private String tiny() {
		final Path model = folder.resolve("tiny");
		return (Files.exists(model) ? model : TestModels.tiny(model).path()).toString();
	}

	private static double mean(final Evaluation evaluation, final MapName map, final Metric metric) {
		return evaluation.summary().stream().filter(row -> row.map().equals(map) && row.metric() == metric).findFirst().orElseThrow().value()
			.mean();
	}

	private static Evaluation evaluate(final Map<String, String> options, final Path... images) {
		return evaluate(options, TruthFiles.of(PICTURES.resolve("truth.csv"), file -> List.of()), images);
	}

	private static Evaluation evaluate(final Map<String, String> options, final TruthFiles truth, final Path... images) {
		return EVALUATOR.evaluate(ImageFileSources.of(List.of(images), Optional.empty(), truth), EvaluationOptions.of(options), Progress.NONE);
	}
}
