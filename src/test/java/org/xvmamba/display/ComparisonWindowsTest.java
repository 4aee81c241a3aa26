package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.ComparedMap;
import org.xvmamba.explain.ComparisonScaling;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapComparison;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Region;
import org.xvmamba.image.TestSelections;
import org.xvmamba.explain.MapIndex;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;

class ComparisonWindowsTest {

	private final ImagePlus image = IJ.createImage("cells", "RGB ramp", 64, 48, 1);

	@Test
	void differencesAreAHyperstackEachInASymmetricRange() {
		final ImagePlus other = IJ.createImage("others", "RGB ramp", 64, 48, 1);
		final MapComparison comparison = MapComparison.of(new ComparedMap(explain(image), MapIndex.JACOBIAN), new ComparedMap(explain(other),
			MapIndex.GRAMIAN), ComparisonScaling.PERCENTILE, Progress.NONE);
		final ImagePlus difference = DifferencePlanes.image(comparison);
		assertArrayEquals(new int[] { 64, 48, 5, 2, 1 }, difference.getDimensions());
		assertEquals("Difference of cells", difference.getTitle());
		assertEquals(-difference.getDisplayRangeMin(), difference.getDisplayRangeMax());
		final String label = difference.getStack().getSliceLabel(7);
		assertEquals("stage 1, block 0, 0: row-major, ±0", label);
		assertEquals(0, difference.getStack().getProcessor(7).getf(20, 20), "the maps are the same");
		assertTrue(ComparisonTexts.legend(comparison).text().contains("Second: Gramian index of others (test model)\n"));
		assertTrue(ComparisonTexts.legend(comparison).text().contains("token by token"));
	}

	@Test
	void outsideOfASelectionNothingIsCompared() {
		final Explanation whole = explain(image);
		final Explanation oval = TestExplanations.of(ImagePlusPictures.series(image, TestSelections.of(new OvalRoi(0, 0, 64, 48), ""), whole
			.options().picture()).get(0), 0.5, Map.of("tiling", "whole"));
		final MapComparison comparison = MapComparison.of(new ComparedMap(whole, MapIndex.JACOBIAN), new ComparedMap(oval,
			MapIndex.JACOBIAN), ComparisonScaling.RAW, Progress.NONE);
		final ImagePlus difference = DifferencePlanes.image(comparison);
		assertTrue(Float.isNaN(difference.getStack().getProcessor(1).getf(0, 0)));
		assertEquals(0, difference.getStack().getProcessor(1).getf(32, 24));
		assertEquals(0xb4b4b4, difference.getStack().getProcessor(1).convertToRGB().get(0, 0) & 0xffffff);
		assertEquals(0xf7f7f7, difference.getStack().getProcessor(1).convertToRGB().get(32, 24) & 0xffffff, 0x020202);
	}

	@Test
	void indicesWithoutABlockInCommonAreComparedByTheirJoinedMaps() {
		final Explanation all = explain(image);
		final Explanation apart = TestExplanations.without(TestExplanations.without(all, MapIndex.JACOBIAN, 0), MapIndex.GRAMIAN, 1);
		final MapComparison comparison = MapComparison.of(new ComparedMap(apart, MapIndex.JACOBIAN), new ComparedMap(apart, MapIndex.GRAMIAN),
			ComparisonScaling.RAW, Progress.NONE);
		assertEquals(1, comparison.pairs().size());
		assertArrayEquals(new int[] { 64, 48, 1, 1, 1 }, DifferencePlanes.image(comparison).getDimensions());
		assertTrue(ComparisonTexts.legend(comparison).text().contains("all blocks"), ComparisonTexts.legend(comparison).text());
	}

	@Test
	void aPlaneWithoutTissueHasNothingToCompare() {
		final ImagePlus glass = IJ.createImage("glass", "RGB white", 64, 48, 1);
		final Explanation empty = TestExplanations.of(glass, null, 0.5, Map.of("tiling", "tiles", "tissue", "true", "index", "jacobian,gramian"));
		final String message = assertThrows(UserException.class, () -> MapComparison.of(new ComparedMap(empty, MapIndex.JACOBIAN), new ComparedMap(
			empty, MapIndex.GRAMIAN), ComparisonScaling.RAW, Progress.NONE)).getMessage();
		assertEquals("On this plane nothing was explained for the Jacobian index of glass (test model), so there is nothing to compare; go to " +
			"another plane.", message);
	}

	@Test
	void oppositeColoursAreEquallyDark() {
		for (int step = 0; step < 128; step++)
			assertEquals(OkLab.of(DifferenceColours.rgb(step))[0], OkLab.of(DifferenceColours.rgb(255 - step))[0], 0.06);
		assertTrue(OkLab.of(DifferenceColours.rgb(128))[0] > 0.95);
	}

	private static Explanation explain(final ImagePlus source) {
		return TestExplanations.of(source, new Region(0, 0, 64, 48), 0.5, Map.of("index", "jacobian,gramian", "tiling", "whole"));
	}
}
