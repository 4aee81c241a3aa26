package org.xvmamba.convert;

import static org.xvmamba.convert.graph.Attributes.integers;

import java.util.List;
import java.util.Optional;

import org.xvmamba.Progress;
import org.xvmamba.convert.NetworkGraph.Input;
import org.xvmamba.convert.StagedSizes.Block;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.ssm.BlockDescription;

/**
 * VMamba as it was published in the end (arXiv 2401.10166, versions 2 and 3; {@code v05_noz} in its settings): overlapping convolutions make and
 * merge the patches; a block is a scan, usually with one state and without a gate, and a perceptron, each after a LayerNorm and each added to its
 * input.
 */
final class VMamba2 implements ModelFamily {

	private static final StagedSizes.Names NAMES = new StagedSizes.Names("patch_embed.0.weight", "op.", "classifier.head.weight");

	private static final String CASCADE_NOTE = "The cascade is that of VMamba's code since May 2024: what goes into the rows and into the columns is " +
		"normalised over the channels, and the outputs of two opposite scans are added up without turning one around. Each block has four scans.";

	private static final int PATCH = 4;
	private static final int KERNEL = 3;

	@Override
	public String key() {
		return "vmamba";
	}

	@Override
	public String label() {
		return "VMamba (second version)";
	}

	@Override
	public Optional<String> recognise(final StateDict weights) {
		return weights.firstEndingWith(".op.A_logs").flatMap(logs -> weights.firstEndingWith("classifier.head.weight").map(head -> "'" + logs +
			"' beside '" + head + "'"));
	}

	@Override
	public boolean takesScanPattern() {
		return true;
	}

	@Override
	public List<String> notes(final StateDict weights, final ConversionOptions options) {
		final ScanPattern pattern = pattern(options);
		final String chosen = "The scan pattern is '" + pattern.key() + "'" + (options.scan().isPresent() ? ", as asked for" : ", the usual one") +
			": the checkpoint does not tell it; the others are " + String.join(", ", ScanPattern.keys().stream().filter(key -> !key.equals(pattern
				.key())).toList()) + ".";
		return pattern == ScanPattern.CASCADE_2D ? List.of(chosen, CASCADE_NOTE) : List.of(chosen);
	}

	@Override
	public NetworkGraph build(final StateDict weights, final ConversionOptions options, final Progress progress) {
		final Nodes nodes = new Nodes(weights, pattern(options));
		final Input input = Input.imageNet(nodes.sizes().inputChannels(), nodes.minimumInputSize());
		final NetworkGraph graph = nodes.build(key(), input, "classifier.head", progress);
		weights.requireAllTaken(label());
		return graph;
	}

	private static ScanPattern pattern(final ConversionOptions options) {
		return options.scan().orElse(ScanPattern.CROSS_2D);
	}

	private static final class Nodes extends StagedNodes {

		Nodes(final StateDict weights, final ScanPattern pattern) {
			super(weights, StagedSizes.of(weights, NAMES, PATCH, 1), pattern.scans());
		}

		@Override
		Value embed(final Value image) {
			graph().scope("patch_embed");
			final int width = sizes().stages().get(0).width();
			final Value first = halved(image, "patch_embed.0", sizes().inputChannels(), width / 2);
			final Value normalised = weights().channelNorm(operators(), first, "patch_embed.2", width / 2);
			final Value second = halved(operators().gelu(normalised), "patch_embed.5", width / 2, width);
			return weights().channelNorm(operators(), second, "patch_embed.7", width);
		}

		@Override
		Value block(final Value map, final GridNodes grid, final List<BlockDescription> descriptions, final Block block) {
			final int width = block.scan().width();
			final Value normalised = weights().layerNorm(operators(), GridNodes.tokens(operators(), map, width), block.prefix() + "norm", width);
			final Value scanned = new ScanBranchNodes(operators(), weights(), grid, descriptions, block.scan()).append(normalised);
			final Value added = operators().add(grid.map(operators(), scanned, width), map);
			return weights().source().has(block.prefix() + "norm2.weight") ? perceptron(added, grid, block) : added;
		}

		private Value perceptron(final Value map, final GridNodes grid, final Block block) {
			final int width = block.scan().width();
			final int hidden = ScanSizes.size(weights().source().matrixShape(block.prefix() + "mlp.fc1.weight"), 0);
			final Value normalised = weights().layerNorm(operators(), GridNodes.tokens(operators(), map, width), block.prefix() + "norm2", width);
			final Value inner = operators().gelu(weights().linear(operators(), normalised, block.prefix() + "mlp.fc1", hidden, width));
			final Value outer = weights().linear(operators(), inner, block.prefix() + "mlp.fc2", width, hidden);
			return operators().add(grid.map(operators(), operators().transpose(outer, 0, 2, 1), width), map);
		}

		@Override
		Value shrink(final Value map, final int stage) {
			graph().scope("merge" + (stage - 1));
			final String prefix = "layers." + (stage - 1) + ".downsample.";
			final int after = sizes().stages().get(stage).width();
			final Value shrunk = halved(map, prefix + "1", sizes().stages().get(stage - 1).width(), after);
			return weights().channelNorm(operators(), shrunk, prefix + "3", after);
		}

		@Override
		Value lastFeatures(final Value map) {
			graph().scope("norm");
			return weights().channelNorm(operators(), map, "classifier.norm", sizes().lastWidth());
		}

		/** Every second cell is rounded up: the grid of h pixels has ⌈h/stride⌉ rows. */
		@Override
		BlockDescription describe(final String name, final int stage, final int block, final ScanSizes scan, final List<String> orderNames) {
			final int stride = sizes().stride(stage);
			return new BlockDescription(name, stage, block, stride, 1 - stride, scan.channels(), scan.states(), orderNames, tapNames(name));
		}

		/** A convolution 3 × 3 that takes every second row and column. */
		private Value halved(final Value map, final String prefix, final int before, final int after) {
			final Value kernel = weights().take(prefix + ".weight", after, before, KERNEL, KERNEL);
			return graph().node("Conv", List.of(map, kernel, weights().take(prefix + ".bias", after)), integers("strides", 2, 2), integers("pads", 1, 1,
				1, 1));
		}
	}
}
