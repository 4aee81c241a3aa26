package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.MapIndex.Influence;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Picture.PixelSize;
import org.xvmamba.image.PlanePosition;
import org.xvmamba.image.Region;
import org.xvmamba.image.Selection;
import org.xvmamba.image.SelectionMask;
import org.xvmamba.image.TilePlan;
import org.xvmamba.image.TilePlans;
import org.xvmamba.image.TileReader;
import org.xvmamba.image.TileSpan;
import org.xvmamba.image.TilingMode;
import org.xvmamba.model.BlockIndices;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.ScanStrategy;
import org.xvmamba.model.SessionCache;
import org.xvmamba.model.TestModels;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.scan.Permutation;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.InfluenceIndex;
import org.xvmamba.ssm.ReferenceIndexEngine;

class ExplainerTest {

	private static final int SIZE = TestModels.TINY_SIZE;

	@TempDir
	private static Path temporary;
	private static ModelFolder model;
	private static SessionCache sessions;
	private static Explainer explainer;

	@BeforeAll
	static void prepare() {
		model = TestModels.tiny(temporary.resolve("tiny-model"));
		sessions = new SessionCache(2, 60_000);
		explainer = new Explainer(new ModelLibrary(List.of(temporary)), sessions);
	}

	@AfterAll
	static void release() {
		sessions.close();
	}

	@Test
	void theWholePathGivesWhatTheFormulasSay() {
		final Picture picture = noise(SIZE, SIZE, 1);
		final Explanation explanation = explain(picture, Map.of("index", "jacobian,gramian,energy,absolute"));
		final float[] pixels = new float[3 * SIZE * SIZE];
		final TilePlan plan = TilePlans.plan(TilingMode.WHOLE, SIZE, SIZE, SIZE);
		TileReader.read(picture, plan, 0, pixels);
		final Set<InfluenceIndex> indices = EnumSet.of(InfluenceIndex.JACOBIAN, InfluenceIndex.GRAMIAN, InfluenceIndex.ENERGY, InfluenceIndex.ABSOLUTE);
		try (VisionMambaSession session = VisionMambaSession.open(model, "cpu", 1, new ScanStrategy.WholeGraph(new ReferenceIndexEngine()),
			Progress.NONE))
		{
			final List<BlockDescription> blocks = model.description().blocks();
			final List<BlockIndices> expected = session.run(List.of(pixels), SIZE, SIZE, blocks, indices, Progress.NONE).indices().get(0);
			for (int i = 0; i < blocks.size(); i++)
				for (final InfluenceIndex index : indices)
					assertUnscanned(expected.get(i).values().get(index), explanation.tiles().get(0).blocks().get(i), new Influence(index));
		}
	}

	/** float32 against float64 arithmetic on the Δ, B and C of the whole graph: the graph in parts may round differently. */
	private static void assertUnscanned(final float[] steps, final BlockMaps maps, final MapIndex index) {
		final int length = maps.gridHeight() * maps.gridWidth();
		for (int direction = 0; direction < maps.block().directions(); direction++) {
			final Permutation scan = maps.block().scan(direction, maps.gridHeight(), maps.gridWidth());
			for (int step = 0; step < length; step++) {
				final double expected = steps[direction * length + step];
				assertEquals(expected, maps.map(index, direction)[scan.tokenAt(step)], 2e-5 * expected);
			}
		}
	}

	@Test
	void aTileOfManyGivesWhatItGivesAlone() {
		final Picture picture = noise(3 * SIZE, 2 * SIZE - 5, 2);
		final Explanation all = explain(picture, Map.of("tiling", "tiles"));
		assertEquals(6, all.tiles().size());
		final Region region = new Region(SIZE, 0, SIZE, SIZE);
		final Picture part = new Picture("part", Views.zeroMin(Views.interval(picture.pixels(), new long[] {
				SIZE, 0, 0 }, new long[] { 2 * SIZE - 1, SIZE - 1, 2 })), region, PixelSize.NONE, "");
		final Explanation one = explain(part, Map.of("tiling", "tiles"));
		for (int block = 0; block < one.blocks().size(); block++)
			assertClose(one.tiles().get(0).blocks().get(block).map(MapIndex.JACOBIAN, MapSelection.MEAN), all.tiles().get(1).blocks().get(
				block).map(MapIndex.JACOBIAN, MapSelection.MEAN));
		assertEquals(one.prediction().classes().get(0).logit(), all.tiles().get(1).prediction().classes().get(0).logit(), 1e-5);
	}

	@Test
	void theWholeIsTheMeanOfTheTilesByTheirArea() {
		final Explanation explanation = explain(noise(SIZE + 16, SIZE, 3), Map.of("tiling", "tiles", "blocks", "last"));
		final double first = explanation.tiles().get(0).prediction().classes().get(2).logit();
		final double second = explanation.tiles().get(1).prediction().classes().get(2).logit();
		assertEquals((first * SIZE + second * 16) / (SIZE + 16), explanation.prediction().classes().get(2).logit(), 1e-9);
		assertEquals(1, explanation.prediction().classes().stream().mapToDouble(score -> score.probability()).sum(), 1e-12);
	}

	@Test
	void overlappingTilesAreExplainedEachByItself() {
		final Explanation explanation = explain(noise(2 * SIZE, SIZE, 11), Map.of("tiling", "tiles", "overlap", "50", "blocks", "last"));
		assertEquals(List.of(new Region(0, 0, SIZE, SIZE), new Region(SIZE / 2, 0, SIZE, SIZE), new Region(SIZE, 0, SIZE, SIZE)), explanation
			.tiles().stream().map(TileExplanation::region).toList());
		assertEquals(SIZE / 2, ((Map<?, ?>) explanation.provenance().get("tiling")).get("stride_x"));
		final Explanation apart = explain(noise(2 * SIZE, SIZE, 11), Map.of("tiling", "tiles", "blocks", "last"));
		assertClose(apart.tiles().get(1).blocks().get(0).map(MapIndex.JACOBIAN, 0), explanation.tiles().get(2).blocks().get(0).map(
			MapIndex.JACOBIAN, 0));
		assertEquals("0", apart.options().toMap().get("overlap"));
	}

	@Test
	void glassIsLeftOut() {
		final Picture slide = constant(3 * SIZE, SIZE, 240);
		for (int y = 10; y < SIZE - 10; y++)
			for (int x = SIZE + 10; x < 2 * SIZE - 10; x++)
				slide.pixels().getAt(x, y, 1).set(120 + x % 40);
		final Explanation explanation = explain(slide, Map.of("tiling", "tiles", "tissue", "true", "blocks", "last"));
		assertEquals(List.of(new Region(SIZE, 0, SIZE, SIZE)), explanation.tiles().stream().map(TileExplanation::region).toList());
		assertEquals(2, ((Map<?, ?>) explanation.provenance().get("tiling")).get("left_out"));
		assertTrue(((Map<?, ?>) explanation.provenance().get("milliseconds")).containsKey("tissue"));
		assertEquals(explanation.tiles().get(0).prediction().best().logit(), explanation.prediction().best().logit(), 1e-9);
		final MapRenderer map = MapRenderer.of(explanation, explanation.shown());
		assertEquals(MapRenderer.Cell.NONE, map.cellAt(0, 0));
		assertEquals(0, map.cellAt(SIZE, 0).tile());
		final float[] pixels = map.render(3 * SIZE, SIZE);
		assertTrue(Float.isNaN(pixels[SIZE - 1]) && pixels[SIZE] > 0 && Float.isNaN(pixels[2 * SIZE]));
		final Picture white = constant(3 * SIZE, SIZE, 240);
		final Map<String, String> onlyTissue = Map.of("tiling", "tiles", "tissue", "true");
		assertMessage("No tile of 'constant' shows tissue: all 3 have less than 10 % tissue, that is, saturation above 0.05 (Otsu's threshold " +
			"0.00)", white, onlyTissue);
		assertMessage("No tile of 'constant' at slice 2, frame 3 shows tissue", new Picture(white.name(), white.pixels(), white.region(),
			PixelSize.NONE, "drawn", new PlanePosition(2, 3), SelectionMask.ALL, false), onlyTissue);
	}

	@Test
	void aPlaneWithoutTissueIsEmptyAndTheSeriesGoesOn() {
		final Picture white = constant(2 * SIZE, SIZE, 240);
		final Picture stained = constant(2 * SIZE, SIZE, 240);
		for (int y = 10; y < SIZE - 10; y++)
			for (int x = 10; x < SIZE - 10; x++)
				stained.pixels().getAt(x, y, 1).set(120 + x % 40);
		final ExplainOptions onlyTissue = options(Map.of("tiling", "tiles", "tissue", "true", "blocks", "last"));
		final ExplanationSeries series = explainer.explain(List.of(white, stained), onlyTissue, Progress.NONE);
		final Explanation empty = series.first();
		assertTrue(empty.isEmpty() && empty.prediction().isNone());
		assertEquals("nothing (no tissue)", empty.prediction().best().name());
		assertEquals(List.of("No tile of this plane shows tissue, so nothing was explained."), empty.provenance().get("notes"));
		final float[] pixels = MapRenderer.of(empty, empty.shown()).render(2 * SIZE, SIZE);
		for (final float pixel : pixels)
			assertTrue(Float.isNaN(pixel));
		assertEquals(1, series.planes().get(1).tiles().size());
		final UserException exc = assertThrows(UserException.class, () -> explainer.explain(List.of(white, white), onlyTissue, Progress.NONE));
		assertTrue(exc.getMessage().startsWith("No tile of 'constant' shows tissue: all 2 have"), exc.getMessage());
	}

	@Test
	void onlyTheBlocksAskedForHaveMaps() {
		assertEquals(List.of("stage3.block0"), names(explain(noise(SIZE, SIZE, 4), Map.of("blocks", "last"))));
		assertEquals(List.of("stage0.block0", "stage2.block0"), names(explain(noise(SIZE, SIZE, 4), Map.of("blocks", "2,0,2"))));
	}

	@Test
	void aBlockOrDirectionThatIsNotThereIsOneSentence() {
		assertMessage("There is no block 9 in the model 'tiny model'; possible are all, last, and 0 to 4.", Map.of("blocks", "0,9"));
		assertMessage("There is no scan direction 4 in the model 'tiny model'; possible are mean and 0 to 3.", Map.of("directions", "4"));
		assertMessage("There is no model 'nothing': installed are tiny-model (looked for in " + temporary.toAbsolutePath() + ")", Map.of("model",
			"nothing"));
	}

	@Test
	void aModelIsFoundByEachOfItsNames() {
		for (final String name : List.of("tiny model", "tiny-model", "Tiny_Model", temporary.resolve("tiny-model").toString()))
			assertEquals("tiny model", explain(noise(SIZE, SIZE, 5), Map.of("model", name, "blocks", "last")).model().name());
	}

	@Test
	void tellsHowItCameAbout() {
		final Explanation explanation = explain(noise(SIZE, SIZE, 6), Map.of("device", "cpu"));
		final Map<String, Object> provenance = explanation.provenance();
		assertEquals(List.of("program", "onnxruntime", "java", "system", "date", "image", "model", "options", "device", "tiling", "engine",
			"index_engine", "blocks", "model_loaded_anew", "notes", "milliseconds"), List.copyOf(provenance.keySet()));
		assertEquals("1.28.0", provenance.get("onnxruntime"));
		assertEquals("cut at its scans", provenance.get("engine"));
		assertEquals(64, ((Map<?, ?>) provenance.get("model")).get("sha256").toString().length());
		assertEquals(Map.of("asked", "cpu", "used", "CPU (2 threads)", "reason", "asked for"), provenance.get("device"));
		assertEquals(explanation.options().toMap(), provenance.get("options"));
		assertEquals(Set.of("load", "read", "network", "scans and indices", "total"), ((Map<?, ?>) provenance.get("milliseconds")).keySet());
		assertEquals(List.of(), provenance.get("notes"));
		assertEquals(5, ((List<?>) provenance.get("blocks")).size());
	}

	@Test
	void picturesOfOnePixelAndOfOneValueHaveMaps() {
		for (final String tiling : List.of("whole", "tiles"))
			for (final Picture picture : List.of(constant(1, 1, 7), constant(90, 5, 0), constant(SIZE, SIZE, 255))) {
				final Explanation explanation = explain(picture, Map.of("tiling", tiling));
				final MapRenderer renderer = MapRenderer.of(explanation, explanation.shown());
				for (final float value : renderer.render(picture.width(), picture.height()))
					assertTrue(Float.isFinite(value) && value > 0, "value " + value);
			}
	}

	@Test
	void pixelsThatAreNoNumbersAreBlackAndSaidSo() {
		final Picture holes = noise(SIZE, SIZE, 8);
		holes.pixels().getAt(3, 3, 0).set(Float.NaN);
		holes.pixels().getAt(4, 3, 1).set(Float.POSITIVE_INFINITY);
		final Explanation explanation = explain(holes, Map.of("blocks", "last"));
		assertTrue(Double.isFinite(explanation.prediction().best().logit()));
		assertEquals(List.of("Some pixels are not a number or infinite; the model was given 0 in their place."), explanation.provenance().get(
			"notes"));
	}

	@Test
	void aPictureWiderThanSixtyThousandPixelsWorks() {
		final Explanation explanation = explain(constant(60_001, 2, 9), Map.of("tiling", "tiles", "blocks", "last"));
		assertEquals(938, explanation.tiles().size());
		final Region last = explanation.tiles().get(937).region();
		assertEquals(new Region(59_968, 0, 33, 2), last);
		assertEquals(120_002, MapRenderer.of(explanation, explanation.shown()).render(60_001, 2).length);
	}

	@Test
	void saysBeforehandWhenTheMapsCannotFit() {
		final Region huge = new Region(0, 0, 2_000_000, 2_000_000);
		final Picture picture = new Picture("huge", ArrayImgs.floats(1, 1, 3), huge, PixelSize.NONE, "");
		final TilePlan plan = new TilePlan(TilingMode.TILES, "", SIZE, new TileSpan(SIZE, SIZE), new TileSpan(SIZE, SIZE), Collections.nCopies(
			10_000_000, new Region(0, 0, SIZE, SIZE)), List.of());
		final String message = assertThrows(UserException.class, () -> MemoryNeeds.requireRoom(plan, model.description().blocks(), 2, 1))
			.getMessage();
		assertTrue(message.contains("10000000 tiles need") && message.contains("blocks=last and one index need"), message);
		assertTrue(MemoryNeeds.exhausted(picture, plan, new OutOfMemoryError()).getMessage().contains("give Java more memory"));
	}

	@Test
	void stopsWithinATileAndCanBeUsedAgain() {
		final AtomicInteger tiles = new AtomicInteger();
		final Progress afterEight = new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				if (step.startsWith("Explaining")) tiles.set((int) done);
			}

			@Override
			public boolean isCancelled() {
				return tiles.get() >= 8;
			}
		};
		assertThrows(CancelledException.class, () -> explainer.explain(constant(60 * SIZE, SIZE, 1), options(Map.of("tiling", "tiles")),
			afterEight));
		assertEquals(8, tiles.get(), "no batch was begun after the stop");
		assertEquals(false, explain(noise(SIZE, SIZE, 9), Map.of()).provenance().get("model_loaded_anew"));
	}

	@Test
	void aCalibratedPictureIsSeenAtTheModelsScale(@TempDir final Path elsewhere) {
		final String scaled = TestModels.tiny(elsewhere.resolve("scaled-model"), 0.5).path().toString();
		final Picture plain = noise(3 * SIZE, 2 * SIZE, 13);
		final Picture picture = new Picture("calibrated", plain.pixels(), plain.region(), new PixelSize(0.25, 0.25, "µm"), "drawn");
		final Explanation explanation = explain(picture, Map.of("model", scaled, "blocks", "last"));
		assertEquals(List.of(new Region(0, 0, 2 * SIZE, 2 * SIZE), new Region(2 * SIZE, 0, SIZE, 2 * SIZE)), explanation.tiles().stream().map(
			TileExplanation::region).toList());
		final Map<?, ?> tiling = (Map<?, ?>) explanation.provenance().get("tiling");
		assertEquals("the model was trained at 0.5 µm a pixel, and the image has 0.25, so tiles of 128 x 128 pixels are resampled to 64 x 64",
			tiling.get("reason"));
		assertEquals(128, tiling.get("tile_width"));
		assertTrue(tiling.get("resize").toString().startsWith("bilinear"));

		// The first tile is what a whole picture of its size is, resized to the input.
		final Picture first = new Picture("first", Views.zeroMin(Views.interval(picture.pixels(), new long[] { 0, 0, 0 }, new long[] { 2 * SIZE -
			1, 2 * SIZE - 1, 2 })), new Region(0, 0, 2 * SIZE, 2 * SIZE), PixelSize.NONE, "drawn");
		final Explanation whole = explain(first, Map.of("tiling", "whole", "blocks", "last"));
		assertEquals(whole.prediction().best().logit(), explanation.tiles().get(0).prediction().classes().stream().filter(score -> score.name()
			.equals(whole.prediction().best().name())).findFirst().orElseThrow().logit(), 1e-5);
		final float[] map = MapRenderer.of(explanation, explanation.shown()).render(3 * SIZE, 2 * SIZE);
		final float[] alone = MapRenderer.of(whole, whole.shown()).render(2 * SIZE, 2 * SIZE);
		for (int y = 0; y < 2 * SIZE; y++)
			for (int x = 0; x < 2 * SIZE; x++)
				assertEquals(alone[y * 2 * SIZE + x], map[y * 3 * SIZE + x], 1e-4 * alone[y * 2 * SIZE + x]);

		final Explanation off = explain(picture, Map.of("model", scaled, "blocks", "last", "rescale", "off"));
		assertEquals(TilingMode.WHOLE, off.plan().mode());
	}

	@Test
	void scaleOverlapShapeTissueAndPlanesGoTogether(@TempDir final Path elsewhere) {
		final String scaled = TestModels.tiny(elsewhere.resolve("scaled-model"), 0.5).path().toString();
		final ImagePlus stack = IJ.createImage("stack", "RGB white", 4 * SIZE, 2 * SIZE, 2);
		stack.getCalibration().pixelWidth = 0.25;
		stack.getCalibration().pixelHeight = 0.25;
		stack.getCalibration().setUnit("µm");
		final ByteProcessor ends = new ByteProcessor(4 * SIZE, 2 * SIZE);
		ends.setValue(255);
		for (int slice = 1; slice <= 2; slice++) {
			final int left = slice == 1 ? 3 * SIZE : 0;
			final ImageProcessor plane = stack.getStack().getProcessor(slice);
			plane.setColor(0xc06080);
			plane.fillRect(left, 0, SIZE, 2 * SIZE);
			ends.fill(new Roi(left, 0, SIZE, 2 * SIZE));
		}
		final ExplainOptions options = options(Map.of("model", scaled, "blocks", "last", "tiling", "tiles", "overlap", "50", "tissue", "true",
			"planes", "all"));
		final ExplanationSeries series = explainer.explain(ImagePlusPictures.series(stack, new Selection("", new Region(0, 0, 4 * SIZE, 2 * SIZE),
			ends), options.picture()), options, Progress.NONE);
		final Region first = new Region(0, 0, 2 * SIZE, 2 * SIZE);
		final Region last = new Region(2 * SIZE, 0, 2 * SIZE, 2 * SIZE);
		assertEquals(List.of(last), series.first().plan().tiles(), "the tile in the middle lies outside of the selection");
		assertEquals(List.of(first), series.first().plan().leftOut());
		assertEquals(List.of(first), series.planes().get(1).plan().tiles());
		assertEquals(SIZE, ((Map<?, ?>) series.first().provenance().get("tiling")).get("stride_x"));
		final ClassMap classes = ClassMap.of(series.first());
		assertEquals(List.of(3, 1), List.of(classes.width(), classes.height()));
		assertTrue(Float.isNaN(classes.values()[0]) && Float.isNaN(classes.values()[1]) && classes.values()[2] >= 0);
		final MapRenderer map = MapRenderer.of(series.first(), series.first().shown());
		final float[] pixels = map.render(4 * SIZE, 2 * SIZE);
		for (int i = 0; i < pixels.length; i++)
			assertTrue(i % (4 * SIZE) < 3 * SIZE ? Float.isNaN(pixels[i]) : pixels[i] >= map.min() && pixels[i] <= map.max(), "pixel " + i);
	}

	@Test
	void planesGiveWhatTheyGiveAlone() {
		final List<Picture> pictures = List.of(noise(SIZE, SIZE, 11), noise(SIZE, SIZE, 12));
		final List<String> reports = new ArrayList<>();
		final ExplanationSeries series = explainer.explain(pictures, options(Map.of("blocks", "last")), reporting(reports));
		for (int i = 0; i < 2; i++) {
			final Explanation alone = explain(pictures.get(i), Map.of("blocks", "last"));
			assertClose(alone.tiles().get(0).blocks().get(0).map(MapIndex.JACOBIAN, 0), series.planes().get(i).tiles().get(0).blocks().get(0)
				.map(MapIndex.JACOBIAN, 0));
		}
		assertTrue(reports.contains("Explaining tiles of plane 1 of 2: 1 of 2") && reports.contains("Explaining tiles of plane 2 of 2: 2 of 2"),
			reports.toString());
	}

	@Test
	void stopsWithinAPlane() {
		final List<String> reports = new ArrayList<>();
		final Progress third = new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				reports.add(step);
			}

			@Override
			public boolean isCancelled() {
				return !reports.isEmpty() && reports.get(reports.size() - 1).startsWith("Explaining tiles of plane 3");
			}
		};
		final List<Picture> pictures = Collections.nCopies(5, constant(SIZE, SIZE, 3));
		assertThrows(CancelledException.class, () -> explainer.explain(pictures, options(Map.of()), third));
		assertTrue(reports.stream().noneMatch(step -> step.endsWith("plane 4 of 5")), reports.toString());
	}

	private static Progress reporting(final List<String> reports) {
		return new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				reports.add(step + ": " + done + " of " + total);
			}

			@Override
			public boolean isCancelled() {
				return false;
			}
		};
	}

	private static List<String> names(final Explanation explanation) {
		return explanation.blocks().stream().map(BlockDescription::name).toList();
	}

	private static void assertMessage(final String part, final Map<String, String> options) {
		assertMessage(part, noise(SIZE, SIZE, 1), options);
	}

	private static void assertMessage(final String part, final Picture picture, final Map<String, String> options) {
		final String message = assertThrows(UserException.class, () -> explain(picture, options)).getMessage();
		assertTrue(message.contains(part), message);
	}

	private static void assertClose(final float[] expected, final float[] values) {
		float largest = 0;
		for (final float value : expected)
			largest = Math.max(largest, value);
		assertArrayEquals(expected, values, 1e-5f * largest);
	}

	private static Explanation explain(final Picture picture, final Map<String, String> options) {
		return explainer.explain(picture, options(options), Progress.NONE);
	}

	private static ExplainOptions options(final Map<String, String> options) {
		final Map<String, String> all = new HashMap<>(Map.of("model", "tiny model"));
		all.putAll(options);
		return ExplainOptions.of(all);
	}

	private static Picture noise(final int width, final int height, final int seed) {
		final Random random = new Random(seed);
		final float[] values = new float[width * height * 3];
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextInt(256);
		return new Picture("noise", ArrayImgs.floats(values, width, height, 3), new Region(0, 0, width, height), PixelSize.NONE, "drawn");
	}

	private static Picture constant(final int width, final int height, final float value) {
		final float[] values = new float[width * height * 3];
		Arrays.fill(values, value);
		return new Picture("constant", ArrayImgs.floats(values, width, height, 3), new Region(0, 0, width, height), PixelSize.NONE, "drawn");
	}
}
