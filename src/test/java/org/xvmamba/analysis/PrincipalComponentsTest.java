package org.xvmamba.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.Progress;

class PrincipalComponentsTest {

	@ParameterizedTest
	@CsvSource({ "40, 12", "12, 40", "200, 60", "5, 3", "300, 2" })
	void areThoseOfTheCovariance(final int count, final int width) {
		final float[] points = points(count, width);
		final PrincipalComponents found = PrincipalComponents.of(points, count, width, Progress.NONE);
		final double[][] rows = new double[count][width];
		for (int i = 0; i < points.length; i++)
			rows[i / width][i % width] = points[i];
		final EigenDecomposition eigen = new EigenDecomposition(new Covariance(rows, false).getCovarianceMatrix());
		final double trace = new Covariance(rows, false).getCovarianceMatrix().getTrace();
		final double spread = Math.sqrt(eigen.getRealEigenvalue(0));
		for (int component = 0; component < 2; component++) {
			assertEquals(eigen.getRealEigenvalue(component) / trace, found.shares()[component], 1e-9);
			final double[] expected = new Array2DRowRealMatrix(centred(rows)).operate(eigen.getEigenvector(component).toArray());
			final double sign = Math.signum(dot(expected, found.scores()[component]));
			for (int point = 0; point < count; point++)
				assertEquals(sign * expected[point], found.scores()[component][point], 1e-6 * spread);
		}
	}

	@Test
	void pointsInOnePlaceHaveNoComponents() {
		final PrincipalComponents found = PrincipalComponents.of(new float[] { 1, 2, 1, 2, 1, 2 }, 3, 2, Progress.NONE);
		assertArrayEquals(new double[2], found.shares());
		assertArrayEquals(new double[3], found.scores()[0]);
		assertThrows(IllegalArgumentException.class, () -> PrincipalComponents.of(new float[5], 2, 2, Progress.NONE));
	}

	@Test
	void umapKeepsGroupsApartAndIsTheSameEachTime() {
		final Random random = new Random(1);
		final float[] points = new float[60 * 5];
		for (int i = 0; i < points.length; i++)
			points[i] = (float) random.nextGaussian() + (i / 5 < 30 ? 0 : 40);
		final double[][] placed = Embedding.UMAP.of(points, 60, 5, Progress.NONE);
		assertArrayEquals(placed, Embedding.UMAP.of(points, 60, 5, Progress.NONE));
		double within = 0;
		double between = Double.POSITIVE_INFINITY;
		for (int i = 0; i < 60; i++)
			for (int j = 0; j < i; j++) {
				final double distance = Math.hypot(placed[0][i] - placed[0][j], placed[1][i] - placed[1][j]);
				if (i < 30 == j < 30) within = Math.max(within, distance);
				else between = Math.min(between, distance);
			}
		assertTrue(between > within, between + " between, " + within + " within");
		assertThrows(IllegalArgumentException.class, () -> Embedding.UMAP.of(new float[6], 3, 2, Progress.NONE));
	}

	@Test
	void offsetsTellHowFarABlockLooks() {
		final int[] tokens = { 0, 5 };
		// On a grid of 2 rows and 3 columns, each token reads half from itself and half from its neighbour in the row.
		final float[][] rows = { { 3, 3, 0, 0, 0, 0 }, { 0, 0, 0, 0, 1, 1 } };
		final double[] offsets = AttentionOffsets.of(tokens, rows, 2, 3);
		final int middle = AttentionOffsets.BINS * AttentionOffsets.BINS / 2;
		assertEquals(0.5, offsets[middle], 1e-12);
		assertEquals(0.25, offsets[middle + 1], 1e-12);
		assertEquals(0.25, offsets[middle - 1], 1e-12);
		assertEquals(0, AttentionOffsets.distance(offsets, offsets));
		final double[] elsewhere = new double[offsets.length];
		elsewhere[0] = 1;
		assertEquals(1, AttentionOffsets.distance(offsets, elsewhere), 1e-12);
		final double[][] places = AttentionOffsets.place(List.of(offsets, elsewhere, offsets), Progress.NONE).scores();
		assertEquals(1, Math.abs(places[0][0] - places[0][1]), 1e-6);
		assertEquals(places[0][0], places[0][2], 1e-6);
	}

	/** Spread differently along each axis. */
	private static float[] points(final int count, final int width) {
		final Random random = new Random(count);
		final double[][] mixture = new double[width][width];
		for (final double[] row : mixture)
			for (int i = 0; i < width; i++)
				row[i] = random.nextGaussian();
		final float[] points = new float[count * width];
		for (int point = 0; point < count; point++)
			for (int axis = 0; axis < width; axis++) {
				final double value = random.nextGaussian() * Math.pow(0.7, axis);
				for (int i = 0; i < width; i++)
					points[point * width + i] += (float) (value * mixture[axis][i] + 3);
			}
		return points;
	}

	private static double[][] centred(final double[][] rows) {
		final double[][] centred = new double[rows.length][rows[0].length];
		for (int column = 0; column < rows[0].length; column++) {
			double mean = 0;
			for (final double[] row : rows)
				mean += row[column] / rows.length;
			for (int i = 0; i < rows.length; i++)
				centred[i][column] = rows[i][column] - mean;
		}
		return centred;
	}

	private static double dot(final double[] x, final double[] y) {
		double sum = 0;
		for (int i = 0; i < x.length; i++)
			sum += x[i] * y[i];
		return sum;
	}
}
