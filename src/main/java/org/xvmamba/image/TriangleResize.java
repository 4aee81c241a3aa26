package org.xvmamba.image;

import java.util.Arrays;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Resizes pictures as the models' training did: torchvision's {@code Resize} of a PIL image, which is Pillow's {@code BILINEAR} resampling.
 * <p>
 * Each output pixel is the mean of the input pixels around its centre, weighted by a triangle of half-width max(1, input size / output size):
 * plain bilinear interpolation when enlarging, antialiased when shrinking. Columns first, then rows; the weights are rounded to 22 binary
 * digits and the values to whole numbers after each of the two passes, as Pillow keeps 8-bit images. Measured difference to Pillow on 8-bit
 * pictures: none (0 of 255 at every pixel, enlarging and shrinking, square and not). To PyTorch's antialiased {@code interpolate} of float
 * tensors, which does not round: at most 0.99 of 255, 0.3 in the mean, on the same pictures.
 */
final class TriangleResize {

	private static final double WEIGHT_UNIT = 1 << 22;

	private TriangleResize() {}

	/**
	 * Reads every pixel once, row by row, and keeps one row and the output: pictures of any size.
	 *
	 * @param pixels [x, y, channel], min at zero, values 0 to 255
	 * @param width of the output in pixels
	 * @param height of the output in pixels
	 * @param out [channel, height, width], whole numbers 0 to 255
	 */
	static void resize(final RandomAccessibleInterval<FloatType> pixels, final int width, final int height, final float[] out) {
		final Triangle[] across = triangles(pixels.dimension(0), width);
		final Triangle[] down = triangles(pixels.dimension(1), height);
		final float[] row = new float[Math.toIntExact(pixels.dimension(0))];
		final double[] plane = new double[width * height];
		for (int channel = 0; channel < pixels.dimension(2); channel++) {
			final RandomAccess<FloatType> access = pixels.randomAccess();
			Arrays.fill(plane, 0);
			int first = 0;
			for (int y = 0; y < pixels.dimension(1); y++) {
				access.setPosition(new int[] { 0, y, channel });
				for (int x = 0; x < row.length; x++) {
					row[x] = access.get().get();
					access.fwd(0);
				}
				while (down[first].end() <= y)
					first++;
				addRow(row, y, across, down, first, plane);
			}
			for (int i = 0; i < plane.length; i++)
				out[channel * plane.length + i] = rounded(plane[i]);
		}
	}

	private static void addRow(final float[] row, final int y, final Triangle[] across, final Triangle[] down, final int first,
		final double[] plane)
	{
		for (int x = 0; x < across.length; x++) {
			final float value = across[x].mean(row);
			for (int i = first; i < down.length && down[i].start <= y; i++)
				if (y < down[i].end()) plane[i * across.length + x] += down[i].weights[y - down[i].start] * value;
		}
	}

	private static float rounded(final double value) {
		return (float) Math.min(Math.max(Math.floor(value + 0.5), 0), 255);
	}

	private static Triangle[] triangles(final long inputSize, final int outputSize) {
		final double scale = (double) inputSize / outputSize;
		final Triangle[] triangles = new Triangle[outputSize];
		for (int i = 0; i < outputSize; i++)
			triangles[i] = Triangle.around((i + 0.5) * scale, Math.max(1, scale), inputSize);
		return triangles;
	}

	/** Weights of neighbouring input pixels, from {@code start} on. */
	private record Triangle(int start, double[] weights) {

		private static Triangle around(final double centre, final double halfWidth, final long inputSize) {
			final int start = (int) Math.max(0, centre - halfWidth + 0.5);
			final int end = (int) Math.min(inputSize, (long) (centre + halfWidth + 0.5));
			final double[] weights = new double[end - start];
			double sum = 0;
			for (int i = 0; i < weights.length; i++) {
				weights[i] = Math.max(0, 1 - Math.abs(start + i - centre + 0.5) / halfWidth);
				sum += weights[i];
			}
			for (int i = 0; i < weights.length; i++)
				weights[i] = Math.floor(weights[i] / sum * WEIGHT_UNIT + 0.5) / WEIGHT_UNIT;
			return new Triangle(start, weights);
		}

		private int end() {
			return start + weights.length;
		}

		private float mean(final float[] row) {
			double sum = 0;
			for (int i = 0; i < weights.length; i++)
				sum += weights[i] * row[start + i];
			return rounded(sum);
		}
	}
}
