package org.xvmamba.convert;

import java.util.ArrayList;
import java.util.List;

import org.xvmamba.UserException;

/**
 * The sizes of a network of several stages, each with blocks of two-dimensional selective scans on a grid half as fine as the one before, read
 * from the shapes of its tensors.
 *
 * @param inputChannels channels of the image
 * @param patch pixels from one cell of the first grid to the next
 * @param classes number of logits
 * @param stages in network order
 */
record StagedSizes(int inputChannels, int patch, int classes, List<Stage> stages) {

	/**
	 * @param width channels of the feature map
	 * @param blocks in network order
	 */
	record Stage(int width, List<Block> blocks) {}

	/**
	 * @param prefix of the block's tensors in the checkpoint, such as {@code layers.0.blocks.1.}
	 * @param scan sizes of its scan
	 */
	record Block(String prefix, ScanSizes scan) {}

	/**
	 * What a family calls its tensors.
	 *
	 * @param embedding of the image's channels: a kernel [width, channels, h, w]
	 * @param scan prefix of the scan's tensors in a block, such as {@code op.}
	 * @param head the classifier's weight
	 */
	record Names(String embedding, String scan, String head) {}

	/**
	 * @param weights the network's tensors
	 * @param names what they are called
	 * @param patch pixels from one cell of the first grid to the next
	 * @param widthOfBranch how many times as wide as the scan's branch the feature map is
	 * @return its sizes
	 * @throws UserException naming the tensor that is missing or has another number of axes
	 */
	static StagedSizes of(final StateDict weights, final Names names, final int patch, final int widthOfBranch) {
		final List<Stage> stages = new ArrayList<>();
		for (int stage = 0; stage < Math.max(1, weights.count("layers\\.(\\d+)\\..*")); stage++)
			stages.add(stage(weights, names, stage, widthOfBranch));
		return new StagedSizes(ScanSizes.size(weights.shape(names.embedding, 4), 1), patch, ScanSizes.size(weights.shape(names.head, 2), 0), stages);
	}

	/** @return channels of the last feature map */
	int lastWidth() {
		return stages.get(stages.size() - 1).width;
	}

	/** @return pixels of the image from one cell of the stage's grid to the next along one axis */
	int stride(final int stage) {
		return patch << stage;
	}

	private static Stage stage(final StateDict weights, final Names names, final int stage, final int widthOfBranch) {
		final List<Block> blocks = new ArrayList<>();
		for (int block = 0; block < Math.max(1, weights.count("layers\\." + stage + "\\.blocks\\.(\\d+)\\..*")); block++) {
			final String prefix = "layers." + stage + ".blocks." + block + ".";
			blocks.add(new Block(prefix, ScanSizes.of(weights, prefix + names.scan)));
		}
		return new Stage(widthOfBranch * blocks.get(0).scan.width(), blocks);
	}
}
