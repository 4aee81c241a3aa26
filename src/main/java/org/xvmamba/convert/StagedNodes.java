package org.xvmamba.convert;

import static org.xvmamba.convert.graph.Attributes.integer;

import java.util.ArrayList;
import java.util.List;

import org.xvmamba.Progress;
import org.xvmamba.convert.NetworkGraph.Input;
import org.xvmamba.convert.StagedSizes.Block;
import org.xvmamba.convert.StagedSizes.Stage;
import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.scan.ScanOrder;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockDescription.TensorNames;

/**
 * The graph of one network of several stages: patches, blocks, between the stages something that halves the grid, and a linear head on the mean of
 * the last feature map. A family says what each of these is. Feature maps are [b, C, h, w] throughout: so convolutions need no transposition, and
 * a matrix product with its weight on the left takes tokens straight to such a map.
 */
abstract class StagedNodes {

	private final GraphBuilder graph = GraphBuilder.create();
	private final Operators operators = new Operators(graph);
	private final WeightNodes weights;
	private final StagedSizes sizes;
	private final List<ScanOrder> orders;
	private final List<BlockDescription> blocks = new ArrayList<>();

	/** @param orders of each block's directions */
	StagedNodes(final StateDict weights, final StagedSizes sizes, final List<ScanOrder> orders) {
		this.weights = new WeightNodes(graph, weights);
		this.sizes = sizes;
		this.orders = orders;
	}

	/** @return the image [b, channels, h, w] as the first stage's feature map */
	abstract Value embed(Value image);

	/** @return the feature map after a block */
	abstract Value block(Value map, GridNodes grid, BlockDescription description, Block block);

	/** @return the feature map of a stage after the first, from that of the stage before */
	abstract Value shrink(Value map, int stage);

	/** @return what is averaged for the head, from the last feature map */
	abstract Value lastFeatures(Value map);

	/** @return the name of the block's description, its grid and the names of its tensors */
	abstract BlockDescription describe(String name, int stage, int block, ScanSizes scan, List<String> orderNames);

	final Operators operators() {
		return operators;
	}

	final WeightNodes weights() {
		return weights;
	}

	final StagedSizes sizes() {
		return sizes;
	}

	final GraphBuilder graph() {
		return graph;
	}

	/**
	 * @param family key of the family
	 * @param input what the network expects
	 * @param head prefix of the linear head's tensors
	 */
	final NetworkGraph build(final String family, final Input input, final String head, final Progress progress) {
		Value map = embed(graph.input(NetworkGraph.INPUT, "batch", sizes.inputChannels(), "height", "width"));
		for (int stage = 0; stage < sizes.stages().size(); stage++) {
			if (stage > 0) map = shrink(map, stage);
			map = appendStage(map, stage, progress);
		}
		final Value features = graph.named(NetworkGraph.FEATURES, lastFeatures(map));
		graph.output(features, "batch", sizes.lastWidth(), "rows", "columns");
		classify(features, head);
		return new NetworkGraph(graph.model(family, "X-VMamba Explain", "A Vision Mamba with the tensors of its selective scans as outputs."), input,
			sizes.classes(), true, blocks);
	}

	/** @return pixels along each axis below which the last stage would have no cell */
	final int minimumInputSize() {
		return sizes.stride(sizes.stages().size() - 1);
	}

	/** @return names of a block whose only branch is the scan */
	static TensorNames tapNames(final String name) {
		return new TensorNames(name + ".delta", name + ".B", name + ".C", name + ".A", null, null);
	}

	private Value appendStage(final Value first, final int stage, final Progress progress) {
		graph.scope("stage" + stage);
		final GridNodes grid = GridNodes.of(operators, first, orders);
		Value map = first;
		final Stage here = sizes.stages().get(stage);
		for (int block = 0; block < here.blocks().size(); block++) {
			progress.throwIfCancelled();
			final BlockDescription description = describe("stage" + stage + ".block" + block, stage, block, here.blocks().get(block).scan(), orders
				.stream().map(ScanOrder::name).toList());
			progress.report("Converting " + description.name(), blocks.size(), sizes.stages().stream().mapToInt(each -> each.blocks().size()).sum());
			graph.scope(description.name());
			map = block(map, grid, description, here.blocks().get(block));
			blocks.add(description);
		}
		return map;
	}

	private void classify(final Value features, final String head) {
		graph.scope("head");
		final Value pooled = operators.mean(features, 2, 3);
		final float[] weight = weights.source().take(head + ".weight", sizes.classes(), sizes.lastWidth());
		final Value matrix = graph.weight(NetworkGraph.HEAD_WEIGHT, weight, sizes.classes(), sizes.lastWidth());
		final Value logits = graph.node("Gemm", List.of(pooled, matrix, weights.take(head + ".bias", sizes.classes())), integer("transB", 1));
		graph.output(graph.named(NetworkGraph.LOGITS, logits), "batch", sizes.classes());
	}
}
