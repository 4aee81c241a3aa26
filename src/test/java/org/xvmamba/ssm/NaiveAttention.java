package org.xvmamba.ssm;

import org.xvmamba.scan.Permutation;

/** Hidden attention as its definition stands, in float64: O(L²·D·N). */
public final class NaiveAttention {

	private NaiveAttention() {}

	/** @return [t][l] in image order, of one direction or of all, added up */
	public static double[][] matrix(final BlockScan block, final int direction, final AttentionSign sign) {
		final int length = block.scan().length();
		final double[][] matrix = new double[length][length];
		for (int k = 0; k < block.scan().directions(); k++) {
			if (direction != HiddenAttention.MERGED && direction != k) continue;
			final Permutation order = block.orders().get(k);
			for (int channel = 0; channel < block.scan().channels(); channel++)
				for (int t = 0; t < length; t++)
					for (int l = 0; l <= t; l++) {
						final double alpha = alpha(block.scan(), k, channel, t, l);
						matrix[order.tokenAt(t)][order.tokenAt(l)] += (sign == AttentionSign.SIGNED ? alpha : Math.abs(alpha)) / block.scan().channels();
					}
		}
		return matrix;
	}

	private static double alpha(final SelectiveScan scan, final int k, final int channel, final int t, final int l) {
		double alpha = 0;
		for (int n = 0; n < scan.states(); n++) {
			final double rate = scan.a().get((k * scan.states() + n) * scan.channels() + channel);
			double decay = 1;
			for (int j = l + 1; j <= t; j++)
				decay *= Math.exp(delta(scan, k, channel, j) * rate);
			alpha += scan.c().get((k * scan.length() + t) * scan.states() + n) * decay * delta(scan, k, channel, l) * scan.b().get((k * scan
				.length() + l) * scan.states() + n);
		}
		return alpha;
	}

	private static double delta(final SelectiveScan scan, final int k, final int channel, final int step) {
		return scan.delta().get((k * scan.length() + step) * scan.channels() + channel);
	}

	/** @return y without the skip terms, [L, D] in image order, as the naive attention of each channel of each direction gives it */
	public static double[] output(final BlockScan block) {
		final SelectiveScan scan = block.scan();
		final double[] output = new double[scan.length() * scan.channels()];
		for (int k = 0; k < scan.directions(); k++) {
			final Permutation order = block.orders().get(k);
			for (int channel = 0; channel < scan.channels(); channel++)
				for (int t = 0; t < scan.length(); t++)
					for (int l = 0; l <= t; l++)
						output[order.tokenAt(t) * scan.channels() + channel] += alpha(scan, k, channel, t, l) * block.input().get(order.tokenAt(l) * scan
							.channels() + channel);
		}
		return output;
	}
}
