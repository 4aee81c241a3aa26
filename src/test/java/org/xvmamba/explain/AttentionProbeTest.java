package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.analysis.AttentionOffsets;
import org.xvmamba.image.ImageFiles;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Picture.PixelSize;
import org.xvmamba.image.Region;
import org.xvmamba.image.TilePlans;
import org.xvmamba.image.TilingMode;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.ScanStrategy;
import org.xvmamba.model.SessionCache;
import org.xvmamba.model.TestModels;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.ssm.AttentionSign;
import org.xvmamba.ssm.BlockScan;
import org.xvmamba.ssm.FusedIndexEngine;
import org.xvmamba.ssm.HiddenAttention;
import org.xvmamba.ssm.HiddenAttention.Line;
import org.xvmamba.ssm.NaiveAttention;

class AttentionProbeTest {

	private static final int SIZE = TestModels.TINY_SIZE;

	@TempDir
	static Path folder;

	private static ModelFolder tiny;
	private static Explainer explainer;

	@BeforeAll
	static void importModel() {
		tiny = TestModels.tiny(folder.resolve("tiny"));
		explainer = Explainer.standard(new ModelLibrary(List.of(folder)));
	}

	@Test
	void linesAreTheDefinitionOnWhatTheModelScans() {
		final Picture picture = noise(SIZE, SIZE);
		final int last = tiny.description().blocks().size() - 1;
		try (AttentionProbe probe = probe(picture, "model", 5, 5);
				VisionMambaSession session = VisionMambaSession.open(tiny, "cpu", 1, Progress.NONE))
		{
			final float[] pixels = new float[3 * SIZE * SIZE];
			TileRun.read(picture, TilePlans.plan(TilingMode.WHOLE, SIZE, SIZE, SIZE), 0, pixels);
			final BlockScan scan = session.tap(pixels, SIZE, SIZE, tiny.description().blocks(), OrderPlan.MODEL, Progress.NONE).scans().get(last);
			for (final AttentionSign sign : AttentionSign.values()) {
				final double[][] expected = NaiveAttention.matrix(scan, HiddenAttention.MERGED, sign);
				final double scale = Arrays.stream(expected).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElseThrow() * 1e-5;
				for (int token = 0; token < expected.length; token++) {
					final AttentionMap row = probe.line(last, HiddenAttention.MERGED, token, Line.ROW, sign, Progress.NONE);
					for (int other = 0; other < expected.length; other++)
						assertEquals(expected[token][other], row.values()[other], scale);
				}
			}
		}
	}

	@Test
	void theModelsOwnOrdersGiveTheSamePredictionToTheLastBit() {
		final Picture picture = noise(SIZE, SIZE);
		final OrderComparison comparison = OrderComparison.of(explainer, picture, options(Map.of()), List.of(OrderPlan.MODEL, OrderPlan.byName(
			"cross"), OrderPlan.byName("hilbert"), OrderPlan.MODEL), Progress.NONE);
		for (final int same : new int[] { 0, 1, 3 }) {
			final Explanation other = comparison.others().get(same).explanation();
			assertEquals(comparison.own().prediction(), other.prediction());
			assertEquals(0, comparison.others().get(same).change());
			for (int block = 0; block < comparison.own().blocks().size(); block++) {
				assertArrayEquals(map(comparison.own(), block), map(other, block));
				assertEquals(1, comparison.others().get(same).correlations()[block], 1e-9);
			}
		}
		final OrderComparison.Counterfactual hilbert = comparison.others().get(2);
		assertNotEquals(comparison.own().prediction(), hilbert.explanation().prediction());
		assertTrue(hilbert.correlations()[0] < 0.999999);
		assertEquals("hilbert", hilbert.explanation().provenance().get("counterfactual_scan_order"));
		assertEquals(explainer.explain(picture, options(Map.of()), Progress.NONE).prediction(), comparison.own().prediction());
	}

	@Test
	void aModelThatRunsAsOneGraphHasAttentionButNoOtherOrdersAndNoStates() {
		try (FusedIndexEngine indices = new FusedIndexEngine(1);
				SessionCache sessions = new SessionCache(1, 1000, new ScanStrategy.WholeGraph(indices)))
		{
			final Explainer whole = new Explainer(new ModelLibrary(List.of(folder)), sessions);
			final Picture picture = noise(SIZE, SIZE);
			try (AttentionProbe ofWhole = whole.probe(picture, options(Map.of()), OrderPlan.MODEL, 1, 1, Progress.NONE);
					AttentionProbe ofCut = probe(picture, "model", 1, 1))
			{
				for (int block = 0; block < ofCut.blocks().size(); block++) {
					final float[] expected = ofCut.line(block, 1, 7 % (ofCut.grid(block) * ofCut.grid(block)), Line.COLUMN, AttentionSign.SIGNED,
						Progress.NONE).values();
					final float[] found = ofWhole.line(block, 1, 7 % (ofCut.grid(block) * ofCut.grid(block)), Line.COLUMN, AttentionSign.SIGNED,
						Progress.NONE).values();
					double scale = 0;
					for (final float value : expected)
						scale = Math.max(scale, Math.abs(value));
					// ONNX Runtime rounds Δ, B and C otherwise.
					for (int i = 0; i < expected.length; i++)
						assertEquals(expected[i], found[i], 1e-4 * scale);
				}
				final UserException noStates = assertThrows(UserException.class, () -> ofWhole.trajectory(0, 0, Progress.NONE));
				assertTrue(noStates.getMessage().contains("runs as one graph"), noStates.getMessage());
			}
			final UserException noOrders = assertThrows(UserException.class, () -> whole.explain(picture, options(Map.of()), OrderPlan.byName(
				"snake"), Progress.NONE));
			assertTrue(noOrders.getMessage().contains("scan orders can't be changed to 'snake'"), noOrders.getMessage());
		}
	}

	@Test
	void ofAnImageInTilesTheTileUnderThePointAnswers() {
		final Picture picture = noise(150, 100);
		final ExplainOptions tiles = options(Map.of(ExplainOptions.TILING, "tiles"));
		try (AttentionProbe probe = explainer.probe(picture, tiles, OrderPlan.MODEL, 70, 90, Progress.NONE)) {
			assertEquals(new Region(64, 64, 64, 36), probe.region());
			assertTrue(probe.isFor(127, 99));
			assertTrue(!probe.isFor(128, 99) && !probe.isFor(70, 63));
			final int cells = probe.grid(0);
			final int token = probe.tokenAt(0, 70, 90);
			assertEquals(26 * cells / SIZE * cells + 6 * cells / SIZE, token);
			final float[] shown = probe.line(0, HiddenAttention.MERGED, token, Line.ROW, AttentionSign.ABSOLUTE, Progress.NONE).renderer().render(150,
				100);
			for (int i = 0; i < shown.length; i++)
				assertEquals(i % 150 < 64 || i % 150 >= 128 || i / 150 < 64, Float.isNaN(shown[i]));
			assertThrows(IllegalArgumentException.class, () -> probe.tokenAt(0, 10, 10));
		}
		assertThrows(UserException.class, () -> explainer.probe(picture, tiles, OrderPlan.MODEL, 150, 10, Progress.NONE));
	}

	@Test
	void closedItAnswersNoMore() {
		final AttentionProbe probe = probe(noise(SIZE, SIZE), "model", 1, 1);
		probe.close();
		assertThrows(IllegalStateException.class, () -> probe.line(0, 0, 0, Line.ROW, AttentionSign.SIGNED, Progress.NONE));
	}

	@Test
	void vimsClassTokenIsATokenLikeOthers() {
		final ModelFolder vim = TestModels.of("vim-16.pth", folder.resolve("vim"), 80);
		final Picture picture = noise(80, 80);
		final ExplainOptions options = options(Map.of(ExplainOptions.MODEL, vim.path().toString()));
		try (AttentionProbe probe = explainer.probe(picture, options, OrderPlan.MODEL, 40, 40, Progress.NONE)) {
			final int cells = probe.grid(0) * probe.grid(0);
			assertEquals(cells / 2, probe.paths(0).get(0).stepOf(cells));
			final AttentionMap read = probe.line(0, 0, cells, Line.ROW, AttentionSign.ABSOLUTE, Progress.NONE);
			assertEquals(cells + 1, read.values().length);
			for (int step = 0; step <= cells; step++)
				assertEquals(step <= cells / 2, read.values()[probe.paths(0).get(0).tokenAt(step)] > 0);
			assertEquals(cells, probe.points(0, HiddenAttention.MERGED, AttentionSign.ABSOLUTE, Progress.NONE).count());
		}
	}

	@Test
	void vimHasOtherOrdersAndStates() {
		final ModelFolder vim = TestModels.of("vim-16.pth", folder.resolve("vim orders"), 80);
		final Picture picture = noise(80, 80);
		final ExplainOptions options = options(Map.of(ExplainOptions.MODEL, vim.path().toString()));
		final OrderComparison comparison = OrderComparison.of(explainer, picture, options, List.of(OrderPlan.byName("bidirectional"), OrderPlan
			.byName("spiral")), Progress.NONE);
		// Its own order under another name.
		assertEquals(comparison.own().prediction(), comparison.others().get(0).explanation().prediction());
		assertNotEquals(comparison.own().prediction(), comparison.others().get(1).explanation().prediction());
		try (AttentionProbe probe = explainer.probe(picture, options, OrderPlan.byName("spiral"), 40, 40, Progress.NONE)) {
			final AttentionProbe.Trajectory forward = probe.trajectory(0, 0, Progress.NONE);
			assertEquals(26, forward.norms().length);
			assertEquals(25, forward.path().tokenAt(12), "The class token stands in the middle.");
			assertTrue(forward.norms()[25] > 0 && forward.norms()[25] != probe.trajectory(0, 1, Progress.NONE).norms()[25]);
		}
	}

	@Test
	void theShippedModelAnswersEverything() {
		final Explainer shipped = Explainer.standard(new ModelLibrary(List.of(Path.of("models"))));
		final Picture picture = ImagePlusPictures.of(ImageFiles.open(Path.of("test-images", "window-with-white-cell.png")), null);
		try (AttentionProbe probe = shipped.probe(picture, ExplainOptions.DEFAULTS, OrderPlan.MODEL, 100, 100, Progress.NONE)) {
			assertEquals("white cell", probe.prediction().best().name());
			final int last = probe.blocks().size() - 1;
			final PatchPoints points = probe.points(0, HiddenAttention.MERGED, AttentionSign.ABSOLUTE, Progress.NONE);
			assertEquals(3136, points.count());
			assertEquals(196, points.landmarks().length);
			final double[] offsets = probe.offsets(last, HiddenAttention.MERGED, Progress.NONE);
			assertEquals(1, Arrays.stream(offsets).sum(), 1e-9);
			assertEquals(AttentionOffsets.BINS * AttentionOffsets.BINS, offsets.length);
			final AttentionProbe.Trajectory states = probe.trajectory(0, 3, Progress.NONE);
			assertEquals(3136, states.norms().length);
			assertTrue(states.components().shares()[0] >= states.components().shares()[1] && states.components().shares()[1] > 0);
			assertThrows(UserException.class, () -> probe.matrix(0, 0, AttentionSign.SIGNED, Progress.NONE));
			final float[][] matrix = probe.matrix(last, 2, AttentionSign.SIGNED, Progress.NONE);
			assertArrayEquals(matrix[20], probe.line(last, 2, 20, Line.ROW, AttentionSign.SIGNED, Progress.NONE).values());
		}
	}

	private static float[] map(final Explanation explanation, final int block) {
		return explanation.tiles().get(0).blocks().get(block).map(MapIndex.JACOBIAN, MapSelection.MEAN);
	}

	private static AttentionProbe probe(final Picture picture, final String orders, final int x, final int y) {
		return explainer.probe(picture, options(Map.of()), OrderPlan.byName(orders), x, y, Progress.NONE);
	}

	private static ExplainOptions options(final Map<String, String> values) {
		final Map<String, String> all = new HashMap<>(Map.of(ExplainOptions.MODEL, "tiny"));
		all.putAll(values);
		return ExplainOptions.of(all);
	}

	private static Picture noise(final int width, final int height) {
		final Random random = new Random(3);
		final float[] pixels = new float[3 * width * height];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = random.nextInt(256);
		return new Picture("noise", ArrayImgs.floats(pixels, width, height, 3), new Region(0, 0, width, height), PixelSize.NONE, "noise");
	}
}
