package org.xvmamba.ssm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

import org.xvmamba.Progress;
import org.xvmamba.scan.Permutation;

/** Blocks of random values for tests of the scan. */
final class TestBlocks {

	/** b, K, L, D and N of a block. */
	record Shape(int images, int directions, int length, int channels, int states) {}

	/** Where a block's values come from; {@code rate} supplies -A. */
	record Values(DoubleSupplier u, DoubleSupplier delta, DoubleSupplier b, DoubleSupplier c, DoubleSupplier rate) {}

	/** What a scan is called with. */
	record Block(ScanProjections projections, ScanParameters parameters, List<Permutation> orders) {

		FloatBuffer output() {
			return buffer(projections.images() * projections.length() * projections.channels());
		}

		/** Scans with an engine. */
		Scanned scan(final FusedScanEngine engine, final ScanRequest request, final Progress progress) {
			final FloatBuffer output = output();
			final List<ScanResult> results = engine.run(projections, parameters, orders, request, output, progress);
			final float[] values = new float[output.capacity()];
			output.get(0, values);
			return new Scanned(values, results);
		}

		ReferenceScan reference(final int image) {
			return ReferenceScan.of(projections, parameters, orders, image, Progress.NONE);
		}

		/** The same block with the magnitudes of u, B, C and the skip: what the sums of the scan add up, cancelling nothing. */
		Block magnitudes() {
			return new Block(new ScanProjections(projections.images(), projections.directions(), projections.length(), projections.channels(),
				projections.states(), magnitudes(projections.u()), projections.dt(), magnitudes(projections.b()), magnitudes(projections.c())),
				new ScanParameters(parameters.directions(), parameters.channels(), parameters.states(), parameters.a(), parameters.deltaBias(),
					magnitudes(parameters.skip())), orders);
		}

		/** The same block where each direction has an input of its own. */
		Block withInputsOfDirections(final Random random) {
			return new Block(new ScanProjections(projections.images(), projections.directions(), projections.length(), projections.channels(),
				projections.states(), fill(projections.dt().capacity(), random::nextGaussian), projections.dt(), projections.b(), projections.c()),
				parameters, orders);
		}

		private static FloatBuffer magnitudes(final FloatBuffer values) {
			final FloatBuffer magnitudes = buffer(values.capacity());
			for (int i = 0; i < values.capacity(); i++)
				magnitudes.put(i, Math.abs(values.get(i)));
			return magnitudes;
		}
	}

	/** What a scan gave. */
	record Scanned(float[] output, List<ScanResult> results) {}

	private TestBlocks() {}

	/** A block along random permutations. */
	static Block of(final Shape shape, final Values values, final Random random) {
		final int steps = shape.images * shape.directions * shape.length;
		final DoubleSupplier bias = TestScans.between(random, 0.5, 5);
		final FloatBuffer biases = fill(shape.directions * shape.channels, () -> -bias.getAsDouble());
		final FloatBuffer dt = buffer(steps * shape.channels);
		for (int i = 0; i < dt.capacity(); i++) {
			final int direction = i / shape.channels / shape.length % shape.directions;
			final double delta = values.delta.getAsDouble();
			// The inverse of softplus, less the bias.
			dt.put(i, (float) (delta + Math.log(-Math.expm1(-delta)) - biases.get(direction * shape.channels + i % shape.channels)));
		}
		final ScanProjections projections = new ScanProjections(shape.images, shape.directions, shape.length, shape.channels, shape.states, fill(
			shape.images * shape.length * shape.channels, values.u), dt, fill(steps * shape.states, values.b), fill(steps * shape.states,
				values.c));
		final ScanParameters parameters = new ScanParameters(shape.directions, shape.channels, shape.states, fill(shape.directions *
			shape.states * shape.channels, () -> -values.rate.getAsDouble()), biases, fill(shape.directions * shape.channels,
				random::nextGaussian));
		return new Block(projections, parameters, permutations(shape, random));
	}

	/** A block as a trained model might have it: Δ from 0.001 to 0.1, A from -16 to -1, the rest normal. */
	static Block realistic(final Shape shape, final long seed) {
		final Random random = new Random(seed);
		return of(shape, new Values(random::nextGaussian, TestScans.between(random, 1e-3, 0.1), random::nextGaussian, random::nextGaussian,
			TestScans.between(random, 1, 16)), random);
	}

	private static List<Permutation> permutations(final Shape shape, final Random random) {
		final List<Permutation> orders = new ArrayList<>();
		for (int direction = 0; direction < shape.directions; direction++) {
			final List<Integer> tokens = new ArrayList<>();
			for (int token = 0; token < shape.length; token++)
				tokens.add(token);
			Collections.shuffle(tokens, random);
			orders.add(new Permutation(tokens.stream().mapToInt(Integer::intValue).toArray()));
		}
		return orders;
	}

	private static FloatBuffer fill(final int size, final DoubleSupplier values) {
		final FloatBuffer buffer = buffer(size);
		for (int i = 0; i < size; i++)
			buffer.put(i, (float) values.getAsDouble());
		return buffer;
	}

	private static FloatBuffer buffer(final int size) {
		return ByteBuffer.allocateDirect(size * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
	}
}
