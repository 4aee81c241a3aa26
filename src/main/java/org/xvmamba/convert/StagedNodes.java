package org.xvmamba.convert;

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
	private final List<List<ScanOrder>> scans;
	private final List<BlockDescription> blocks = new ArrayList<>();

	/** @param scans of each block, and the orders of their directions */
	StagedNodes(final StateDict weights, final StagedSizes sizes, final List<List<ScanOrder>> scans) {
		this.weights = new WeightNodes(graph, weights);
		this.sizes = sizes;
		this.scans = scans;
	}

	/** @return the image [b, channels, h, w] as the first stage's feature map */
	abstract Value embed(Value image);

	/** @return the feature map after a block */
	abstract Value block(Value map, GridNodes grid, List<BlockDescription> descriptions, Block block);

	/** @return the feature map of a stage after the first, from that of the stage before */
	abstract Value shrink(Value map, int stage);

	/** @return what is averaged for the head, from the last feature map */
	abstract Value lastFeatures(Value map);

	/** @return one of the block's scans: its name, its grid and the names of its tensors */
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
		final Value last = lastFeatures(map);
		graph.scope("head");
		weights.headOnMean(operators, last, head, sizes.classes(), sizes.lastWidth());
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
		final GridNodes grid = GridNodes.of(operators, first, scans);
		Value map = first;
		final Stage here = sizes.stages().get(stage);
		for (int block = 0; block < here.blocks().size(); block++) {
			progress.throwIfCancelled();
			final String name = "stage" + stage + ".block" + block;
			final List<BlockDescription> descriptions = describe(name, stage, block, here.blocks().get(block).scan());
			progress.report("Converting " + name, blocks.size() / scans.size(), sizes.stages().stream().mapToInt(each -> each.blocks().size()).sum());
			graph.scope(name);
			map = block(map, grid, descriptions, here.blocks().get(block));
			blocks.addAll(descriptions);
		}
		return map;
	}

	/** A scan that is not the only one of its block is called after its order. */
	private List<BlockDescription> describe(final String name, final int stage, final int block, final ScanSizes sizesOfScan) {
		final List<BlockDescription> descriptions = new ArrayList<>();
		for (final List<ScanOrder> orders : scans) {
			final List<String> names = orders.stream().map(ScanOrder::name).toList();
			descriptions.add(describe(scans.size() == 1 ? name : name + "." + names.get(0), stage, block, sizesOfScan, names));
		}
		return List.copyOf(descriptions);
	}
}
