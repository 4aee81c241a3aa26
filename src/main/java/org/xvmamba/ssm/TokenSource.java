package org.xvmamba.ssm;

/** Where the walks over one channel block of one direction get its steps from. */
interface TokenSource {

	/** L, the number of steps. */
	int length();

	/** Channels of the block. */
	int width();

	/** N. */
	int states();

	/** Copies A of the block, [N, width]. */
	void rates(float[] rates);

	/** Fills in Δ, in both precisions, B and C of the steps from {@code first} to {@code first + count - 1}. */
	void fetch(int first, int count, TokenChunk chunk);
}
