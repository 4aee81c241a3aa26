package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.Progress;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Picture.PixelSize;
import org.xvmamba.image.Region;
import org.xvmamba.image.TilePlan;
import org.xvmamba.image.TilePlans;
import org.xvmamba.image.TileReader;
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

/** Every family from its checkpoint to maps: grids that are rounded up, patches that overlap, and tokens that no map shows. */
class FamiliesTest {

	@TempDir
	private Path temporary;

	@ParameterizedTest
	@CsvSource({ "vmamba0.pth, 64, 16 8 8 4", "vmamba2.pth, 50, 13 7 7 4", "vim-16.pth, 80, 5 5 5", "vim-8.pth, 224, 27 27", "plainmamba.pth, 72, 5 5 5" })
	void mapsAreTheIndicesOfTheCells(final String checkpoint, final int size, final String grids) {
		requireIndicesOfTheCells(TestModels.of(checkpoint, temporary.resolve("model"), size), size, grids);
	}

	/** Each block has four scans, of which the separators between the lines are on no map. */
	@Test
	void mapsOfTheCascadeAreTheIndicesOfTheCells() {
		requireIndicesOfTheCells(TestModels.cascade("vmamba2.pth", temporary.resolve("model"), 50), 50,
			"13 13 13 13 7 7 7 7 7 7 7 7 4 4 4 4");
	}

	private void requireIndicesOfTheCells(final ModelFolder model, final int size, final String grids) {
		final Picture picture = noise(size);
		final Explanation explanation = explain(picture);
		final List<BlockMaps> maps = explanation.tiles().get(0).blocks();
		assertEquals(grids, String.join(" ", maps.stream().map(map -> String.valueOf(map.gridHeight())).toList()));
		final Set<InfluenceIndex> jacobian = Set.of(InfluenceIndex.JACOBIAN);
		try (VisionMambaSession session = VisionMambaSession.open(model, "cpu", 1, new ScanStrategy.WholeGraph(new ReferenceIndexEngine()),
			Progress.NONE))
		{
			final float[] pixels = new float[3 * size * size];
			TileReader.read(picture, plan(size), 0, pixels);
			final List<BlockDescription> blocks = model.description().blocks();
			final List<BlockIndices> expected = session.run(List.of(pixels), size, size, blocks, jacobian, Progress.NONE).indices().get(0);
			for (int i = 0; i < blocks.size(); i++)
				requireCells(maps.get(i), expected.get(i).values().get(InfluenceIndex.JACOBIAN));
		}
	}

	private static void requireCells(final BlockMaps maps, final float[] steps) {
		final int cells = maps.gridHeight() * maps.gridWidth();
		for (int direction = 0; direction < maps.block().directions(); direction++) {
			final Permutation scan = maps.block().scan(direction, maps.gridHeight(), maps.gridWidth());
			final float[] map = maps.map(MapIndex.JACOBIAN, direction);
			assertEquals(cells, map.length);
			// Of the map's largest: the graph in parts rounds B and C otherwise, and where one is nearly zero its own digits are gone.
			final double tolerance = 1e-5 * largest(map);
			for (int cell = 0; cell < cells; cell++)
				assertEquals(steps[direction * scan.length() + scan.stepOf(cell)], map[cell], tolerance);
		}
	}

	private static double largest(final float[] values) {
		double largest = 0;
		for (final float value : values)
			largest = Math.max(largest, Math.abs(value));
		return largest;
	}

	private Explanation explain(final Picture picture) {
		try (SessionCache sessions = new SessionCache(1, 60_000)) {
			return new Explainer(new ModelLibrary(List.of(temporary)), sessions).explain(picture, ExplainOptions.of(Map.of("model", "tiny model",
				"tiling", "whole")), Progress.NONE);
		}
	}

	private static TilePlan plan(final int size) {
		return TilePlans.plan(TilingMode.WHOLE, size, size, size);
	}

	private static Picture noise(final int size) {
		final Random random = new Random(1);
		final float[] values = new float[size * size * 3];
		for (int i = 0; i < values.length; i++)
			values[i] = random.nextInt(256);
		return new Picture("noise", ArrayImgs.floats(values, size, size, 3), new Region(0, 0, size, size), PixelSize.NONE, "drawn");
	}
}
