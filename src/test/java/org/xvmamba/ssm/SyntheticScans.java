package org.xvmamba.ssm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** Scans of a known model's shapes with random values, to measure speed without a model. */
public final class SyntheticScans {

	private static final int[] DEPTHS = { 2, 2, 4, 2 };
	private static final int DIRECTIONS = 4;
	private static final int STATES = 16;

	private SyntheticScans() {}

	/**
	 * The ten blocks of MedMamba-T for an image of 224 × 224: 56², 28², 14² and 7² tokens, D = 96, 192, 384 and 768, N = 16, K = 4. Values are
	 * spread as a Mamba's are at the start of its training: Δ from 0.001 to 0.1, evenly in its logarithm; A_n = -n for n = 1 to 16; B and C
	 * normal.
	 *
	 * @param seed the same seed gives the same values
	 * @return one scan a block, in network order, in direct buffers
	 */
	public static List<SelectiveScan> medMambaTiny(final long seed) {
		final Random random = new Random(seed);
		final List<SelectiveScan> scans = new ArrayList<>();
		for (int stage = 0; stage < DEPTHS.length; stage++)
			for (int block = 0; block < DEPTHS[stage]; block++)
				scans.add(random(random, (56 >> stage) * (56 >> stage), 96 << stage));
		return scans;
	}

	private static SelectiveScan random(final Random random, final int length, final int channels) {
		final FloatBuffer delta = fill(DIRECTIONS * length * channels, () -> 0.001 * Math.pow(100, random.nextDouble()));
		final FloatBuffer b = fill(DIRECTIONS * length * STATES, random::nextGaussian);
		final FloatBuffer c = fill(DIRECTIONS * length * STATES, random::nextGaussian);
		final FloatBuffer a = buffer(DIRECTIONS * STATES * channels);
		for (int i = 0; i < a.capacity(); i++)
			a.put(i, -1 - i / channels % STATES);
		return new SelectiveScan(DIRECTIONS, length, channels, STATES, delta, b, c, a);
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
