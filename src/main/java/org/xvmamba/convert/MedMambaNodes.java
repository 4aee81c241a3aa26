package org.xvmamba.convert;

import java.util.List;

import org.xvmamba.convert.StagedSizes.Block;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.scan.ScanOrders;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockDescription.TensorNames;

/** The graph of one MedMamba. */
final class MedMambaNodes extends StagedNodes {

	private final PatchNodes patches;

	MedMambaNodes(final StateDict weights) {
		super(weights, StagedSizes.of(weights, PatchNodes.NAMES, PatchNodes.patch(weights), 2), List.of(ScanOrders.CROSS_SCAN));
		patches = new PatchNodes(operators(), weights(), sizes());
	}

	@Override
	Value embed(final Value image) {
		return patches.embed(image);
	}

	@Override
	Value block(final Value map, final GridNodes grid, final List<BlockDescription> descriptions, final Block block) {
		return new MedMambaBlockNodes(operators(), weights(), grid, descriptions.get(0), block).append(map);
	}

	@Override
	Value shrink(final Value map, final int stage) {
		return patches.merge(map, stage);
	}

	/** There is no norm before the average. */
	@Override
	Value lastFeatures(final Value map) {
		return map;
	}

	@Override
	BlockDescription describe(final String name, final int stage, final int block, final ScanSizes scan, final List<String> orderNames) {
		final TensorNames tensors = new TensorNames(name + ".delta", name + ".B", name + ".C", name + ".A", name + ".ssm_magnitude", name +
			".conv_magnitude");
		return new BlockDescription(name, stage, block, sizes().stride(stage), scan.channels(), scan.states(), orderNames, tensors);
	}
}
