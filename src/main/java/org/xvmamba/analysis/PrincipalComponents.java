package org.xvmamba.analysis;

import java.util.Random;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

import org.xvmamba.Progress;

/**
 * The first two principal components of points: the two directions in which they spread most. By subspace iteration on the centred points, which
 * never makes their covariance, in O(points · width) each; the last small eigenproblem is commons-math3's. Two components agree with those of
 * the whole covariance to 1e-6 of the spread, unless the second and the third are nearly equal, where any choice is as good.
 *
 * @param scores [component][point]: the points' coordinates; each component's greatest magnitude is positive
 * @param shares [component]: of the whole variance, 0 to 1; 0 where the points don't spread
 */
public record PrincipalComponents(double[][] scores, double[] shares) {

	private static final int COMPONENTS = 2;

	/** Directions that are followed, so that those asked for settle soon. */
	private static final int FOLLOWED = 8;

	private static final int MOST_ITERATIONS = 200;

	/** The error of a spread is that of its direction squared. */
	private static final double SETTLED = 1e-13;

	private static final long SEED = 1;

	/**
	 * @param points [count · width], one after the other
	 * @param count number of points, at least 1
	 * @param width values of a point, at least 1
	 * @param progress asked for cancellation at every iteration
	 * @return the components, the same at each call
	 */
	public static PrincipalComponents of(final float[] points, final int count, final int width, final Progress progress) {
		if (points.length != (long) count * width || count < 1) throw new IllegalArgumentException(points.length + " values are not " + count +
			" points of " + width + ".");
		final double[] mean = mean(points, count, width);
		final double variance = variance(points, mean);
		double[][] axes = start(Math.min(FOLLOWED, Math.min(count, width)), width);
		double[][] scores = project(points, count, mean, axes);
		double[] before = {};
		for (int i = 0; i < MOST_ITERATIONS; i++) {
			progress.throwIfCancelled();
			axes = back(points, mean, scores);
			orthonormalise(axes);
			scores = project(points, count, mean, axes);
			final double[] spread = rotate(scores);
			if (isSettled(before, spread)) break;
			before = spread;
		}
		return leading(scores, variance);
	}

	private static double[] mean(final float[] points, final int count, final int width) {
		final double[] mean = new double[width];
		for (int i = 0; i < points.length; i++)
			mean[i % width] += (double) points[i] / count;
		return mean;
	}

	/** The sum over all values of the squared distance from the mean. */
	private static double variance(final float[] points, final double[] mean) {
		double variance = 0;
		for (int i = 0; i < points.length; i++) {
			final double distance = points[i] - mean[i % mean.length];
			variance += distance * distance;
		}
		return variance;
	}

	private static double[][] start(final int axes, final int width) {
		final Random random = new Random(SEED);
		final double[][] start = new double[axes][width];
		for (final double[] axis : start)
			for (int i = 0; i < width; i++)
				axis[i] = random.nextGaussian();
		orthonormalise(start);
		return start;
	}

	/** [axis][point]. */
	private static double[][] project(final float[] points, final int count, final double[] mean, final double[][] axes) {
		final int width = mean.length;
		final double[][] scores = new double[axes.length][count];
		for (int j = 0; j < axes.length; j++) {
			double ofMean = 0;
			for (int i = 0; i < width; i++)
				ofMean += mean[i] * axes[j][i];
			for (int point = 0; point < count; point++) {
				double score = -ofMean;
				for (int i = 0; i < width; i++)
					score += points[point * width + i] * axes[j][i];
				scores[j][point] = score;
			}
		}
		return scores;
	}

	/** The centred points, transposed, times the scores: [axis][width]. */
	private static double[][] back(final float[] points, final double[] mean, final double[][] scores) {
		final int width = mean.length;
		final double[][] axes = new double[scores.length][width];
		for (int j = 0; j < axes.length; j++)
			for (int point = 0; point < scores[j].length; point++)
				for (int i = 0; i < width; i++)
					axes[j][i] += scores[j][point] * (points[point * width + i] - mean[i]);
		return axes;
	}

	/** Gram and Schmidt, twice for the digits; an axis that is a mixture of those before becomes zero. */
	private static void orthonormalise(final double[][] axes) {
		for (int j = 0; j < axes.length; j++) {
			final double length = Math.sqrt(dot(axes[j], axes[j]));
			for (int pass = 0; pass < 2; pass++)
				for (int before = 0; before < j; before++)
					addScaled(axes[j], -dot(axes[j], axes[before]), axes[before]);
			final double left = Math.sqrt(dot(axes[j], axes[j]));
			final double scale = left > 1e-12 * length && left > 0 ? 1 / left : 0;
			for (int i = 0; i < axes[j].length; i++)
				axes[j][i] *= scale;
		}
	}

	private static void addScaled(final double[] values, final double factor, final double[] added) {
		for (int i = 0; i < values.length; i++)
			values[i] += factor * added[i];
	}

	private static double dot(final double[] x, final double[] y) {
		double sum = 0;
		for (int i = 0; i < x.length; i++)
			sum += x[i] * y[i];
		return sum;
	}

	/** Turns the scores so that they don't correlate, the widest first. @return their spreads */
	private static double[] rotate(final double[][] scores) {
		final double[][] products = new double[scores.length][scores.length];
		for (int i = 0; i < scores.length; i++)
			for (int j = 0; j <= i; j++)
				products[i][j] = products[j][i] = dot(scores[i], scores[j]);
		// Sorted by size, the largest first.
		final EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(products, false));
		final double[][] turned = new double[scores.length][scores[0].length];
		for (int j = 0; j < scores.length; j++)
			for (int i = 0; i < scores.length; i++)
				addScaled(turned[j], eigen.getEigenvector(j).getEntry(i), scores[i]);
		System.arraycopy(turned, 0, scores, 0, turned.length);
		return eigen.getRealEigenvalues();
	}

	private static boolean isSettled(final double[] before, final double[] now) {
		if (before.length == 0) return false;
		for (int i = 0; i < Math.min(COMPONENTS, now.length); i++)
			if (Math.abs(now[i] - before[i]) > SETTLED * now[0]) return false;
		return true;
	}

	private static PrincipalComponents leading(final double[][] scores, final double variance) {
		final int points = scores[0].length;
		final double[][] leading = new double[COMPONENTS][points];
		final double[] shares = new double[COMPONENTS];
		for (int j = 0; j < Math.min(COMPONENTS, scores.length); j++) {
			double extreme = 0;
			for (final double score : scores[j])
				if (Math.abs(score) > Math.abs(extreme)) extreme = score;
			addScaled(leading[j], extreme < 0 ? -1 : 1, scores[j]);
			shares[j] = variance > 0 ? dot(scores[j], scores[j]) / variance : 0;
		}
		return new PrincipalComponents(leading, shares);
	}
}
