package org.xvmamba.model;

import java.util.List;
import java.util.Map;

/**
 * What a model gave for a batch of images. All of it is the caller's own.
 *
 * @param logits [image][class]
 * @param ssmShares [image][block asked for]: mean |SSM branch| / (mean |SSM branch| + mean |convolution branch|), 0 to 1; NaN where the
 *          block has no second branch or the model does not tell
 * @param indices for each image, for each block asked for, the indices asked for; where no index was asked for, no blocks
 * @param features for each image, its last feature map; empty where the graph gives none
 * @param times how long it took
 */
public record ForwardPass(double[][] logits, double[][] ssmShares, List<List<BlockIndices>> indices, List<FeatureMap> features,
	Times times) {

	/**
	 * Where the time of a run went, in nanoseconds.
	 *
	 * @param network in ONNX Runtime
	 * @param scans in the kernel, which runs the scans where ONNX Runtime doesn't, and computes the indices
	 * @param blocks of {@code scans}, for each block by its name, where the blocks are worked on one after the other; else empty
	 */
	public record Times(long network, long scans, Map<String, Long> blocks) {}
}
