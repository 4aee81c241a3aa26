package org.xvmamba.ssm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanLoopsTest {

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 5, 8, 64, 63 })
	void repeatsAndAddsUpAnyNumberOfStates(final int states) {
		final float[] terms = new float[states * 3 + 1];
		ScanLoops.repeatRow(new float[] { 9, 1, 2, 3 }, 1, 3, terms, states);
		assertEquals(0, terms[states * 3], "must not write beyond the rows");
		ScanLoops.sumOverStates(terms, new float[states * 3], states, 3);
		assertArrayEquals(new float[] { states, 2 * states, 3 * states }, Arrays.copyOf(terms, 3));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 96, 97, 768, 1536 })
	void cutsTheChannelsWithoutRest(final int channels) {
		for (final int states : new int[] { 1, 2, 16, 17, 64, 3000 }) {
			final ChannelBlocks blocks = ChannelBlocks.of(states, channels);
			int next = 0;
			for (int block = 0; block < blocks.count(); block++) {
				assertEquals(next, blocks.first(block));
				next += blocks.widthOf(block);
			}
			assertEquals(channels, next);
		}
	}
}
