package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.UserException;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapIndex;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Plot;
import ij.gui.TextRoi;

/** A plot has room for what it shows, also where blocks lack the index, or a map is the same all over. */
class InfluencePlotsTest {

	private static final MapIndex CAM = new MapIndex.Activation();

	private final ImagePlus image = IJ.createImage("image", "8-bit ramp", 32, 24, 1);
	private final Explanation explanation = TestExplanations.of(image, null, 0.5, Map.of("index", "jacobian,cam,absolute", "tiling", "whole"));

	/** Also where the block that is left out is the first, as with an index that costs too much there. */
	@ParameterizedTest
	@ValueSource(ints = { 0, 1 })
	void meansLeaveAGapWhereABlockLacksTheIndex(final int missing) {
		final Plot plot = InfluencePlots.ofMeans(TestExplanations.without(explanation, MapIndex.ABSOLUTE, missing), MapIndex.ABSOLUTE);
		final float[] means = plot.getDataObjectArrays(0)[1];
		assertEquals(2, means.length);
		assertTrue(Float.isNaN(means[missing]));
		assertEquals(5, plot.getDataObjectDesignations().length, "the mean and four directions");
		assertHasRoomFor(plot, means[1 - missing]);
	}

	@Test
	void aMapOfOneBlockWithoutDirectionsIsOnePoint() {
		final Plot plot = InfluencePlots.ofMeans(TestExplanations.without(explanation, CAM, 0), CAM);
		assertEquals(1, plot.getDataObjectDesignations().length, "the mean of directions that are all the same");
		assertHasRoomFor(plot, plot.getDataObjectArrays(0)[1][1]);
	}

	@ParameterizedTest
	@ValueSource(floats = { 0, 0.003f, -2000 })
	void aConstantMapLiesInTheMiddle(final float value) {
		final Explanation constant = TestExplanations.constant(explanation, value);
		for (final BiFunction<Explanation, MapIndex, Plot> plots : List.<BiFunction<Explanation, MapIndex, Plot>> of(InfluencePlots::ofLayers,
			InfluencePlots::ofDirections, InfluencePlots::ofMeans)) {
			final double[] limits = plots.apply(constant, MapIndex.JACOBIAN).getLimits();
			assertEquals(value, (limits[2] + limits[3]) / 2, 1e-6 * Math.abs(value), "half-way"); // limits of a plot are doubles, data floats
			assertTrue(limits[3] > limits[2], "there must be a range");
		}
	}

	@Test
	void boxesOfBlocksThatLackTheIndexAreLeftOut() {
		final Explanation some = TestExplanations.without(explanation, MapIndex.ABSOLUTE, 0);
		assertArrayEquals(new float[] { 1 }, InfluencePlots.ofLayers(some, MapIndex.ABSOLUTE).getDataObjectArrays(2)[0]);
		final Plot directions = InfluencePlots.ofDirections(some, MapIndex.ABSOLUTE);
		assertEquals(20, directions.getDataObjectDesignations().length, "five numbers of four directions");
		assertEquals(1, directions.getDataObjectArrays(2)[0].length);
		assertEquals(4, InfluencePlots.ofOrders(some, MapIndex.ABSOLUTE).getDataObjectArrays(2)[0].length);
	}

	@Test
	void whatIsZeroEverywhereHasNoShareByOrder() {
		final String message = assertThrows(UserException.class, () -> InfluencePlots.ofOrders(TestExplanations.constant(explanation, 0),
			MapIndex.JACOBIAN)).getMessage();
		assertEquals("Jacobian index: zero in all blocks of 'image', so there is nothing to compare by scan order; choose another index, or plot it " +
			"by layer.", message);
	}

	@ParameterizedTest
	@EnumSource(names = { "DIRECTIONS", "ORDERS" })
	void theClassActivationMapHasNoDirections(final PlotWindows plot) {
		final String message = assertThrows(UserException.class, () -> plot.plot(explanation, CAM)).getMessage();
		assertEquals("Class activation map: the same for all scan directions; choose another index, or plot it by layer.", message);
	}

	@Test
	void oneBlockCorrelatesWithNothing() {
		final String message = assertThrows(UserException.class, () -> LayerCorrelations.of(TestExplanations.without(explanation, CAM, 0), CAM))
			.getMessage();
		assertEquals("Class activation map: of the blocks of 'image', stage1.block0 alone has it, so there is nothing to correlate; choose another " +
			"index, or explain with more blocks.", message);
	}

	@Test
	void aConstantMapCorrelatesNotEvenWithItself() {
		final LayerCorrelations correlations = LayerCorrelations.of(TestExplanations.constant(explanation, 3), MapIndex.JACOBIAN);
		assertTrue(Double.isNaN(correlations.values()[1][1]));
		assertEquals("none", ((TextRoi) correlations.picture("").getOverlay().get(2)).getText().strip());
	}

	private static void assertHasRoomFor(final Plot plot, final double value) {
		final double[] limits = plot.getLimits();
		assertTrue(limits[2] < value && value < limits[3], () -> value + " is not from " + limits[2] + " to " + limits[3]);
	}
}
