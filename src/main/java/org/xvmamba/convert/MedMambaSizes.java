package org.xvmamba.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.xvmamba.UserException;

/**
 * The sizes of a MedMamba, read from the shapes of its tensors.
 *
 * @param inputChannels channels of the image
 * @param patch pixels of a patch along each axis
 * @param classes number of logits
 * @param stages in network order
 */
record MedMambaSizes(int inputChannels, int patch, int classes, List<Stage> stages) {

	/**
	 * @param width channels of the feature map; each branch of a block has half of them
	 * @param blocks in network order
	 */
	record Stage(int width, List<Block> blocks) {

		/** @return channels of each branch of a block */
		int half() {
			return width / 2;
		}
	}

	/**
	 * @param prefix of the block's tensors in the checkpoint
	 * @param channels D, inner channels of the scan
	 * @param states N, states of a channel
	 * @param rank R, numbers from which a token's Δ is projected
	 */
	record Block(String prefix, int channels, int states, int rank) {}

	/**
	 * @param weights tensors of a MedMamba
	 * @return its sizes
	 * @throws UserException naming the tensor that is missing or has another number of axes
	 */
	static MedMambaSizes of(final StateDict weights) {
		final List<Long> embedding = weights.shape("patch_embed.proj.weight", 4); // [width, channels, patch, patch]
		final List<Stage> stages = new ArrayList<>();
		for (int stage = 0; stage < Math.max(1, count(weights, "layers\\.(\\d+)\\..*")); stage++)
			stages.add(stage(weights, stage));
		return new MedMambaSizes(size(embedding, 1), size(embedding, 2), size(weights.shape("head.weight", 2), 0), stages);
	}

	/** @return channels of the last feature map */
	int lastWidth() {
		return stages.get(stages.size() - 1).width;
	}

	/** @return pixels of the image that a cell of the stage's grid covers along one axis */
	int stride(final int stage) {
		return patch << stage;
	}

	private static Stage stage(final StateDict weights, final int stage) {
		final List<Block> blocks = new ArrayList<>();
		for (int block = 0; block < Math.max(1, count(weights, "layers\\." + stage + "\\.blocks\\.(\\d+)\\..*")); block++)
			blocks.add(block(weights, "layers." + stage + ".blocks." + block + "."));
		return new Stage(2 * size(weights.shape(blocks.get(0).prefix + "ln_1.weight", 1), 0), blocks);
	}

	private static Block block(final StateDict weights, final String prefix) {
		final List<Long> convolution = weights.shape(prefix + "self_attention.conv2d.weight", 4); // [D, 1, 3, 3]
		final List<Long> decays = weights.shape(prefix + "self_attention.A_logs", 2); // [K · D, N]
		final List<Long> steps = weights.shape(prefix + "self_attention.dt_projs_weight", 3); // [K, D, R]
		return new Block(prefix, size(convolution, 0), size(decays, 1), size(steps, 2));
	}

	/** How many different numbers stand at the pattern's group: with a gap, the missing ones are then asked for and named. */
	private static int count(final StateDict weights, final String pattern) {
		final Pattern compiled = Pattern.compile(pattern);
		final Set<String> numbers = weights.names().stream().map(compiled::matcher).filter(matcher -> matcher.matches()).map(matcher -> matcher.group(
			1)).collect(Collectors.toSet());
		return numbers.size();
	}

	private static int size(final List<Long> shape, final int axis) {
		return Math.toIntExact(shape.get(axis));
	}
}
