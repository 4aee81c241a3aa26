package org.xvmamba.convert;

import java.util.List;
import java.util.Optional;

import org.xvmamba.Progress;
import org.xvmamba.convert.NetworkGraph.Input;
import org.xvmamba.convert.StagedSizes.Block;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.scan.ScanOrders;
import org.xvmamba.ssm.BlockDescription;

/**
 * VMamba as it was first published (arXiv 2401.10166, version 1): each block is a LayerNorm and a two-dimensional selective scan, added to the
 * block's input; patches and their merging are those of MedMamba.
 */
final class VMamba0 implements ModelFamily {

	@Override
	public String key() {
		return "vmamba";
	}

	@Override
	public String label() {
		return "VMamba (first version)";
	}

	@Override
	public Optional<String> recognise(final StateDict weights) {
		final Optional<String> norm = weights.firstEndingWith(".ln_1.weight");
		final Optional<String> scan = weights.firstEndingWith(".self_attention.A_logs");
		final boolean onlyScans = weights.names().stream().noneMatch(name -> name.contains(".conv33conv33conv11."));
		return onlyScans ? norm.flatMap(first -> scan.map(logs -> "'" + logs + "' beside '" + first + "', without MedMamba's convolutions")) : Optional
			.empty();
	}

	@Override
	public NetworkGraph build(final StateDict weights, final ConversionOptions options, final Progress progress) {
		final Nodes nodes = new Nodes(weights);
		final NetworkGraph graph = nodes.build(key(), Input.imageNet(nodes.sizes().inputChannels(), nodes.minimumInputSize()), "head", progress);
		weights.requireAllTaken(label());
		return graph;
	}

	private static final class Nodes extends StagedNodes {

		private final PatchNodes patches;

		Nodes(final StateDict weights) {
			super(weights, StagedSizes.of(weights, PatchNodes.NAMES, PatchNodes.patch(weights), 1), List.of(ScanOrders.CROSS_SCAN));
			patches = new PatchNodes(operators(), weights(), sizes());
		}

		@Override
		Value embed(final Value image) {
			return patches.embed(image);
		}

		@Override
		Value block(final Value map, final GridNodes grid, final List<BlockDescription> descriptions, final Block block) {
			final int width = block.scan().width();
			final Value tokens = GridNodes.tokens(operators(), map, width);
			final Value normalised = weights().layerNorm(operators(), tokens, block.prefix() + "ln_1", width);
			final Value scanned = new ScanBranchNodes(operators(), weights(), grid, descriptions, block.scan()).append(normalised);
			return operators().add(grid.map(operators(), scanned, width), map);
		}

		@Override
		Value shrink(final Value map, final int stage) {
			return patches.merge(map, stage);
		}

		@Override
		Value lastFeatures(final Value map) {
			graph().scope("norm");
			return weights().channelNorm(operators(), map, "norm", sizes().lastWidth());
		}

		@Override
		BlockDescription describe(final String name, final int stage, final int block, final ScanSizes scan, final List<String> orderNames) {
			return new BlockDescription(name, stage, block, sizes().stride(stage), scan.channels(), scan.states(), orderNames, tapNames(name));
		}
	}
}
