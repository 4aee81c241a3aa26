package org.xvmamba.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;

import tagbio.umap.Umap;

class InterruptibleUmapTest {

	private static final long MOST_MILLISECONDS = 1000;

	@Test
	void placesPointsAsTheLibraryDoes() {
		final float[][] rows = rows(120, 7);
		final float[][] expected = new Umap().setSeed(42).setThreads(1).setNumberComponents(2).setNumberNearestNeighbours(15).fitTransform(rows);
		assertArrayEquals(expected, InterruptibleUmap.place(rows, 15, 42, Progress.NONE));
	}

	/** 3136 points are the cells of a grid of 56 x 56; of more than 4095, the library searches the neighbours in another way. */
	@ParameterizedTest
	@CsvSource({ "3136, 196, 0", "3136, 196, 200", "3136, 196, 700", "5000, 20, 300", "5000, 20, 1000" })
	void stopsWithinASecond(final int count, final int width, final long after) {
		final float[][] rows = rows(count, width);
		final long stop = System.nanoTime() + after * 1_000_000;
		assertThrows(CancelledException.class, () -> InterruptibleUmap.place(rows, 15, 42, new StoppedAt(stop)));
		final long late = (System.nanoTime() - stop) / 1_000_000;
		assertTrue(late < MOST_MILLISECONDS, late + " ms");
		assertFalse(Thread.getAllStackTraces().values().stream().flatMap(Arrays::stream).anyMatch(frame -> frame.getClassName().startsWith(
			"tagbio.")), "A thread is still at work.");
	}

	private static float[][] rows(final int count, final int width) {
		final Random random = new Random(1);
		final float[][] rows = new float[count][width];
		for (final float[] row : rows)
			for (int i = 0; i < width; i++)
				row[i] = random.nextFloat();
		return rows;
	}

	/** Wants the work to stop from some time on. */
	private record StoppedAt(long nanoseconds) implements Progress {

		@Override
		public void report(final String step, final long done, final long total) {
			// the time alone counts
		}

		@Override
		public boolean isCancelled() {
			return System.nanoTime() - nanoseconds >= 0;
		}
	}
}
