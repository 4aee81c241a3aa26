package org.xvmamba.evaluate;

import java.util.Arrays;
import java.util.Random;

/** The pixels of a map in descending order of their values; which of equal ones comes first, chance decides. */
final class PixelRanking {

	private static final long LOW_BITS = 0xffffffffL;

	private PixelRanking() {}

	/**
	 * @param values any; NaN counts as the lowest
	 * @param random shuffles ties
	 * @return the positions of all values, the highest first
	 */
	static int[] descending(final float[] values, final Random random) {
		final int[] shuffled = shuffled(values.length, random);
		final long[] keys = new long[values.length];
		for (int i = 0; i < keys.length; i++)
			keys[i] = (long) ~ascendingBits(values[shuffled[i]]) << Integer.SIZE | i;
		Arrays.sort(keys);
		final int[] order = new int[values.length];
		for (int i = 0; i < order.length; i++)
			order[i] = shuffled[(int) (keys[i] & LOW_BITS)];
		return order;
	}

	/** @return an integer that is less where the value is less; -0 and 0 are equal */
	private static int ascendingBits(final float value) {
		if (Float.isNaN(value)) return Integer.MIN_VALUE;
		final int bits = Float.floatToIntBits(value + 0f);
		return bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
	}

	private static int[] shuffled(final int length, final Random random) {
		final int[] positions = new int[length];
		for (int i = 0; i < length; i++) {
			final int other = random.nextInt(i + 1);
			positions[i] = positions[other];
			positions[other] = i;
		}
		return positions;
	}
}
