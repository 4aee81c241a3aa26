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
import org.xvmamba.explain.Explanation;
import org.xvmamba.image.Region;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;

class ClassMapImageTest {

	@Test
	void hasOnePixelForEachTile() {
		final ImagePlus slide = slide();
		final ImagePlus map = ClassMapImage.of(TestExplanations.of(slide, null, 0.5, Map.of("tiling", "tiles", "tissue", "true")));

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
		final Explanation explanation = TestExplanations.of(slide, new Region(3, 5, 40, 20), 0.5, Map.of("tiling", "tiles", "overlap", overlap));
		final Calibration calibration = ClassMapImage.of(explanation).getCalibration();
		final int stride = explanation.plan().stride();
		for (final Region tile : explanation.plan().tiles()) {
			assertEquals(0.25 * (3 + tile.x() + 8), calibration.getX(tile.x() / stride + 0.5), 1e-9);
			assertEquals(0.5 * (5 + tile.y() + 8), calibration.getY(tile.y() / stride + 0.5), 1e-9);
		}
		assertEquals("mm", calibration.getUnit());
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
