package org.xvmamba.model;

/**
 * The weights of a linear head whose logits are those weights applied to the mean of the last feature map over its cells, and a bias added. The
 * array is shared: do not write into it.
 *
 * @param classes number of logits
 * @param channels C, channels of the feature map
 * @param weights [classes, channels]
 */
public record ClassHead(int classes, int channels, float[] weights) {

	/** Checks that there are as many weights as the sizes say. */
	public ClassHead {
		if (classes < 1 || channels < 1 || weights.length != (long) classes * channels) throw new IllegalArgumentException("A head of " + classes +
			" classes and " + channels + " channels has " + weights.length + " weights.");
	}
}
