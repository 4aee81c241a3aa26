package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xvmamba.explain.MapSource.AllBlocks;
import org.xvmamba.explain.MapSource.OneBlock;

class JoinedMapTest {

	private static final float[] FIRST = { 0, 10, 20, 40 };
	private static final float[] SECOND = { 4, 3, 2, 0 };
	private static final float TOLERANCE = 1e-5f;

	/** The picture has as many pixels as the grid has cells, so nothing is interpolated. */
	private final Explanation explanation = TestMaps.of(2, 2, new float[][] { FIRST }, new float[][] { SECOND });

	@ParameterizedTest
	@EnumSource
	void weightsSumToOneAndNeverFall(final BlockAggregation aggregation) {
		for (final int blocks : new int[] { 1, 2, 10 }) {
			final double[] weights = aggregation.weights(blocks);
			double sum = 0;
			for (int i = 0; i < blocks; i++) {
				sum += weights[i];
				assertTrue(i == 0 || weights[i] >= weights[i - 1]);
			}
			assertEquals(1, sum, 1e-12);
		}
	}

	@Test
	void weightsAreThoseOfTheFormulas() {
		assertArrayEquals(new double[] { 1 / 6.0, 2 / 6.0, 3 / 6.0 }, BlockAggregation.LINEAR.weights(3), 1e-12);
		// exp(linspace(0, 2, 3)) = 1, 2.71828, 7.38906; their sum is 11.10734
		assertArrayEquals(new double[] { 0.0900306, 0.2447285, 0.6652410 }, BlockAggregation.EXPONENTIAL.weights(3), 1e-6);
	}

	@ParameterizedTest
	@CsvSource({ "UNIFORM, false, 2, 6.5, 11, 20", "MAXIMUM, false, 4, 10, 20, 40", "LINEAR, false, 2.666667, 5.333333, 8, 13.333333",
		"UNIFORM, true, 0.5, 0.5, 0.5, 0.5", "MAXIMUM, true, 1, 0.75, 0.5, 1", "LINEAR, true, 0.666667, 0.583333, 0.5, 0.333333",
		"EXPONENTIAL, true, 0.880797, 0.690399, 0.5, 0.119203" })
	void joinsBlocksPixelByPixel(final BlockAggregation aggregation, final boolean scaled, final float a, final float b, final float c,
		final float d)
	{
		final JoinedMap map = JoinedMap.of(explanation, MapIndex.JACOBIAN, new AllBlocks(aggregation, scaled), MapSelection.MEAN);
		assertArrayEquals(new float[] { a, b, c, d }, map.render(2, 2), TOLERANCE);
		assertEquals(c, map.cellAt(0, 1).value(), TOLERANCE);
		assertEquals(Math.min(Math.min(a, b), Math.min(c, d)), map.range().min(), TOLERANCE);
		assertEquals(Math.max(Math.max(a, b), Math.max(c, d)), map.range().max(), TOLERANCE);
	}

	@Test
	void oneBlockStaysAsItIs() {
		final JoinedMap map = JoinedMap.of(explanation, MapIndex.JACOBIAN, new OneBlock(1), 0);
		assertArrayEquals(MapRenderer.of(explanation, new MapSelection(MapIndex.JACOBIAN, 1, 0)).render(7, 5), map.render(7, 5));
		assertEquals(new ValueRange(0, 4), map.range());
		assertEquals(new MapRenderer.Cell(0, 0, 1, 1, 3), map.cellAt(1, 0));
	}

	@Test
	void aConstantBlockIsScaledToZero() {
		final Explanation flat = TestMaps.of(2, 2, new float[][] { { 7, 7, 7, 7 } }, new float[][] { SECOND });
		final JoinedMap map = JoinedMap.of(flat, MapIndex.JACOBIAN, new AllBlocks(BlockAggregation.UNIFORM, true), MapSelection.MEAN);
		assertArrayEquals(new float[] { 0.5f, 0.375f, 0.25f, 0 }, map.render(2, 2), TOLERANCE);
	}

	@Test
	void overviewOfALargePictureIsSmall() {
		final Explanation large = TestMaps.of(60_000, 10_000, new float[][] { FIRST });
		final JoinedMap map = JoinedMap.of(large, MapIndex.JACOBIAN, new OneBlock(0), MapSelection.MEAN);
		assertEquals(1 << 20, map.overview().length, 1 << 12);
		assertEquals(new ValueRange(0, 40), map.range());
	}

	@Test
	void scalingsDiffer() {
		final Explanation directions = TestMaps.of(2, 2, new float[][] { FIRST, { 2, 2, 2, 90 } }, new float[][] { SECOND, SECOND });
		final JoinedMap map = JoinedMap.of(directions, MapIndex.JACOBIAN, new OneBlock(0), 0);
		assertEquals(new ValueRange(0, 40), MapScaling.RAW.range(directions, MapIndex.JACOBIAN, map));
		assertEquals(new ValueRange(0, 90), MapScaling.IMAGE.range(directions, MapIndex.JACOBIAN, map));
		// numpy.percentile([0, 10, 20, 40], [1, 99]) = 0.3, 39.4
		final ValueRange percentiles = MapScaling.PERCENTILE.range(directions, MapIndex.JACOBIAN, map);
		assertEquals(0.3f, percentiles.min(), TOLERANCE);
		assertEquals(39.4f, percentiles.max(), TOLERANCE);
	}

	@Test
	void notANumberIsNoValue() {
		final float[] values = { Float.NaN, 3, 1, Float.NaN, 2 };
		assertArrayEquals(new float[] { 1, 2, 3 }, ValueRange.percentiles(values, 0, 50, 100));
		assertEquals(new ValueRange(1, 3), ValueRange.of(values));
		assertEquals(new ValueRange(0, 0), ValueRange.of(new float[] { Float.NaN }));
		assertEquals(Float.NaN, new ValueRange(1, 3).share(Float.NaN));
		assertEquals(0.5f, new ValueRange(1, 3).share(2));
		assertEquals(1, new ValueRange(1, 3).share(9));
	}
}
