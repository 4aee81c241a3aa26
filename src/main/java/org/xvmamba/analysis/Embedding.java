package org.xvmamba.analysis;

import java.util.Arrays;

import org.xvmamba.Progress;

/** Ways to place points of many values in a plane, so that what is alike lies close together. */
public enum Embedding {

	/** By {@link PrincipalComponents}: linear; distances are at most the true ones. */
	PCA("pca", "PCA") {

		@Override
		double[][] place(final float[] points, final int count, final int width, final Progress progress) {
			return PrincipalComponents.of(points, count, width, progress).scores();
		}
	},

	/**
	 * Uniform Manifold Approximation and Projection (McInnes, Healy, Melville, arXiv 1802.03426), by Tag.bio's library with its defaults: 15
	 * neighbours, or one less than there are points; always the same seed and one thread, so that the same points lie in the same places.
	 * Neighbours mean something; distances between groups don't.
	 */
	UMAP("umap", "UMAP") {

		@Override
		double[][] place(final float[] points, final int count, final int width, final Progress progress) {
			final float[][] rows = new float[count][];
			for (int i = 0; i < count; i++)
				rows[i] = Arrays.copyOfRange(points, i * width, (i + 1) * width);
			progress.report("Running UMAP", 0, 1);
			final float[][] placed = InterruptibleUmap.place(rows, Math.min(NEIGHBOURS, count - 1), SEED, progress);
			final double[][] axes = new double[2][count];
			for (int i = 0; i < count; i++)
				for (int axis = 0; axis < 2; axis++)
					axes[axis][i] = placed[i][axis];
			return axes;
		}
	};

	/** The fewest points that can be placed. */
	public static final int FEWEST = 4;

	private static final int NEIGHBOURS = 15;
	private static final long SEED = 42;

	private final String key;
	private final String label;

	Embedding(final String key, final String label) {
		this.key = key;
		this.label = label;
	}

	/** @return the name in macros and on the command line */
	public String key() {
		return key;
	}

	/** @return the name for people */
	public String label() {
		return label;
	}

	/**
	 * Places points.
	 *
	 * @param points [count · width], one after the other
	 * @param count number of points, at least {@link #FEWEST}
	 * @param width values of a point, at least 1
	 * @param progress asked for cancellation every few milliseconds
	 * @return [axis][point]: x, then y
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 */
	public final double[][] of(final float[] points, final int count, final int width, final Progress progress) {
		if (count < FEWEST) throw new IllegalArgumentException("To place " + count + " points says nothing; at least " + FEWEST + " are needed.");
		return place(points, count, width, progress);
	}

	abstract double[][] place(float[] points, int count, int width, Progress progress);
}
