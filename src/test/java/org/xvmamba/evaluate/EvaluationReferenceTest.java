package org.xvmamba.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.Progress;
import org.xvmamba.analysis.Correlation;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.TestModels;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ColorProcessor;

/**
 * A whole evaluation beside one that {@code src/test/python/make_evaluation_fixtures.py} made with PyTorch and NumPy alone: from the pixels and the
 * checkpoint over maps, rankings, noise and masks to the intervals.
 */
class EvaluationReferenceTest {

	/** The network and the maps in single precision, by two programs, agree to some 1e-6; the protocols add nothing to that. */
	private static final double CLOSE = 2e-5;

	/**
	 * Where two pixels are nearly equal, the last bit decides which of them comes first, and with it a step of a curve or which noise a pixel gets:
	 * measured 3e-3 at most, and more than 3e-6 in 8 of 792 figures.
	 */
	private static final double AFTER_RANKING = 1e-2;

	private static final int SIZE = TestModels.TINY_SIZE;
	private static final int SQUARE = 24;

	@TempDir
	static Path folder;

	private static JsonObject expected;
	private static Evaluation found;
	private static List<ImageSource> sources;

	@BeforeAll
	static void evaluate() throws IOException {
		try (Reader file = new InputStreamReader(EvaluationReferenceTest.class.getResourceAsStream("reference.json"), StandardCharsets.UTF_8)) {
			expected = JsonParser.parseReader(file).getAsJsonObject();
		}
		final StringBuilder boxes = new StringBuilder("file,xmin,ymin,xmax,ymax\n");
		final int images = expected.getAsJsonArray("images").size();
		for (int number = 0; number < images; number++) {
			final String name = "wave-" + number + ".png";
			new FileSaver(new ImagePlus(name, picture(number))).saveAsPng(Files.createDirectories(folder.resolve("images")).resolve(name).toString());
			boxes.append(name).append(',').append(left(number)).append(',').append(top(number)).append(',').append(left(number) + SQUARE).append(
				',').append(top(number) + SQUARE).append('\n');
		}
		final Path truth = Files.writeString(folder.resolve("truth.csv"), boxes);
		TestModels.tiny(folder.resolve("tiny"));
		sources = ImageFileSources.of(List.of(folder.resolve("images")), Optional.empty(), TruthFiles.of(truth, file -> List.of()));
		found = new Evaluator(library()).evaluate(sources, options(), Progress.NONE);
	}

	@Test
	void everyFigureOfEveryMap() {
		final List<Double> differences = new ArrayList<>();
		for (int image = 0; image < found.images().size(); image++) {
			final ImageResult result = found.images().get(image);
			final JsonObject of = expected.getAsJsonArray("images").get(image).getAsJsonObject();
			assertEquals(of.get("probability").getAsDouble(), result.predicted().probability(), CLOSE);
			final JsonObject figures = of.getAsJsonObject("figures");
			assertEquals(figures.keySet(), result.figures().keySet().stream().map(MapName::label).collect(Collectors.toSet()));
			for (final Map.Entry<MapName, Map<Metric, Double>> map : result.figures().entrySet()) {
				final JsonObject reference = figures.getAsJsonObject(map.getKey().label());
				assertEquals(reference.size(), map.getValue().size());
				map.getValue().forEach((metric, value) -> {
					final double difference = Math.abs(reference.get(metric.label()).getAsDouble() - value);
					assertEquals(0, difference, tolerance(metric), map.getKey().label() + ", " + metric.label() + " of " + result.image());
					differences.add(difference);
				});
			}
		}
		assertEquals(4 * 11 * 18, differences.size());
		System.out.printf("Evaluation against PyTorch and NumPy: %d of %d figures within 3e-6, the largest difference %.1e%n", differences.stream()
			.filter(difference -> difference <= 3e-6).count(), differences.size(), Collections.max(differences));
		assertTrue(differences.stream().filter(difference -> difference < CLOSE).count() > 0.97 * differences.size(), "swapped pixels are rare");
	}

	@Test
	void shapesOfEveryDirection() {
		int compared = 0;
		for (int image = 0; image < found.images().size(); image++)
			for (final ImageResult.Shape shape : found.images().get(image).shapes()) {
				final JsonElement maps = expected.getAsJsonArray("images").get(image).getAsJsonObject().getAsJsonObject("shapes").get(shape.index() +
					", " + shape.block());
				if (maps == null) continue;
				final JsonObject reference = maps.getAsJsonArray().get(shape.direction() - MapSelection.MEAN).getAsJsonObject();
				assertEquals(reference.get("gini").getAsDouble(), shape.statistics().gini(), CLOSE);
				assertEquals(reference.get("entropy").getAsDouble(), shape.statistics().entropy(), CLOSE);
				assertEquals(reference.get("mass in top 10 %").getAsDouble(), shape.statistics().topTenth(), CLOSE);
				compared++;
			}
		assertEquals(4 * 3 * 2 * 5, compared, "images, indices, blocks, and directions with their mean");
	}

	@Test
	void rankCorrelationsAsSciPyHasThem() {
		for (int image = 0; image < found.images().size(); image++) {
			final JsonObject of = expected.getAsJsonArray("images").get(image).getAsJsonObject().getAsJsonObject("spearman");
			final Explanation explanation = Explainer.standard(library()).explain(EvaluatedImage.read(sources.get(image), SIZE).picture(), options()
				.explain(), Progress.NONE);
			final List<TestedMap> maps = MapOrigins.maps(explanation, MapOrigins.of(options().maps(), explanation.blocks()));
			assertEquals(6, maps.size());
			for (final TestedMap map : maps)
				assertEquals(of.get(map.name().label()).getAsDouble(), Correlation.spearman(maps.get(0).values(), map.values()), CLOSE);
		}
	}

	@Test
	void meansIntervalsAndPairedDifferences() {
		assertEquals(11 * 18, found.summary().size());
		for (final Evaluation.Row row : found.summary())
			assertInterval(expected.getAsJsonObject("summary").getAsJsonObject(row.map().label()).getAsJsonArray(row.metric().label()), row.value(),
				tolerance(row.metric()));
		final List<Evaluation.Difference> differences = found.differences().stream().filter(difference -> difference.metric() == Metric.SCORE &&
			difference.baseline().equals(MapName.of(Baseline.RANDOM))).toList();
		assertEquals(6, differences.size());
		for (final Evaluation.Difference difference : differences)
			assertInterval(expected.getAsJsonObject("score_minus_random").getAsJsonArray(difference.map().label()), difference.value(),
				AFTER_RANKING);
	}

	private static void assertInterval(final JsonArray reference, final Interval value, final double tolerance) {
		final double[] numbers = StreamSupport.stream(reference.spliterator(), false).mapToDouble(JsonElement::getAsDouble).toArray();
		assertEquals(numbers[0], value.mean(), tolerance);
		assertEquals(numbers[1], value.low(), tolerance);
		assertEquals(numbers[2], value.high(), tolerance);
		assertTrue(value.low() <= value.mean() && value.mean() <= value.high());
	}

	private static double tolerance(final Metric metric) {
		return metric.protocol() == Protocol.LOCALISATION || metric.protocol() == Protocol.SHAPE ? CLOSE : AFTER_RANKING;
	}

	private static ModelLibrary library() {
		return new ModelLibrary(List.of(folder));
	}

	private static EvaluationOptions options() {
		return EvaluationOptions.of(Map.of("model", folder.resolve("tiny").toString(), "index", "jacobian,gramian,energy", "maps", "0,3",
			"protocols", "deletion,preservation,perturbation,localisation,shape"));
	}

	private static int left(final int number) {
		return 8 + 10 * number;
	}

	private static int top(final int number) {
		return 30 - 6 * number;
	}

	/** As the script makes it. */
	private static ColorProcessor picture(final int number) {
		final ColorProcessor picture = new ColorProcessor(SIZE, SIZE);
		for (int y = 0; y < SIZE; y++)
			for (int x = 0; x < SIZE; x++) {
				final boolean inside = x >= left(number) && x < left(number) + SQUARE && y >= top(number) && y < top(number) + SQUARE;
				final int noise = (x * x * 3 + y * 7 * (number + 1) + x * y * 5) % 256;
				final int red = inside ? noise : 200;
				final int green = inside ? 255 - noise / 2 : Math.abs((x * 4 + y * 2) % 510 - 255) / 2;
				final int blue = Math.abs((x * 31 + y * (17 + number)) % 510 - 255);
				picture.set(x, y, red << 16 | green << 8 | blue);
			}
		return picture;
	}
}
