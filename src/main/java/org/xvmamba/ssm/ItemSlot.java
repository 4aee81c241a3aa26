package org.xvmamba.ssm;

/** What one work item leaves for those that put the items together. Its arrays are used again and again. */
final class ItemSlot {

	/** y of one direction, [L, width of the block], in image order. */
	float[] output = {};

	final StepSums sums = new StepSums();

	/** Makes room for a work item. */
	void prepare(final int length, final int width, final ScanRequest request) {
		if (output.length < length * width) output = new float[length * width];
		sums.prepare(length, request);
	}
}
