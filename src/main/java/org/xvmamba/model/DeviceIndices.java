package org.xvmamba.model;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.xvmamba.Progress;
import org.xvmamba.convert.DeviceScanNodes;
import org.xvmamba.scan.Permutation;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.IndexEngine;
import org.xvmamba.ssm.IndexRequest;
import org.xvmamba.ssm.InfluenceIndex;
import org.xvmamba.ssm.MeanTokens;
import org.xvmamba.ssm.SelectiveScan;

/**
 * The indices of a run on a device: those that the graph gives, and those that are computed afterwards from what the blocks scan.
 *
 * @param model that the graph was made of
 * @param tensors what came back
 * @param others what computes the indices that no graph gives
 */
record DeviceIndices(DeviceGraphModel model, PinnedTensors tensors, IndexEngine others) {

	/** @return those of the indices asked for that the graph gives */
	static Set<InfluenceIndex> inGraph(final IndexRequest request) {
		return request.indices().stream().filter(DeviceScanNodes::gives).collect(Collectors.toSet());
	}

	/** @return whether something is asked for that the graph doesn't give */
	static boolean needsTaps(final IndexRequest request) {
		return !request.ofMeanToken().isEmpty() || !request.indices().stream().allMatch(DeviceScanNodes::gives);
	}

	/** @return for each image, for each block asked for, its indices; no blocks where no index is asked for */
	List<List<BlockIndices>> of(final RunRequest request, final Progress progress) {
		final List<BlockDescription> blocks = request.indices().isEmpty() ? List.of() : request.blocks();
		final List<List<Permutation>> orders = blocks.stream().map(request::orders).toList();
		final List<List<BlockIndices>> indices = new ArrayList<>();
		for (int image = 0; image < request.images().size(); image++) {
			final List<BlockIndices> ofImage = new ArrayList<>();
			for (int i = 0; i < blocks.size(); i++)
				ofImage.add(indices(blocks.get(i), image, request.indices(blocks.get(i)), orders.get(i), progress));
			indices.add(List.copyOf(ofImage));
		}
		return List.copyOf(indices);
	}

	private BlockIndices indices(final BlockDescription block, final int image, final IndexRequest request, final List<Permutation> orders,
		final Progress progress)
	{
		final Map<InfluenceIndex, float[]> values = new EnumMap<>(InfluenceIndex.class);
		inGraph(request).forEach(index -> values.put(index, copy(tensors.of(DeviceGraphModel.indexName(block, index), image))));
		if (!needsTaps(request)) return new BlockIndices(values, Map.of(), orders);
		final SelectiveScan scan = scan(block, image, orders.get(0).length());
		final Set<InfluenceIndex> missing = request.indices().stream().filter(index -> !values.containsKey(index)).collect(Collectors.toSet());
		if (!missing.isEmpty()) values.putAll(others.compute(List.of(scan), missing, progress).get(0));
		return new BlockIndices(values, MeanTokens.indices(scan, request.ofMeanToken(), progress), orders);
	}

	/** What a block scans of an image, where that comes back. */
	SelectiveScan scan(final BlockDescription block, final int image, final int tokens) {
		return new SelectiveScan(block.directions(), tokens, block.channels(), block.states(), tensors.of(block.tensors().delta(), image), tensors.of(
			block.tensors().b(), image), tensors.of(block.tensors().c(), image), model.decay(block));
	}

	private static float[] copy(final FloatBuffer values) {
		final float[] copy = new float[values.remaining()];
		values.get(copy);
		return copy;
	}
}
