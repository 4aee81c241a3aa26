package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.explain.Explanation;
import org.xvmamba.image.Region;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;

class OverlayPictureTest {

	@ParameterizedTest
	@CsvSource({ "1, 1, 512, 512", "224, 224, 672, 672", "640, 480, 640, 480", "5000, 4000, 4096, 3277", "3000, 5, 3000, 5" })
	void imagesOfAllSizesBecomeLegible(final int width, final int height, final int shownWidth, final int shownHeight) {
		final ImagePlus image = IJ.createImage("image", "8-bit ramp", width, height, 1);
		final ImagePlus picture = OverlayPicture.of(image, TestExplanations.of(image, null, 0.5, Map.of("tiling", "whole")));
		final boolean below = shownWidth > 2 * shownHeight;

		assertEquals(24, picture.getBitDepth());
		assertTrue(below ? picture.getWidth() >= shownWidth : picture.getWidth() >= shownWidth + LegendPainter.WIDTH);
		assertTrue(below ? picture.getHeight() > shownHeight + 200 : picture.getHeight() >= shownHeight);
		assertNull(image.getOverlay());
	}

	@Test
	void mixesImageAndMapByTheOpacity() {
		final ImagePlus image = IJ.createImage("image", "RGB white", 600, 600, 1);
		final Region region = new Region(100, 200, 300, 300);
		final Explanation explanation = TestExplanations.of(image, region, 0.5, Map.of("opacity", "25", "tiling", "whole"));
		final ImageProcessor picture = OverlayPicture.of(image, explanation).getProcessor();

		assertEquals(0xffffff, picture.get(99, 199) & 0xffffff);
		// The map begins with its least value, where the scale is transparent, and ends with its greatest: fcffa4, a quarter of it on white.
		assertEquals(0xffffff, picture.get(100, 200) & 0xffffff);
		assertEquals(0xe8, picture.get(399, 499) & 0xff, 1);
		assertEquals(0xffffff, picture.get(400, 500) & 0xffffff);
	}
}
