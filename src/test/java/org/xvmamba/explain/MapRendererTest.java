package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Picture.PixelSize;
import org.xvmamba.image.PictureOptions;
import org.xvmamba.image.Region;
import org.xvmamba.image.Selection;
import org.xvmamba.image.TilePlan;
import org.xvmamba.image.TilePlans;
import org.xvmamba.image.TilingMode;
import org.xvmamba.model.ModelDescription;
import org.xvmamba.model.ModelDescription.GraphNames;
import org.xvmamba.model.ModelDescription.Normalisation;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockDescription.TensorNames;

class MapRendererTest {

	private static final int INPUT = 8;
	private static final BlockDescription BLOCK = new BlockDescription("stage0.block0", 0, 0, 4, 1, 1, List.of("row-major"), new TensorNames(
		"delta", "B", "C", "A", null, null));
	private static final MapSelection MAP = new MapSelection(MapIndex.JACOBIAN, 0, MapSelection.MEAN);

	@Test
	void resizesWithHalfPixelCentres() {
		// torch.nn.functional.interpolate(torch.tensor([[[[0., 4.], [8., 12.]]]]), size=(4, 8), mode="bilinear", align_corners=False)
		final float[] expected = { 0, 0, 0.5f, 1.5f, 2.5f, 3.5f, 4, 4, //
				2, 2, 2.5f, 3.5f, 4.5f, 5.5f, 6, 6, //
				6, 6, 6.5f, 7.5f, 8.5f, 9.5f, 10, 10, //
				8, 8, 8.5f, 9.5f, 10.5f, 11.5f, 12, 12 };
		final MapRenderer renderer = renderer(TilingMode.WHOLE, 100, 30, new float[] { 0, 4, 8, 12 });
		assertArrayEquals(expected, renderer.render(8, 4), 1e-6f);
		assertEquals(0, renderer.min());
		assertEquals(12, renderer.max());
	}

	@Test
	void keepsTilesApartAndCropsTheOnesAtTheEdge() {
		final MapRenderer renderer = renderer(TilingMode.TILES, 10, 8, new float[] { 1, 1, 1, 1 }, new float[] { 5, 99, 5, 99 });
		final float[] pixels = renderer.render(10, 8);
		for (int y = 0; y < 8; y++) {
			for (int x = 0; x < 8; x++)
				assertEquals(1, pixels[y * 10 + x]);
			for (int x = 8; x < 10; x++)
				assertEquals(5, pixels[y * 10 + x], 1e-6f);
		}
		assertEquals(5, renderer.max(), "a cell beyond the picture does not count");
	}

	@Test
	void outsideOfTheSelectionIsNotANumberAndDoesNotCount() {
		final Roi left = new ShapeRoi(new Roi(0, 0, 3, 8)).or(new ShapeRoi(new Roi(0, 0, 1, 1)));
		final ImagePlus image = IJ.createImage("i", "8-bit", 16, 8, 1);
		final Picture part = ImagePlusPictures.series(image, new Selection("", new Region(0, 0, 16, 8), mask(left)), PictureOptions.DEFAULTS).get(
			0);
		final MapRenderer renderer = renderer(TilingMode.WHOLE, part, new float[] { 1, 900, 2, 800 });
		final float[] pixels = renderer.render(16, 8);
		for (int i = 0; i < pixels.length; i++)
			assertEquals(i % 16 >= 3, Float.isNaN(pixels[i]), "pixel " + i);
		assertEquals(1, renderer.min());
		assertEquals(2, renderer.max(), "the cells on the right have no share in the first three columns");
		final float[] half = renderer.render(8, 4);
		assertEquals(1, half[0]);
		assertEquals(true, Float.isNaN(half[2]));
	}

	private static ImageProcessor mask(final Roi roi) {
		final ByteProcessor mask = new ByteProcessor(16, 8);
		mask.setValue(255);
		mask.fill(roi);
		return mask;
	}

	@Test
	void noPixelExceedsTheRangeAtTheSelectionsEdge() {
		for (int width = 1; width < 16; width++) {
			final ImagePlus image = IJ.createImage("i", "8-bit", 16, 8, 1);
			final Picture part = ImagePlusPictures.series(image, new Selection("", new Region(0, 0, 16, 8), mask(new Roi(0, 0, width, 3))),
				PictureOptions.DEFAULTS).get(0);
			final MapRenderer renderer = renderer(TilingMode.WHOLE, part, new float[] { 3, 9, 27, 81 });
			for (final float value : renderer.render(16, 8))
				assertEquals(true, Float.isNaN(value) || value >= renderer.min() && value <= renderer.max(), "value " + value);
		}
	}

	@Test
	void aPictureOfOnePixelIsOneValue() {
		final MapRenderer renderer = renderer(TilingMode.TILES, 1, 1, new float[] { 3, 4, 5, 6 });
		assertArrayEquals(new float[] { 3 }, renderer.render(1, 1));
		assertEquals(new MapRenderer.Cell(0, 0, 0, 0, 3), renderer.cellAt(0, 0));
	}

	@Test
	void fillsEveryPixelAtAnyScale() {
		final float[][] tiles = new float[6][];
		for (int i = 0; i < tiles.length; i++)
			tiles[i] = new float[] { i + 1, i + 1, i + 1, i + 1 };
		final MapRenderer renderer = renderer(TilingMode.TILES, 19, 13, tiles);
		for (final int[] size : new int[][] { { 19, 13 }, { 7, 5 }, { 40, 33 }, { 1, 1 }, { 3, 50 } })
			for (final float value : renderer.render(size[0], size[1]))
				assertEquals(Math.rint(value), value, "no pixel is left out, and tiles do not mix: " + value);
		for (final float value : renderer.render(40, 33))
			assertEquals(true, value >= 1);
	}

	@Test
	void tellsTheCellUnderAPixel() {
		final MapRenderer renderer = renderer(TilingMode.TILES, 10, 8, new float[] { 1, 2, 3, 4 }, new float[] { 5, 6, 7, 8 });
		assertEquals(new MapRenderer.Cell(0, 1, 1, 3, 4), renderer.cellAt(7, 4));
		assertEquals(new MapRenderer.Cell(1, 1, 0, 2, 7), renderer.cellAt(9, 7));
		assertThrows(IndexOutOfBoundsException.class, () -> renderer.cellAt(10, 0));
		assertThrows(IndexOutOfBoundsException.class, () -> renderer.cellAt(-1, 0));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 8 })
	void noPixelOfAnEdgeTileLiesOutsideOfTheRange(final int width) {
		final MapRenderer renderer = renderer(TilingMode.TILES, width, 8, new float[] { 1, 99, 1, 99 });
		for (final int size : new int[] { 1, width, 200 })
			for (final float value : renderer.render(size, 8))
				assertTrue(value >= renderer.min() && value <= renderer.max(), value + " of " + renderer.min() + " to " + renderer.max());
		assertEquals(width > 2 ? 99 : 1, renderer.max(), "only cells that are seen count");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 10, 33, 50, 75 })
	void aConstantStaysExactlyConstantUnderOverlap(final int overlap) {
		final TilePlan plan = TilePlans.plan(TilingMode.TILES, 37, 21, INPUT, overlap);
		final float[][] grids = new float[plan.tiles().size()][];
		Arrays.fill(grids, new float[] { 0.1f, 0.1f, 0.1f, 0.1f });
		final MapRenderer renderer = renderer(plan, picture(37, 21), grids);
		for (final int[] size : new int[][] { { 37, 21 }, { 7, 5 }, { 80, 66 }, { 1, 1 } })
			for (final float value : renderer.render(size[0], size[1]))
				assertEquals(0.1f, value);
		assertEquals(0.1f, renderer.min());
		assertEquals(0.1f, renderer.max());
	}

	@Test
	void overlappingTilesAreAveragedByTheirDistanceToTheirEdges() {
		final TilePlan plan = TilePlans.plan(TilingMode.TILES, 12, 8, INPUT, 50);
		assertEquals(2, plan.tiles().size());
		final float[] first = { 1, 3, 2, 8 };
		final float[] second = { 5, 4, 9, 7 };
		final float[] alone = renderer(TilingMode.TILES, 8, 8, first).render(8, 8);
		final float[] other = renderer(TilingMode.TILES, 8, 8, second).render(8, 8);
		final float[] both = renderer(plan, picture(12, 8), first, second).render(12, 8);
		for (int y = 0; y < 8; y++)
			for (int x = 0; x < 12; x++) {
				final double weight = x < 4 ? 0 : x >= 8 ? 1 : (x - 4 + 0.5) / 4;
				final double expected = (x < 8 ? (1 - weight) * alone[y * 8 + x] : 0) + (x >= 4 ? weight * other[y * 8 + x - 4] : 0);
				assertEquals(expected, both[y * 12 + x], 1e-5, "at " + x + ", " + y);
			}
	}

	@Test
	void weightsSumToOneInTwoDimensions() {
		final TilePlan plan = TilePlans.plan(TilingMode.TILES, 29, 23, INPUT, 60);
		final float[] sum = new float[29 * 23];
		for (int tile = 0; tile < plan.tiles().size(); tile++) {
			final float[][] grids = new float[plan.tiles().size()][4];
			Arrays.fill(grids[tile], 1);
			final float[] share = renderer(plan, picture(29, 23), grids).render(29, 23);
			for (int i = 0; i < sum.length; i++) {
				sum[i] += share[i];
				assertTrue(share[i] >= 0);
			}
		}
		for (final float value : sum)
			assertEquals(1, value, 1e-5);
	}

	@Test
	void theTileWithTheNearestCentreWins() {
		final TilePlan plan = TilePlans.plan(TilingMode.TILES, 10, 8, INPUT, 50);
		final MapRenderer renderer = renderer(plan, picture(10, 8), new float[] { 1, 2, 3, 4 }, new float[] { 5, 6, 7, 8 });
		assertEquals(new MapRenderer.Cell(0, 0, 1, 1, 2), renderer.cellAt(5, 0));
		assertEquals(new MapRenderer.Cell(1, 0, 0, 0, 5), renderer.cellAt(6, 0));
		assertEquals(new MapRenderer.Cell(1, 1, 1, 3, 8), renderer.cellAt(9, 7));
		assertEquals(1, renderer.min());
		assertEquals(8, renderer.max());
	}

	private static MapRenderer renderer(final TilingMode mode, final int width, final int height, final float[]... grids) {
		return renderer(mode, picture(width, height), grids);
	}

	private static MapRenderer renderer(final TilingMode mode, final Picture picture, final float[]... grids) {
		return renderer(TilePlans.plan(mode, picture.width(), picture.height(), INPUT), picture, grids);
	}

	private static Picture picture(final int width, final int height) {
		return new Picture("p", ArrayImgs.floats(width, height, 3), new Region(0, 0, width, height), PixelSize.NONE, "");
	}

	private static MapRenderer renderer(final TilePlan plan, final Picture picture, final float[]... grids) {
		final Prediction prediction = Prediction.of(List.of("a"), new double[] { 1 });
		final List<TileExplanation> tiles = new ArrayList<>();
		for (int i = 0; i < plan.tiles().size(); i++)
			tiles.add(new TileExplanation(plan.tiles().get(i), prediction, List.of(new BlockMaps(BLOCK, 2, 2, Map.of(MapIndex.JACOBIAN,
				new float[][] { grids[i] }), Double.NaN))));
		final ModelDescription model = new ModelDescription("m", "", "f", INPUT, new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0,
			1.0)), List.of("a"), OptionalDouble.empty(), new GraphNames("image", "logits", Optional.empty(), Optional.empty()), List.of(BLOCK));
		return MapRenderer.of(new Explanation(picture, model, ExplainOptions.DEFAULTS, plan, prediction, tiles, List.of(BLOCK), List.of(
			MapIndex.JACOBIAN), "CPU", Map.of()), MAP);
	}
}
