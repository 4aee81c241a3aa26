package org.xvmamba.ssm;

/**
 * How the D channels of a scan are cut into blocks for the kernel: all N states of some channels, [N, width], long enough for vector
 * instructions and short enough that a dozen such arrays stay in the fastest caches. The last block may be narrower.
 *
 * @param states N
 * @param channels D
 * @param width channels of a block
 * @param count number of blocks
 */
record ChannelBlocks(int states, int channels, int width, int count) {

	/** State elements of a block at most, unless one channel alone has more. */
	static final int ELEMENTS = 1024;

	/** The cut for N states of D channels. */
	static ChannelBlocks of(final int states, final int channels) {
		final int atMost = Math.max(1, ELEMENTS / states);
		final int count = (channels + atMost - 1) / atMost;
		return new ChannelBlocks(states, channels, (channels + count - 1) / count, count);
	}

	/** The first channel of a block. */
	int first(final int block) {
		return block * width;
	}

	/** The channels of a block. */
	int widthOf(final int block) {
		return Math.min(width, channels - first(block));
	}
}
