package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.MapComparison.Pair;

class MapComparisonTest {

	private static final float[][] RISING = { { 1, 2, 3, 4 }, { 4, 3, 2, 1 } };
	private static final float[][] OTHER = { { 20, 10, 30, 40 }, { 5, 5, 5, 5 } };

	@Test
	void eachBlockAndDirectionIsComparedTokenByToken() {
		final MapComparison comparison = compare(side(2, 2, RISING), side(2, 2, OTHER), ComparisonScaling.SHARE);
		assertTrue(comparison.byBlock() && comparison.byToken());
		assertEquals(3, comparison.pairs().size(), "mean and two directions");
		final Pair first = comparison.pairs().get(1);
		assertEquals(4, first.correlation().count());
		assertEquals(0.8, first.correlation().pearson(), 1e-9);
		assertEquals(0.8, first.correlation().spearman(), 1e-9);
		assertArrayEquals(new float[] { 0.4f - 0.8f, 0.8f - 0.4f, 0, 0 }, first.render(2, 2), 1e-6f);
		assertEquals(-0.4f, first.range().min(), 1e-6f);
		assertEquals(0.2, first.meanDistance(), 1e-6);
		assertTrue(Double.isNaN(comparison.pairs().get(2).correlation().pearson()), "one of them is the same all over");
		assertEquals(0.6f, comparison.pairs().get(2).greatest(), 1e-6f);
	}

	@Test
	void rawAndRankedDifferences() {
		assertArrayEquals(new float[] { -19, -8, -27, -36 }, compare(side(2, 2, RISING), side(2, 2, OTHER), ComparisonScaling.RAW).pairs().get(1)
			.render(2, 2), 1e-6f);
		assertArrayEquals(new float[] { -0.25f, 0.25f, 0, 0 }, compare(side(2, 2, RISING), side(2, 2, OTHER), ComparisonScaling.PERCENTILE)
			.pairs().get(1).render(2, 2), 1e-6f);
	}

	@Test
	void otherBlocksAreComparedAsJoinedMapsAtTheSizeOfTheImage() {
		final MapComparison comparison = compare(side(8, 6, RISING, OTHER), side(8, 6, RISING), ComparisonScaling.RAW);
		assertFalse(comparison.byBlock() || comparison.byToken());
		assertEquals(1, comparison.pairs().size());
		assertEquals(48, comparison.pairs().get(0).correlation().count());
		assertEquals(48, comparison.pairs().get(0).render(8, 6).length);
	}

	@Test
	void theOppositeDifferenceIsItsNegative() {
		for (final ComparisonScaling scaling : ComparisonScaling.values()) {
			final float[] forth = compare(side(7, 5, RISING), side(7, 5, OTHER), scaling).pairs().get(0).render(7, 5);
			final float[] back = compare(side(7, 5, OTHER), side(7, 5, RISING), scaling).pairs().get(0).render(7, 5);
			for (int i = 0; i < back.length; i++)
				back[i] = -back[i];
			assertArrayEquals(forth, back, 1e-6f);
		}
	}

	@Test
	void whatDoesNotFitIsOneSentence() {
		final ComparedMap one = side(8, 6, RISING);
		final String size = assertThrows(UserException.class, () -> compare(one, side(8, 7, RISING), ComparisonScaling.RAW)).getMessage();
		assertTrue(size.contains("covers 8 x 6 pixels from (0, 0)") && size.contains("8 x 7 pixels"), size);
		final String same = assertThrows(UserException.class, () -> compare(one, one, ComparisonScaling.RAW)).getMessage();
		assertTrue(same.contains("can't be compared with itself"), same);
		assertThrows(IllegalArgumentException.class, () -> new ComparedMap(one.explanation(), MapIndex.ENERGY));
	}

	@Test
	void stopsAtOnce() {
		final Progress stopped = new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				// nobody is listening
			}

			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		assertThrows(CancelledException.class, () -> MapComparison.of(side(2, 2, RISING), side(2, 2, OTHER), ComparisonScaling.RAW, stopped));
	}

	private static ComparedMap side(final int width, final int height, final float[][]... maps) {
		return new ComparedMap(TestMaps.of(width, height, maps), MapIndex.JACOBIAN);
	}

	private static MapComparison compare(final ComparedMap first, final ComparedMap second, final ComparisonScaling scaling) {
		return MapComparison.of(first, second, scaling, Progress.NONE);
	}
}
