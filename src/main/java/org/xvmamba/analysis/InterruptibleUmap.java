package org.xvmamba.analysis;

import java.util.Arrays;
import java.util.Random;

import org.xvmamba.Progress;

import tagbio.umap.Umap;
import tagbio.umap.metric.EuclideanMetric;
import tagbio.umap.metric.PrecomputedMetric;

/**
 * Tag.bio's UMAP, made to stop when its caller wishes. The library has no way to be told, and doesn't look at interrupts; but it draws random
 * numbers all the time, so its source of them asks. What it does before it draws the first one, the distances of all pairs and the search for
 * neighbours, takes seconds, and is made short here; the result is the same but for the order of neighbours that are equally far.
 */
final class InterruptibleUmap {

	/** From here on the library finds neighbours by random projections, and doesn't need the distances of all pairs. */
	private static final int MANY_POINTS = 4096;

	private InterruptibleUmap() {}

	/**
	 * @param rows the points
	 * @param neighbours of each point, itself among them; fewer than there are points
	 * @param seed of the random numbers
	 * @param progress asked for cancellation every few milliseconds
	 * @return [point][axis]
	 * @throws org.xvmamba.CancelledException in the caller's thread, in which all the work is done
	 */
	static float[][] place(final float[][] rows, final int neighbours, final long seed, final Progress progress) {
		final Umap umap = new Umap().setRandom(new AskingRandom(seed, progress)).setThreads(1).setNumberComponents(2).setNumberNearestNeighbours(
			neighbours);
		if (rows.length >= MANY_POINTS) return umap.fitTransform(rows);
		return umap.setMetric(PrecomputedMetric.SINGLETON).fitTransform(distances(rows, neighbours, progress));
	}

	/** The library sorts every row, which takes seconds unless all beyond the neighbours are equal; it looks at the neighbours alone. */
	private static float[][] distances(final float[][] rows, final int neighbours, final Progress progress) {
		final float[][] distances = new float[rows.length][rows.length];
		for (int i = 0; i < rows.length; i++) {
			progress.throwIfCancelled();
			for (int j = 0; j < rows.length; j++)
				distances[i][j] = EuclideanMetric.SINGLETON.distance(rows[i], rows[j]);
			final float[] sorted = distances[i].clone();
			Arrays.sort(sorted);
			for (int j = 0; j < rows.length; j++)
				if (distances[i][j] > sorted[neighbours - 1]) distances[i][j] = Float.MAX_VALUE;
		}
		return distances;
	}

	/** The numbers of its superclass. */
	private static final class AskingRandom extends Random {

		private static final long serialVersionUID = 1L;

		private static final int CALLS_BETWEEN_QUESTIONS = 1 << 14;

		private final transient Progress progress;
		private int calls;

		AskingRandom(final long seed, final Progress progress) {
			super(seed);
			this.progress = progress;
		}

		@Override
		protected int next(final int bits) {
			if (++calls % CALLS_BETWEEN_QUESTIONS == 0) progress.throwIfCancelled();
			return super.next(bits);
		}
	}
}
