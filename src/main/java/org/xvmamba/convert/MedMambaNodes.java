package org.xvmamba.convert;

import static org.xvmamba.convert.graph.Attributes.integer;
import static org.xvmamba.convert.graph.Attributes.integers;

import java.util.ArrayList;
import java.util.List;

import org.xvmamba.Progress;
import org.xvmamba.convert.MedMambaSizes.Block;
import org.xvmamba.convert.MedMambaSizes.Stage;
import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.scan.ScanOrder;
import org.xvmamba.scan.ScanOrders;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockDescription.TensorNames;

/**
 * The graph of one MedMamba. Feature maps are [b, C, h, w] throughout: so the convolutions need no transposition, and a matrix product with its
 * weight on the left takes one branch's tokens straight to such a map.
 */
final class MedMambaNodes {

	private static final int TRAINED_SIZE = 224;
	private static final double MEAN = 0.5;
	private static final double STANDARD_DEVIATION = 0.5;

	private final GraphBuilder graph = GraphBuilder.create();
	private final Operators operators = new Operators(graph);
	private final WeightNodes weights;
	private final MedMambaSizes sizes;
	private final List<BlockDescription> blocks = new ArrayList<>();

	MedMambaNodes(final StateDict weights, final MedMambaSizes sizes) {
		this.weights = new WeightNodes(graph, weights);
		this.sizes = sizes;
	}

	NetworkGraph build(final Progress progress) {
		final int stages = sizes.stages().size();
		Value map = embedPatches(graph.input(NetworkGraph.INPUT, "batch", sizes.inputChannels(), "height", "width"));
		for (int stage = 0; stage < stages; stage++) {
			if (stage > 0) map = mergePatches(map, stage);
			map = appendStage(map, stage, progress);
		}
		final Value features = graph.named(NetworkGraph.FEATURES, map);
		graph.output(features, "batch", sizes.lastWidth(), "rows", "columns");
		classify(features);
		return new NetworkGraph(graph.model("medmamba", "X-VMamba Explain", "MedMamba with the tensors of its selective scans as outputs."), sizes
			.inputChannels(), sizes.classes(), TRAINED_SIZE, sizes.stride(stages - 1), MEAN, STANDARD_DEVIATION, blocks);
	}

	/** Non-overlapping patches, each projected to a vector and normalised. */
	private Value embedPatches(final Value image) {
		graph.scope("patch_embed");
		final int width = sizes.stages().get(0).width();
		final int patch = sizes.patch();
		final Value kernel = weights.take("patch_embed.proj.weight", width, sizes.inputChannels(), patch, patch);
		final Value projected = graph.node("Conv", List.of(image, kernel, weights.take("patch_embed.proj.bias", width)), integers("strides", patch,
			patch));
		final Value cells = operators.transpose(projected, 0, 2, 3, 1);
		return operators.transpose(weights.layerNorm(operators, cells, "patch_embed.norm", width), 0, 3, 1, 2);
	}

	private Value appendStage(final Value first, final int stage, final Progress progress) {
		graph.scope("stage" + stage);
		final Value shape = operators.apply("Shape", first);
		final Value height = operators.gather(shape, 0, graph.integers(2));
		final Value width = operators.gather(shape, 0, graph.integers(3));
		final MedMambaBlockNodes.Grid grid = new MedMambaBlockNodes.Grid(operators.gather(shape, 0, graph.integers(0)), height, width, ScanIndices.of(
			operators, ScanOrders.CROSS_SCAN, height, width));
		Value map = first;
		final Stage sizesHere = sizes.stages().get(stage);
		for (int block = 0; block < sizesHere.blocks().size(); block++) {
			progress.throwIfCancelled();
			final BlockDescription description = description(stage, block);
			progress.report("Converting " + description.name(), blocks.size(), sizes.stages().stream().mapToInt(each -> each.blocks().size()).sum());
			graph.scope(description.name());
			map = new MedMambaBlockNodes(operators, weights, grid, description, sizesHere.half(), sizesHere.blocks().get(block)).append(map);
			blocks.add(description);
		}
		return map;
	}

	private BlockDescription description(final int stage, final int block) {
		final String name = "stage" + stage + ".block" + block;
		final Block sizesHere = sizes.stages().get(stage).blocks().get(block);
		return new BlockDescription(name, stage, block, sizes.stride(stage), sizesHere.channels(), sizesHere.states(), ScanOrders.CROSS_SCAN.stream()
			.map(ScanOrder::name).toList(), new TensorNames(name + ".delta", name + ".B", name + ".C", name + ".A", name + ".ssm_magnitude", name +
				".conv_magnitude"));
	}

	/**
	 * Four neighbours become one token: (row, column) (0,0), (1,0), (0,1), (1,1), so the column in the pair counts before the row. An odd last row
	 * or column is dropped.
	 */
	private Value mergePatches(final Value map, final int stage) {
		graph.scope("merge" + (stage - 1));
		final int before = sizes.stages().get(stage - 1).width();
		final int after = sizes.stages().get(stage).width();
		final String prefix = "layers." + (stage - 1) + ".downsample.";
		final Value two = graph.integers(2);
		final Value size = graph.node("Slice", List.of(operators.apply("Shape", map), two, graph.integers(4)));
		final Value halves = graph.node("Div", List.of(size, two)); // [2]: rows and columns of the new grid
		final Value even = operators.multiply(halves, two);
		final Value cropped = graph.node("Slice", List.of(map, graph.integers(0, 0), even, graph.integers(2, 3)));
		final List<Value> rowsAndColumns = operators.split(halves, 0, 1, 1);
		final Value pairs = operators.reshape(cropped, operators.concatenate(0, graph.integers(0, before), rowsAndColumns.get(0), two, rowsAndColumns
			.get(1), two)); // [b, C, h, 2, w, 2]
		final Value tokens = operators.reshape(operators.transpose(pairs, 0, 2, 4, 5, 3, 1), 0, -1, 4L * before); // [b, L, 4C]
		final Value normalised = weights.layerNorm(operators, tokens, prefix + "norm", 4 * before);
		final Value reduction = weights.take(prefix + "reduction.weight", after, 4L * before);
		final Value reduced = operators.matrixProduct(reduction, operators.transpose(normalised, 0, 2, 1)); // [b, C, L]
		return operators.reshape(reduced, operators.concatenate(0, graph.integers(0, after), halves));
	}

	private void classify(final Value features) {
		graph.scope("head");
		final Value pooled = operators.mean(features, 2, 3);
		final Value weight = weights.take(NetworkGraph.HEAD_WEIGHT, sizes.classes(), sizes.lastWidth());
		final Value logits = graph.node("Gemm", List.of(pooled, weight, weights.take("head.bias", sizes.classes())), integer("transB", 1));
		graph.output(graph.named(NetworkGraph.LOGITS, logits), "batch", sizes.classes());
	}
}
