package org.xvmamba.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.Progress;
import org.xvmamba.model.InputForm;
import org.xvmamba.model.ModelDescription;
import org.xvmamba.model.ModelDescription.Normalisation;
import org.xvmamba.model.PixelStep;
import org.xvmamba.model.TestModels;
import org.xvmamba.model.VisionMambaSession;

/** The protocols on a network of which it is known what it looks at: the four pixels at the top left, which shall be bright. */
class KnownNetworkTest {

	private static final int SIZE = 16;
	private static final int AREA = SIZE * SIZE;
	private static final int BRIGHT = 1;

	/** Single-precision rounding of sums of a dozen values. */
	private static final double ROUNDING = 1e-5;

	@TempDir
	static Path folder;

	private static VisionMambaSession session;

	private final float[] pixels = pixels();
	private final PixelMixer mixer = PixelMixer.of(pixels);
	private final Predictor predictor = new Predictor(session, SIZE);

	@BeforeAll
	static void open() throws Exception {
		session = TestModels.cornerDetector(folder, SIZE);
	}

	@AfterAll
	static void close() {
		session.close();
	}

	@Test
	void deletionFallsAsTheFormulaSays() {
		final Map<MapName, ImageResult.Curves> curves = new HashMap<>();
		final Map<Metric, Double> figures = test(trueMap(), curves);
		final ImageResult.Curves both = curves.values().iterator().next();
		final double mean = 4.0 / AREA;
		final double[] deletion = new double[DeletionInsertion.STEPS + 1];
		final double[] insertion = new double[DeletionInsertion.STEPS + 1];
		for (int step = 0; step < deletion.length; step++) {
			final long changed = Math.min(4, Math.round(step * (double) AREA / DeletionInsertion.STEPS));
			deletion[step] = probability(3 * (4 - changed + changed * mean));
			insertion[step] = probability(3 * (changed + (4 - changed) * mean));
		}
		assertArrayEquals(deletion, both.deletion(), ROUNDING);
		assertArrayEquals(insertion, both.insertion(), ROUNDING);
		assertEquals(DeletionInsertion.area(both.insertion()) - DeletionInsertion.area(both.deletion()), figures.get(Metric.SCORE));
		assertTrue(figures.get(Metric.SCORE) > 0.9);
	}

	@Test
	void theWorstMapHasTheOppositeScore() {
		final float[] worst = trueMap();
		for (int i = 0; i < AREA; i++)
			worst[i] = -worst[i];
		final Map<Metric, Double> best = test(trueMap());
		final Map<Metric, Double> opposite = test(worst);
		assertEquals(-best.get(Metric.SCORE), opposite.get(Metric.SCORE), ROUNDING);
		assertEquals(1, best.get(Metric.PRESERVED_5), ROUNDING, "13 of 256 pixels hold all four");
		assertEquals(probability(12.0 * 4 / AREA) / probability(12), opposite.get(Metric.PRESERVED_50), ROUNDING);
		assertTrue(best.get(Metric.DROP_TOP) > 0.001 && Math.abs(best.get(Metric.DROP_BOTTOM)) < ROUNDING, best.toString());
		assertEquals(1, best.get(Metric.POINTING));
		assertEquals(1, best.get(Metric.MASS_SHARE), ROUNDING);
		assertEquals(4.0 / AREA, best.get(Metric.AREA_SHARE), ROUNDING);
	}

	@Test
	void occlusionAndRiseFindTheCorner() {
		final double whole = predictor.probabilities(1, BRIGHT, (number, out) -> System.arraycopy(pixels, 0, out, 0, out.length), Progress.NONE)[0];
		assertEquals(probability(12), whole, ROUNDING);
		final float[] occlusion = Occlusion.map(mixer, SIZE, predictor, BRIGHT, whole, Progress.NONE);
		assertEquals(0, highest(occlusion));
		assertEquals(0, occlusion[AREA - 1], ROUNDING, "what is covered there is never looked at");
		final float[] rise = Rise.map(mixer, SIZE, predictor, BRIGHT, new Random(3), Progress.NONE);
		final int found = highest(rise);
		assertTrue(found % SIZE < 4 && found / SIZE < 4, "at " + found + ": masks have cells of three pixels");
		assertArrayEquals(rise, Rise.map(mixer, SIZE, predictor, BRIGHT, new Random(3), Progress.NONE));
	}

	@Test
	void noiseHasTheDeviationAskedFor() {
		final float[] noisy = new float[3 * 10_000];
		PixelNoise.add(noisy, IntStream.range(0, 10_000).toArray(), 0, 10_000, 0.5, List.of(0.2, 0.2, 0.2), new Random(8));
		final double square = IntStream.range(0, noisy.length).mapToDouble(i -> (double) noisy[i] * noisy[i]).average().orElseThrow();
		assertEquals(0.5 * 0.2 * 255, Math.sqrt(square), 0.5, "0.5 in units of the normalised image");
	}

	@Test
	void aUnitOfTheNetworkIsWhatItsStepsMakeOfTheImage() {
		final ModelDescription plain = session.description();
		assertEquals(List.of(1.0, 1.0, 1.0), NetworkSpace.deviations(plain, pixels));
		// Each channel has 4 white pixels among 256: its deviation is 255 · sqrt(p (1 - p)) with p = 4/256.
		final double share = 4.0 / AREA;
		final double deviation = Math.sqrt(share * (1 - share));
		final double white = 255;
		final ModelDescription ofItself = new ModelDescription("", "", "test", SIZE, new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1 / white, 1 / white,
			1 / white)), plain.classes(), OptionalDouble.empty(), plain.graph(), List.of(), new InputForm(3, false, List.of(
				new PixelStep.ZeroMeanUnitVariance(true, 0))));
		for (final double found : NetworkSpace.deviations(ofItself, pixels))
			assertEquals(deviation, found, ROUNDING, "one unit is one deviation of the image");
	}

	private Map<Metric, Double> test(final float[] map) {
		return test(map, new HashMap<>());
	}

	private Map<Metric, Double> test(final float[] map, final Map<MapName, ImageResult.Curves> curves) {
		final BitSet corner = new BitSet();
		IntStream.of(0, 1, SIZE, SIZE + 1).forEach(corner::set);
		final EvaluatedImage image = new EvaluatedImage("corner", SIZE, pixels, Optional.of(corner), Optional.empty());
		return new MapTests(new AskedClass(session, predictor, image, mixer, BRIGHT, probability(12)), List.of(1.0, 1.0, 1.0), 1).of(new TestedMap(
			new MapName("true", "one"), map), EnumSet.allOf(Protocol.class), curves, Progress.NONE);
	}

	private static double probability(final double sum) {
		return 1 / (1 + Math.exp(6 - sum));
	}

	private static int highest(final float[] map) {
		return IntStream.range(0, map.length).reduce((first, second) -> map[second] > map[first] ? second : first).orElseThrow();
	}

	/** All other pixels are tied. */
	private static float[] trueMap() {
		final float[] map = new float[AREA];
		for (final int pixel : new int[] { 0, 1, SIZE, SIZE + 1 })
			map[pixel] = 1;
		return map;
	}

	/** White at the corner, black elsewhere. */
	private static float[] pixels() {
		final float[] pixels = new float[3 * AREA];
		for (int channel = 0; channel < 3; channel++)
			for (final int pixel : new int[] { 0, 1, SIZE, SIZE + 1 })
				pixels[channel * AREA + pixel] = 255;
		return pixels;
	}
}
