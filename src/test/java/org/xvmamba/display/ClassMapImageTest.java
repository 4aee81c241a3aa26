package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.explain.ClassMap;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.image.Region;
import org.xvmamba.image.TilePlan;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

class ClassMapImageTest {

	@Test
	void hasOnePixelForEachTile() {
		final ImagePlus slide = slide();
		final ImagePlus map = ClassMapImage.of(TestExplanations.series(slide, null, 0.5, Map.of("tiling", "tiles", "tissue", "true")));

		assertEquals(3, map.getWidth());
		assertEquals(2, map.getHeight());
		final float nothing = Float.NaN;
		assertArrayEquals(new float[] { nothing, 0, nothing, nothing, nothing, nothing }, (float[]) map.getProcessor().getPixels());
		assertTrue(map.getInfoProperty().startsWith("Classes: 0 = with cell, 1 = without cell; not a number = left out\n"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "50" })
	void pixelsLieOnTheCentresOfTheirTiles(final String overlap) {
		final ImagePlus slide = slide();
		slide.getCalibration().pixelWidth = 0.25;
		slide.getCalibration().pixelHeight = 0.5;
		slide.getCalibration().setUnit("mm");
		final ExplanationSeries series = TestExplanations.series(slide, new Region(3, 5, 40, 20), 0.5, Map.of("tiling", "tiles", "overlap",
			overlap));
		final Calibration calibration = ClassMapImage.of(series).getCalibration();
		final TilePlan plan = series.first().plan();
		for (final Region tile : plan.tiles()) {
			assertEquals(0.25 * (3 + tile.x() + 8), calibration.getX(tile.x() / plan.stride().width() + 0.5), 1e-9);
			assertEquals(0.5 * (5 + tile.y() + 8), calibration.getY(tile.y() / plan.stride().height() + 0.5), 1e-9);
		}
		assertEquals("mm", calibration.getUnit());
	}

	@Test
	void planesAreFrames() {
		final ImagePlus stack = IJ.createImage("stack", "RGB white", 32, 16, 3);
		for (int slice = 1; slice <= 3; slice++) {
			final ImageProcessor plane = stack.getStack().getProcessor(slice);
			plane.setColor(0xc06080);
			plane.fillRect(slice == 2 ? 16 : 0, 0, 16, 16);
		}
		final ImagePlus map = ClassMapImage.of(TestExplanations.series(stack, null, 0.5, Map.of("tiling", "tiles", "tissue", "true", "planes",
			"all")));
		assertEquals(3, map.getNFrames());
		assertArrayEquals(new float[] { 0, Float.NaN }, (float[]) map.getStack().getPixels(1));
		assertArrayEquals(new float[] { Float.NaN, 0 }, (float[]) map.getStack().getPixels(2));
		assertEquals("slice 3, frame 1", map.getStack().getSliceLabel(3));
		assertEquals(1, map.getDisplayRangeMax());
	}

	@Test
	void oneTileHasNoMap() {
		assertFalse(ClassMap.isPossible(TestExplanations.of(slide(), null, 0.5, Map.of("tiling", "whole"))));
		assertTrue(ClassMap.isPossible(TestExplanations.of(slide(), null, 0.5, Map.of("tiling", "tiles"))));
	}

	private static ImagePlus slide() {
		final ImagePlus slide = IJ.createImage("slide", "RGB white", 48, 32, 1);
		slide.getProcessor().setColor(0xc06080);
		slide.getProcessor().fillRect(16, 0, 16, 16);
		return slide;
	}
}
