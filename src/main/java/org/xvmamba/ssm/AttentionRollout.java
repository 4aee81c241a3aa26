package org.xvmamba.ssm;

import java.util.List;

import org.xvmamba.Progress;

/**
 * Attention rollout (Abnar and Zuidema, ACL 2020) over successive blocks on one grid: in each block, a token keeps half of itself and takes the
 * other half from those it reads from, M = (α + I)/2 with the rows of α scaled to the sum 1; the blocks' matrices are multiplied, the first one
 * at the right. A row tells from which tokens of the first block's input a token of the last one's output comes. It takes every block for its
 * attention alone: gates, convolutions and the branch around the scan are left out.
 */
public final class AttentionRollout {

	private AttentionRollout() {}

	/**
	 * @param blocks attention matrices [t][l], not negative, all of the same size, in network order; at least one
	 * @param progress told of the blocks, and asked for cancellation at every row
	 * @return [t][l], rows with the sum 1
	 * @throws IllegalArgumentException when sizes differ or a value is negative
	 */
	public static float[][] of(final List<float[][]> blocks, final Progress progress) {
		float[][] product = null;
		for (int i = 0; i < blocks.size(); i++) {
			progress.report("Multiplying attention", i, blocks.size());
			product = product == null ? halfItself(blocks.get(i)) : followed(product, blocks.get(i), progress);
		}
		if (product == null) throw new IllegalArgumentException("A rollout needs at least one block.");
		return product;
	}

	/**
	 * @param rollout of some blocks
	 * @param next attention matrix of the block that follows them, as for {@link #of}
	 * @param progress asked for cancellation at every row
	 * @return the rollout with that block
	 * @throws IllegalArgumentException when sizes differ or a value is negative
	 */
	public static float[][] followed(final float[][] rollout, final float[][] next, final Progress progress) {
		if (next.length != rollout.length) throw new IllegalArgumentException("Blocks of " + rollout.length + " and of " + next.length +
			" tokens have no common rollout.");
		return product(halfItself(next), rollout, progress);
	}

	private static float[][] halfItself(final float[][] attention) {
		final float[][] mixed = new float[attention.length][attention.length];
		for (int t = 0; t < attention.length; t++) {
			double sum = 0;
			for (final float value : attention[t]) {
				if (value < 0) throw new IllegalArgumentException("Attention for a rollout is not negative, and " + value + " is.");
				sum += value;
			}
			for (int l = 0; l < attention.length; l++)
				mixed[t][l] = sum == 0 ? 0 : (float) (attention[t][l] / (2 * sum));
			// A token that reads nothing keeps all of itself.
			mixed[t][t] += sum == 0 ? 1 : 0.5f;
		}
		return mixed;
	}

	private static float[][] product(final float[][] later, final float[][] earlier, final Progress progress) {
		final int length = later.length;
		final float[][] product = new float[length][length];
		for (int t = 0; t < length; t++) {
			progress.throwIfCancelled();
			for (int j = 0; j < length; j++) {
				final float weight = later[t][j];
				for (int l = 0; l < length; l++)
					product[t][l] += weight * earlier[j][l];
			}
		}
		return product;
	}
}
