package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.xvmamba.display.TestExplanations.value;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Picture.PixelSize;
import org.xvmamba.image.PictureOptions;
import org.xvmamba.image.Region;
import org.xvmamba.image.Selection;
import org.xvmamba.image.TestSelections;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.measure.Calibration;
import net.imglib2.FinalInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ConstantUtils;

class LayerStackTest {

	@Test
	void channelsAreDirectionsAndSlicesAreBlocks() {
		final ImagePlus layers = layers(image(32, 16), null, "whole");

		assertEquals(5, layers.getNChannels());
		assertEquals(2, layers.getNSlices());
		assertEquals(1, layers.getNFrames());
		assertEquals(32, layers.getBitDepth());
		assertTrue(layers.isHyperStack());
		assertEquals("stage 0, block 0, mean of 4 directions, jacobian, 4x4", label(layers, 1, 1));
		assertEquals("stage 1, block 0, 2: row-major-reversed, jacobian, 2x2", label(layers, 4, 2));
	}

	/** Of a label, ImageJ shows no more in the window. */
	@Test
	void labelsAreShownWhole() {
		final ImagePlus layers = layers(image(32, 16), null, "whole");
		for (int plane = 1; plane <= layers.getStackSize(); plane++)
			assertEquals(layers.getStack().getSliceLabel(plane), layers.getStack().getShortSliceLabel(plane));
	}

	@Test
	void aBlockWithoutTheIndexHasEmptyPlanes() {
		final Explanation some = TestExplanations.without(TestExplanations.of(image(32, 16), null, 0.5, Map.of()), MapIndex.JACOBIAN, 0);
		final ImagePlus layers = LayerStack.of(new ExplanationSeries(List.of(some)), MapIndex.JACOBIAN);
		assertEquals("stage 0, block 0, left out, jacobian, 4x4", label(layers, 1, 1));
		assertTrue(Float.isNaN(at(layers, 1, 1, 3, 3)));
		assertEquals(1150, at(layers, 1, 2, 0, 0), 1e-4f);
	}

	@Test
	void planesAreRawValuesResizedToTheImage() {
		final ImagePlus layers = layers(image(32, 16), null, "whole");
		final Region all = new Region(0, 0, 32, 16);

		// Corners keep the value of the corner cell, because borders are continued.
		assertEquals(value(0, 2, 0, 0, all), at(layers, 4, 1, 0, 0));
		assertEquals(value(1, 3, 1, 1, all), at(layers, 5, 2, 31, 15));
		// Half-pixel centres: pixel 7 of 32 lies at cell 7.5 / 8 - 0.5 = 0.4375.
		assertEquals(value(0, 0, 0, 0, all) + 0.4375f, at(layers, 2, 1, 7, 0), 1e-5f);
		// The mean of 0, 100, 200, 300.
		assertEquals(150, at(layers, 1, 1, 0, 0), 1e-4f);
	}

	@Test
	void tilesLieSideBySideAndEdgeTilesAreCropped() {
		final ImagePlus layers = layers(image(40, 16), null, "tiles");

		assertEquals(40, layers.getWidth());
		assertEquals(value(0, 0, 0, 0, new Region(16, 0, 16, 16)), at(layers, 2, 1, 16, 0));
		// The third tile covers 8 of 16 pixels, thus two of its four columns; its last pixel lies at cell 7.5 / 4 - 0.5 = 1.375.
		assertEquals(value(0, 0, 0, 0, new Region(32, 0, 8, 16)) + 1.375f, at(layers, 2, 1, 39, 0), 1e-5f);
	}

	@Test
	void liesOnTopOfTheImage() {
		final ImagePlus image = image(64, 48);
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 0.25;
		image.getCalibration().setUnit("um");
		final Region region = new Region(20, 10, 32, 16);
		final Calibration calibration = layers(image, region, "whole").getCalibration();

		assertEquals("µm", calibration.getUnit());
		for (final int x : new int[] { 0, 31 })
			assertEquals(image.getCalibration().getX(region.x() + x), calibration.getX(x), 1e-12);
		for (final int y : new int[] { 0, 15 })
			assertEquals(image.getCalibration().getY(region.y() + y), calibration.getY(y), 1e-12);
	}

	@Test
	void eachPlaneIsShownInItsOwnRange() {
		final ImagePlus layers = layers(image(32, 16), null, "whole");
		for (final int[] position : new int[][] { { 1, 1 }, { 5, 2 }, { 2, 1 }, { 3, 2 } }) {
			layers.setPosition(position[0], position[1], 1);
			final Region all = new Region(0, 0, 32, 16);
			final int block = position[1] - 1;
			final int last = block == 0 ? 3 : 1;
			final float mean = position[0] == 1 ? 150 : 100 * (position[0] - 2);
			assertEquals(value(block, 0, 0, 0, all) + mean, layers.getDisplayRangeMin(), 1e-3);
			assertEquals(value(block, 0, last, last, all) + mean, layers.getDisplayRangeMax(), 1e-3);
		}
	}

	@Test
	void keepsARangeThatThePersonSetOnThePlane() {
		final ImagePlus layers = layers(image(32, 16), null, "whole");
		layers.setPosition(2, 2, 1);
		layers.setDisplayRange(5, 7);
		layers.setPosition(2, 2, 1);
		assertEquals(5, layers.getDisplayRangeMin());
	}

	@Test
	void planesAreComputedOnlyWhenLookedAt() {
		// Ten planes of 14 GB.
		final Picture picture = new Picture("vast", ConstantUtils.constantRandomAccessibleInterval(new FloatType(), FinalInterval.createMinSize(0,
			0, 0, 60_000, 60_000, 3)), new Region(0, 0, 60_000, 60_000), PixelSize.NONE, "drawn");
		final Explanation explanation = TestExplanations.of(picture, 0.5, Map.of("tiling", "whole"));
		final LayerPlanes planes = new LayerPlanes(new ExplanationSeries(List.of(explanation)), MapIndex.JACOBIAN);
		assertTrue(planes.isVirtual());
		assertEquals(10, planes.size());
		assertEquals("stage 1, block 0, 3: column-major-reversed, jacobian, 2x2", planes.getSliceLabel(10));
	}

	@Test
	void outsideOfAShapeNothingIsShown() {
		final ImagePlus image = image(32, 32);
		final Selection left = TestSelections.of(new PolygonRoi(new int[] { 0, 32, 0 }, new int[] { 0, 0, 32 }, 3, Roi.POLYGON), "");
		final Explanation explanation = TestExplanations.of(ImagePlusPictures.series(image, left, PictureOptions.DEFAULTS).get(0), 0.5, Map.of(
			"tiling", "tiles"));
		final ExplanationSeries series = new ExplanationSeries(List.of(explanation));
		final ImagePlus layers = LayerStack.of(series, MapIndex.JACOBIAN);
		assertTrue(Float.isNaN(at(layers, 2, 1, 31, 31)));
		assertEquals(value(0, 0, 0, 0, new Region(0, 0, 16, 16)), at(layers, 2, 1, 0, 0));
		// The cell at the lower right of the fourth tile is the greatest of all, but lies outside.
		layers.setPosition(2, 1, 1);
		assertEquals(value(0, 0, 3, 3, new Region(0, 0, 16, 16)), value(0, 0, 3, 3, new Region(16, 16, 16, 16)) - 16);
		assertTrue(layers.getDisplayRangeMax() < value(0, 0, 3, 3, new Region(16, 16, 16, 16)), "range " + layers.getDisplayRangeMax());

		MapOverlay.lay(image, series);
		final BufferedImage map = ShownMap.of(explanation, MapView.of(explanation)).picture(32, 32);
		assertEquals(0, map.getRGB(31, 31) >>> 24, "transparent outside");
		assertEquals(255, map.getRGB(16, 14) >>> 24, "opaque inside");
	}

	@Test
	void framesAreThePlanesOfTheImage() {
		final ImagePlus image = IJ.createHyperStack("hyperstack", 32, 16, 2, 3, 2, 16);
		final ImagePlus layers = LayerStack.of(TestExplanations.series(image, null, 0.5, Map.of("tiling", "whole", "planes", "all")),
			MapIndex.JACOBIAN);

		assertArrayEquals(new int[] { 32, 16, 5, 2, 6 }, layers.getDimensions());
		assertEquals("stage 1, block 0, 3: column-major-reversed, slice 2, frame 2, jacobian, 2x2", layers.getStack()
			.getSliceLabel(layers.getStackIndex(5, 2, 5)));
		assertTrue(layers.getStack().isVirtual());
		layers.setPosition(5, 2, 6);
		assertEquals(value(1, 3, 0, 0, new Region(0, 0, 32, 16)), layers.getProcessor().getf(0, 0));
		assertTrue(layers.getInfoProperty().contains("slice 3, frame 2: with cell"), layers.getInfoProperty());
	}

	@Test
	void carriesItsProvenance() {
		assertEquals("program: test\nmodel.sha256: abc\n", layers(image(8, 8), null, "whole").getInfoProperty());
	}

	@Test
	void refusesAnIndexThatWasNotComputed() {
		final ExplanationSeries series = TestExplanations.series(image(8, 8), null, 0.5, Map.of());
		assertThrows(IllegalArgumentException.class, () -> LayerStack.of(series, MapIndex.GRAMIAN));
	}

	private static ImagePlus image(final int width, final int height) {
		return IJ.createImage("image", "8-bit ramp", width, height, 1);
	}

	private static ImagePlus layers(final ImagePlus image, final Region region, final String tiling) {
		return LayerStack.of(TestExplanations.series(image, region, 0.5, Map.of("tiling", tiling)), MapIndex.JACOBIAN);
	}

	private static String label(final ImagePlus layers, final int channel, final int slice) {
		return layers.getStack().getSliceLabel(layers.getStackIndex(channel, slice, 1));
	}

	private static float at(final ImagePlus layers, final int channel, final int slice, final int x, final int y) {
		layers.setPosition(channel, slice, 1);
		return layers.getProcessor().getf(x, y);
	}
}
