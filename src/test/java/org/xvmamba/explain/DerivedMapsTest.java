package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import net.imglib2.FinalInterval;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Picture.PixelSize;
import org.xvmamba.image.Region;
import org.xvmamba.image.TileReader;
import org.xvmamba.model.BlockIndices;
import org.xvmamba.model.ForwardPass;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.SessionCache;
import org.xvmamba.model.TestModels;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.IndexRequest;
import org.xvmamba.ssm.InfluenceIndex;

/** Maps that are made of other maps, against their definitions on what the model gives. */
class DerivedMapsTest {

	private static final int SIZE = TestModels.TINY_SIZE;

	@TempDir
	private static Path temporary;
	private static ModelFolder model;
	private static SessionCache sessions;
	private static Explainer explainer;

	@BeforeAll
	static void prepare() {
		model = TestModels.tiny(temporary.resolve("tiny-model"));
		TestModels.of("vim-16.pth", temporary.resolve("vim"), 80);
		sessions = new SessionCache(2, 60_000);
		explainer = new Explainer(new ModelLibrary(List.of(temporary)), sessions);
	}

	@AfterAll
	static void release() {
		sessions.close();
	}

	@Test
	void selectivityIsWhereTheScaledIndicesDiffer() {
		final Explanation explanation = explain(SIZE, Map.of("index", "selectivity,jacobian,gramian"));
		final BlockMaps maps = explanation.tiles().get(0).blocks().get(1);
		for (int direction = 0; direction < 4; direction++) {
			final float[] jacobian = maps.map(MapIndex.JACOBIAN, direction);
			final float[] gramian = maps.map(MapIndex.GRAMIAN, direction);
			for (int cell = 0; cell < jacobian.length; cell++)
				assertEquals(Math.abs(ValueRange.of(jacobian).share(jacobian[cell]) - ValueRange.of(gramian).share(gramian[cell])), maps.map(
					new MapIndex.Selectivity(), direction)[cell], 1e-6);
		}
		assertEquals(List.of("selectivity"), explain(SIZE, Map.of("index", "selectivity")).tiles().get(0).blocks().get(0).maps().keySet().stream()
			.map(MapIndex::key).toList(), "what it is made of does not stay");
	}

	/** One scale for all tiles: what is alike in two tiles stays alike. */
	@Test
	void selectivityIsScaledOverAllTiles() {
		final Explanation explanation = explain(2 * SIZE, Map.of("index", "selectivity,jacobian,gramian", "tiling", "tiles"));
		assertEquals(4, explanation.tiles().size());
		final MapRenderer jacobian = MapRenderer.of(explanation, new MapSelection(MapIndex.JACOBIAN, 0, 1));
		final MapRenderer gramian = MapRenderer.of(explanation, new MapSelection(MapIndex.GRAMIAN, 0, 1));
		final BlockMaps maps = explanation.tiles().get(2).blocks().get(0);
		final float j = new ValueRange(jacobian.min(), jacobian.max()).share(maps.map(MapIndex.JACOBIAN, 1)[3]);
		final float g = new ValueRange(gramian.min(), gramian.max()).share(maps.map(MapIndex.GRAMIAN, 1)[3]);
		assertEquals(Math.abs(j - g), maps.map(new MapIndex.Selectivity(), 1)[3], 1e-6);
	}

	@Test
	void aCorrectedIndexIsDividedByThatOfTheMeanToken() {
		final Explanation explanation = explain(SIZE, Map.of("index", "energy-corrected,jacobian-propagated-corrected"));
		assertEquals(List.of("energy-corrected", "jacobian-propagated-corrected", "energy", "jacobian-propagated"), explanation.indices().stream()
			.map(MapIndex::key).toList(), "raw and corrected");
		final BlockMaps maps = explanation.tiles().get(0).blocks().get(2);
		final int cells = maps.gridHeight() * maps.gridWidth();
		final BlockIndices found = pass(Set.of(InfluenceIndex.ENERGY)).indices().get(0).get(2);
		for (int direction = 0; direction < 4; direction++)
			for (int cell = 0; cell < cells; cell++)
				assertEquals(found.onGrid(InfluenceIndex.ENERGY, cells)[direction][cell] / found.ofMeanTokenOnGrid(InfluenceIndex.ENERGY,
					cells)[direction][cell], maps.map(new MapIndex.Corrected(InfluenceIndex.ENERGY), direction)[cell], 1e-4);
		final float[] propagated = maps.map(new MapIndex.Corrected(InfluenceIndex.JACOBIAN_PROPAGATED), 0);
		assertEquals(0, propagated[cells - 1], "the last token of the scan has no future, nor has the mean token there");
		for (final float value : propagated)
			assertTrue(Float.isFinite(value));
	}

	@Test
	void classMapsWeighByTheNamedClass() {
		final String name = model.description().classes().get(3);
		final Explanation explanation = explain(SIZE, Map.of("index", "energy-class,energy,cam", "classname", name));
		assertEquals(name, explanation.className());
		assertTrue(explanation.provenance().get("notes").toString().contains("are those of the class '" + name + "'"));
		final ForwardPass pass = pass(Set.of());
		final float[] cam;
		try (VisionMambaSession session = VisionMambaSession.open(model, "cpu", 1, Progress.NONE)) {
			cam = ClassActivation.of(pass.features().get(0), session.classHead().orElseThrow(), 3);
		}
		final int last = explanation.blocks().size() - 1;
		final BlockMaps maps = explanation.tiles().get(0).blocks().get(last);
		assertEquals(cam.length, maps.gridHeight() * maps.gridWidth());
		final float most = Math.max(0, ValueRange.of(cam).max());
		for (int cell = 0; cell < cam.length; cell++) {
			assertEquals(cam[cell], maps.map(new MapIndex.Activation(), MapSelection.MEAN)[cell], 1e-4);
			assertEquals(most == 0 ? 0 : maps.map(MapIndex.ENERGY, 2)[cell] * Math.max(0, cam[cell]) / most, maps.map(new MapIndex.ClassWeighted(
				MapIndex.ENERGY), 2)[cell], 1e-4 * ValueRange.of(maps.map(MapIndex.ENERGY, 2)).max());
		}
		assertEquals(List.of(last), explanation.blocksWith(new MapIndex.Activation()), "it stands with the last block");
		assertEquals(explanation.blocks().size(), explanation.blocksWith(new MapIndex.ClassWeighted(MapIndex.ENERGY)).size());
	}

	@Test
	void withoutANameItIsThePredictedClass() {
		final Explanation explanation = explain(SIZE, Map.of("index", "cam"));
		final String predicted = explanation.prediction().best().name();
		assertEquals(predicted, explanation.className());
		assertEquals(List.of(), differences(explanation, explain(SIZE, Map.of("index", "cam", "classname", predicted))));
		assertEquals(explanation.blocks().size() - 1, explanation.shown().block());
	}

	private static List<Integer> differences(final Explanation one, final Explanation other) {
		final float[] first = MapRenderer.of(one, one.shown()).render(9, 9);
		final float[] second = MapRenderer.of(other, other.shown()).render(9, 9);
		return IntStream.range(0, first.length).filter(i -> Math.abs(first[i] - second[i]) > 1e-5).boxed().toList();
	}

	@Test
	void refusesAClassOrAMapThatTheModelHasNot() {
		final UserException noClass = assertThrows(UserException.class, () -> explain(SIZE, Map.of("index", "cam", "classname", "unicorn")));
		assertTrue(noClass.getMessage().startsWith("The option classname=unicorn is not possible; allowed is: predicted, "), noClass.getMessage());
		final UserException noMap = assertThrows(UserException.class, () -> explainer.explain(picture(80), ExplainOptions.of(Map.of("model", "vim",
			"index", "jacobian-class")), Progress.NONE));
		assertTrue(noMap.getMessage().contains("has no class activation map"), noMap.getMessage());
	}

	@Test
	void whatCostsTooMuchIsLeftOutAloud() {
		final List<BlockDescription> blocks = List.of(block("first", 2), block("last", 32));
		final WantedMaps absolute = wanted(MapIndex.ABSOLUTE);
		assertEquals(List.of("The exact absolute index was left out of first: its cost grows with the square of the tokens, and there are too many."),
			absolute.leftOut(blocks, 512));
		assertEquals(List.of(), absolute.leftOut(blocks, 64));
		assertEquals(1, wanted(new MapIndex.ClassWeighted(MapIndex.ABSOLUTE)).leftOut(blocks, 512).size());
		assertEquals(List.of(), wanted(MapIndex.ENERGY).leftOut(blocks, 512));
		assertThrows(UserException.class, () -> absolute.leftOut(blocks.subList(0, 1), 512));
	}

	private static WantedMaps wanted(final MapIndex index) {
		return new WantedMaps(List.of(index), Optional.empty(), Optional.empty());
	}

	private static BlockDescription block(final String name, final int stride) {
		return new BlockDescription(name, 0, 0, stride, 96, 16, List.of("row-major", "column-major"), null);
	}

	@Test
	void keysFollowTheGrammar() {
		assertEquals(27, MapIndex.all().size());
		assertEquals(27, MapIndex.all().stream().map(MapIndex::key).distinct().count());
		for (final MapIndex index : MapIndex.all()) {
			assertEquals(index, MapIndex.byKey(index.key()));
			assertTrue(index.key().matches("[a-z]+(-[a-z]+)*"), index.key());
		}
		assertEquals("Class-weighted jacobian index, corrected for scan position", MapIndex.byKey("jacobian-corrected-class").label());
		assertFalse(MapIndex.byKey("selectivity").dependsOnClass());
		assertThrows(IllegalArgumentException.class, () -> MapIndex.byKey("cam-class"));
	}

	private static ForwardPass pass(final Set<InfluenceIndex> ofMeanToken) {
		final float[] pixels = new float[3 * SIZE * SIZE];
		TileReader.read(picture(SIZE), explain(SIZE, Map.of()).plan(), 0, pixels);
		try (VisionMambaSession session = VisionMambaSession.open(model, "cpu", 1, Progress.NONE)) {
			return session.run(List.of(pixels), SIZE, SIZE, model.description().blocks(), new IndexRequest(Set.of(InfluenceIndex.ENERGY),
				ofMeanToken), OrderPlan.MODEL, Progress.NONE);
		}
	}

	private static Explanation explain(final int size, final Map<String, String> options) {
		final Map<String, String> all = new HashMap<>(options);
		all.put("model", "tiny-model");
		return explainer.explain(picture(size), ExplainOptions.of(all), Progress.NONE);
	}

	private static Picture picture(final int size) {
		return new Picture("drawn", Views.interval(new FunctionRandomAccessible<>(3, (position, value) -> value.set((position.getIntPosition(0) *
			37 + position.getIntPosition(1) * 91 + position.getIntPosition(2) * 53) % 256), FloatType::new), new FinalInterval(size, size, 3)),
			new Region(0, 0, size, size), PixelSize.NONE, "drawn");
	}
}
