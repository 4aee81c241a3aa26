package org.xvmamba.ssm;

/**
 * The steps of one channel block of a selective scan, which is in scan order already.
 *
 * @param scan what to read
 * @param direction 0 to K - 1
 * @param firstChannel the block's first channel
 * @param width channels of the block
 */
record SelectiveScanTokens(SelectiveScan scan, int direction, int firstChannel, int width) implements TokenSource {

	@Override
	public int length() {
		return scan.length();
	}

	@Override
	public int states() {
		return scan.states();
	}

	@Override
	public void rates(final float[] rates) {
		for (int state = 0; state < scan.states(); state++)
			scan.a().get((direction * scan.states() + state) * scan.channels() + firstChannel, rates, state * width, width);
	}

	@Override
	public void fetch(final int first, final int count, final TokenChunk chunk) {
		final int position = direction * scan.length() + first;
		for (int step = 0; step < count; step++)
			scan.delta().get((position + step) * scan.channels() + firstChannel, chunk.delta, step * width, width);
		for (int i = 0; i < count * width; i++)
			chunk.exactDelta[i] = chunk.delta[i];
		scan.b().get(position * scan.states(), chunk.b, 0, count * scan.states());
		scan.c().get(position * scan.states(), chunk.c, 0, count * scan.states());
	}
}
