package org.xvmamba.ssm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

import org.xvmamba.scan.Permutation;
import org.xvmamba.scan.ScanOrders;

/** What the scans of a known model work on, with random values, to measure speed without a model. */
public final class SyntheticBlocks {

	private static final int[] DEPTHS = { 2, 2, 4, 2 };
	private static final int STATES = 16;

	private SyntheticBlocks() {}

	/**
	 * What one block's scan is called with.
	 *
	 * @param stage stage of the network, from 0
	 * @param projections what changes with the image
	 * @param parameters the weights
	 * @param orders for each direction, its scan order
	 */
	public record SyntheticBlock(int stage, ScanProjections projections, ScanParameters parameters, List<Permutation> orders) {

		/** @return how many times a forward scan updates a state: images · K · L · D · N */
		public long stateElements() {
			return (long) projections.images() * projections.directions() * projections.length() * projections.channels() * projections.states();
		}
	}

	/**
	 * The ten blocks of MedMamba-T for one image of 224 × 224: 56², 28², 14² and 7² tokens, D = 96, 192, 384 and 768, N = 16, in the four
	 * directions of the cross-scan. Values are spread as a Mamba's are at the start of its training: Δ from 0.001 to 0.1, evenly in its
	 * logarithm; A_n = -n for n = 1 to 16; u, B and C normal.
	 *
	 * @param seed the same seed gives the same values
	 * @return the blocks in network order, in direct buffers
	 */
	public static List<SyntheticBlock> medMambaTiny(final long seed) {
		final Random random = new Random(seed);
		final List<SyntheticBlock> blocks = new ArrayList<>();
		for (int stage = 0; stage < DEPTHS.length; stage++)
			for (int block = 0; block < DEPTHS[stage]; block++)
				blocks.add(random(random, stage, 56 >> stage, 96 << stage));
		return blocks;
	}

	private static SyntheticBlock random(final Random random, final int stage, final int gridSize, final int channels) {
		final List<Permutation> orders = ScanOrders.CROSS_SCAN.stream().map(order -> order.over(gridSize, gridSize)).toList();
		final int directions = orders.size();
		final int length = gridSize * gridSize;
		final double bias = -4.6;
		// The inverse of softplus, less the bias.
		final FloatBuffer dt = fill(directions * length * channels, () -> Math.log(Math.expm1(0.001 * Math.pow(100, random.nextDouble()))) - bias);
		final FloatBuffer a = buffer(directions * STATES * channels);
		for (int i = 0; i < a.capacity(); i++)
			a.put(i, -1 - i / channels % STATES);
		return new SyntheticBlock(stage, new ScanProjections(1, directions, length, channels, STATES, fill(length * channels,
			random::nextGaussian), dt, fill(directions * length * STATES, random::nextGaussian), fill(directions * length * STATES,
				random::nextGaussian)), new ScanParameters(directions, channels, STATES, a, fill(directions * channels, () -> bias), fill(directions *
					channels, () -> 1)), orders);
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
