package org.xvmamba.convert;

import java.util.Arrays;

/** Weights rearranged, once and for all, as the graph multiplies with them. */
final class WeightLayouts {

	private WeightLayouts() {}

	/** @return {@code count} rows of a matrix [.., columns], from row {@code first} */
	static float[] rows(final float[] matrix, final int columns, final int first, final int count) {
		return Arrays.copyOfRange(matrix, first * columns, (first + count) * columns);
	}

	/** @return one of {@code count} parts of the same size */
	static float[] part(final float[] values, final int number, final int count) {
		final int size = values.length / count;
		return Arrays.copyOfRange(values, number * size, (number + 1) * size);
	}

	/** @return the values again and again */
	static float[] repeated(final float[] values, final int count) {
		final float[] repeated = new float[count * values.length];
		for (int i = 0; i < count; i++)
			System.arraycopy(values, 0, repeated, i * values.length, values.length);
		return repeated;
	}

	/** @return matrices [count, rows, columns] as [count, columns, rows] */
	static float[] transposed(final float[] matrices, final int count, final int rows, final int columns) {
		final float[] transposed = new float[matrices.length];
		for (int matrix = 0; matrix < count; matrix++)
			for (int row = 0; row < rows; row++)
				for (int column = 0; column < columns; column++)
					transposed[(matrix * columns + column) * rows + row] = matrices[(matrix * rows + row) * columns + column];
		return transposed;
	}

	/** @return the values of both, one after the other */
	static float[] joined(final float[] first, final float[] second) {
		final float[] joined = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, joined, first.length, second.length);
		return joined;
	}

	/** @return -exp(x) for each x */
	static float[] negatedExponentials(final float[] x) {
		final float[] negated = new float[x.length];
		for (int i = 0; i < x.length; i++)
			negated[i] = (float) -Math.exp(x[i]);
		return negated;
	}
}
