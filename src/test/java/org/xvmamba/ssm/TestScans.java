package org.xvmamba.ssm;

import java.nio.FloatBuffer;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** Scans of random values for tests. */
public final class TestScans {

	/** K, L, D and N of a scan. */
	public record Shape(int directions, int length, int channels, int states) {}

	private TestScans() {}

	/** @return values uniform between the two in their logarithm */
	public static DoubleSupplier between(final Random random, final double least, final double most) {
		return () -> least * Math.pow(most / least, random.nextDouble());
	}

	/** @return values of either sign, uniform between the two magnitudes in their logarithm */
	public static DoubleSupplier signed(final Random random, final double least, final double most) {
		final DoubleSupplier magnitude = between(random, least, most);
		return () -> random.nextBoolean() ? magnitude.getAsDouble() : -magnitude.getAsDouble();
	}

	/** @return the values, but zero with the probability given */
	public static DoubleSupplier orZero(final Random random, final double probability, final DoubleSupplier values) {
		return () -> random.nextDouble() < probability ? 0 : values.getAsDouble();
	}

	/** @return a scan of that shape; {@code rate} supplies -A */
	public static SelectiveScan of(final Shape shape, final DoubleSupplier delta, final DoubleSupplier b, final DoubleSupplier c,
		final DoubleSupplier rate)
	{
		final int tokens = shape.directions * shape.length;
		return new SelectiveScan(shape.directions, shape.length, shape.channels, shape.states, fill(tokens * shape.channels, delta), fill(
			tokens * shape.states, b), fill(tokens * shape.states, c), fill(shape.directions * shape.states * shape.channels, () -> -rate
				.getAsDouble()));
	}

	/** @return a scan of that shape as a trained model might have it: Δ from 0.001 to 0.1, A from -16 to -1, B and C normal */
	public static SelectiveScan realistic(final Shape shape, final long seed) {
		final Random random = new Random(seed);
		return of(shape, between(random, 1e-3, 0.1), random::nextGaussian, random::nextGaussian, between(random, 1, 16));
	}

	/** @return the same scan with the mean over the tokens in place of every Δ, B and C */
	static SelectiveScan ofMeans(final SelectiveScan scan) {
		return new SelectiveScan(scan.directions(), scan.length(), scan.channels(), scan.states(), means(scan.delta(), scan.length(), scan
			.channels()), means(scan.b(), scan.length(), scan.states()), means(scan.c(), scan.length(), scan.states()), scan.a());
	}

	/** [K, L, width] */
	private static FloatBuffer means(final FloatBuffer values, final int length, final int width) {
		final FloatBuffer means = FloatBuffer.allocate(values.capacity());
		for (int i = 0; i < values.capacity(); i++) {
			final int first = i / (length * width) * length * width + i % width;
			double sum = 0;
			for (int step = 0; step < length; step++)
				sum += values.get(first + step * width);
			means.put(i, (float) (sum / length));
		}
		return means;
	}

	private static FloatBuffer fill(final int size, final DoubleSupplier values) {
		final FloatBuffer buffer = FloatBuffer.allocate(size);
		for (int i = 0; i < size; i++)
			buffer.put(i, (float) values.getAsDouble());
		return buffer;
	}
}
