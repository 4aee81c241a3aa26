package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.explain.InfluenceMeasure.PixelMask;

class InfluenceMeasureTest {

	private static final double TOLERANCE = 1e-6;

	/** As many pixels as cells: nothing is interpolated. Directions [1 2; 3 4] and [3 2; 1 0], their mean is 2 all over. */
	private final Explanation explanation = TestMaps.of(2, 2, new float[][] { { 1, 2, 3, 4 }, { 3, 2, 1, 0 } }, new float[][] { { 0, 0, 0, 8 },
		{ 0, 0, 0, 0 } });

	@Test
	void agreesWithCalculationByHand() {
		final PixelMask lastPixel = (x, y) -> x == 1 && y == 1;
		final PixelMask upperRow = (x, y) -> y == 0;
		final List<List<InfluenceMeasure>> measures = InfluenceMeasure.measure(explanation, List.of(lastPixel, upperRow), Progress.NONE);
		assertEquals(2, measures.size());
		assertEquals(6, measures.get(0).size(), "two blocks, mean and two directions each");
		check(measures.get(0).get(0), 0, MapSelection.MEAN, 0.25, 2, 0.25, 1);
		check(measures.get(0).get(1), 0, 0, 0.25, 4, 0.4, 1.6);
		check(measures.get(0).get(2), 0, 1, 0.25, 0, 0, 0);
		check(measures.get(0).get(3), 1, MapSelection.MEAN, 0.25, 4, 1, 4);
		check(measures.get(0).get(5), 1, 1, 0.25, 0, Double.NaN, Double.NaN);
		check(measures.get(1).get(1), 0, 0, 0.5, 1.5, 0.3, 0.6);
		check(measures.get(1).get(2), 0, 1, 0.5, 2.5, 5 / 6.0, 5 / 3.0);
	}

	/** Of [3 -1; 1 -2] the upper row holds 3 of 4, though its sum is 2 of 1; the mean stays that of the values. */
	@Test
	void whatIsNotAboveZeroHasNoMass() {
		final Explanation signed = TestMaps.of(2, 2, new float[][] { { 3, -1, 1, -2 } }, new float[][] { { -3, -1, 0, -2 } });
		final List<InfluenceMeasure> measures = InfluenceMeasure.measure(signed, List.of((x, y) -> y == 0), Progress.NONE).get(0);
		check(measures.get(0), 0, MapSelection.MEAN, 0.5, 1, 0.75, 1.5);
		check(measures.get(2), 1, MapSelection.MEAN, 0.5, -2, Double.NaN, Double.NaN);
	}

	@Test
	void allOfThePictureIsAllOfTheMass() {
		for (final InfluenceMeasure measure : InfluenceMeasure.measure(TestMaps.of(37, 23, new float[][] { { 1, 2, 3, 4 } }), List.of((x, y) -> true),
			Progress.NONE).get(0))
			check(measure, measure.block(), measure.direction(), 1, 2.5, 1, 1);
	}

	@Test
	void largePicturesAreMeasuredOnFewerPixels() {
		final Explanation large = TestMaps.of(20_000, 20_000, new float[][] { { 1, 1, 3, 3 } });
		final InfluenceMeasure measure = InfluenceMeasure.measure(large, List.of((x, y) -> y >= 10_000), Progress.NONE).get(0).get(0);
		assertEquals(0.5, measure.areaShare(), 1e-3);
		// Bilinear from 1 to 3 between a quarter and three quarters of the height: mean 1.25 + 1.5 = 2.75 in the lower half, 2 all over.
		assertEquals(2.75, measure.mean(), 1e-3);
		assertEquals(1.375, measure.enrichment(), 1e-3);
	}

	@Test
	void anEmptyPartHasNoMean() {
		final InfluenceMeasure measure = InfluenceMeasure.measure(explanation, List.of((x, y) -> false), Progress.NONE).get(0).get(0);
		assertEquals(0, measure.areaShare());
		assertTrue(Double.isNaN(measure.mean()) && Double.isNaN(measure.enrichment()));
	}

	@Test
	void stopsWhenAskedTo() {
		final Progress stop = new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				throw new AssertionError("worked on");
			}

			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		assertThrows(CancelledException.class, () -> InfluenceMeasure.measure(explanation, List.of((x, y) -> true), stop));
	}

	private static void check(final InfluenceMeasure measure, final int block, final int direction, final double areaShare, final double mean,
		final double massShare, final double enrichment)
	{
		assertEquals(block, measure.block());
		assertEquals(direction, measure.direction());
		assertEquals(areaShare, measure.areaShare(), TOLERANCE);
		assertEquals(mean, measure.mean(), TOLERANCE);
		assertEquals(massShare, measure.massShare(), TOLERANCE);
		assertEquals(enrichment, measure.enrichment(), TOLERANCE);
	}
}
