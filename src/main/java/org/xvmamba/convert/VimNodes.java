package org.xvmamba.convert;

import static org.xvmamba.convert.graph.Attributes.integer;
import static org.xvmamba.convert.graph.Attributes.integers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.xvmamba.Progress;
import org.xvmamba.convert.NetworkGraph.Input;
import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.scan.ScanOrder;
import org.xvmamba.scan.ScanOrders;
import org.xvmamba.ssm.BlockDescription;

/**
 * The graph of one Vim. Tokens are [b, L, C] throughout: the grid's cells row by row, then the class token, which only the scan orders put into
 * the middle.
 */
final class VimNodes {

	private static final float NORM_EPSILON = 1e-5f;

	private final GraphBuilder graph = GraphBuilder.create();
	private final Operators operators = new Operators(graph);
	private final WeightNodes weights;
	private final Vim.Sizes sizes;
	private final List<BlockDescription> blocks = new ArrayList<>();

	VimNodes(final StateDict weights, final Vim.Sizes sizes) {
		this.weights = new WeightNodes(graph, weights);
		this.sizes = sizes;
	}

	NetworkGraph build(final String family, final Progress progress) {
		graph.scope("patch_embed");
		final Value image = graph.input(NetworkGraph.INPUT, "batch", sizes.inputChannels(), "height", "width");
		final Value kernel = weights.take("patch_embed.proj.weight", sizes.width(), sizes.inputChannels(), sizes.patch(), sizes.patch());
		final Value map = graph.node("Conv", List.of(image, kernel, weights.take("patch_embed.proj.bias", sizes.width())), integers("strides", sizes
			.stride(), sizes.stride()));
		final GridNodes grid = GridNodes.of(operators, map, List.of(ScanOrders.VIM));
		Value tokens = embed(map, grid);
		for (int block = 0; block < sizes.blocks(); block++) {
			progress.throwIfCancelled();
			final BlockDescription description = describe(block);
			progress.report("Converting " + description.name(), block, sizes.blocks());
			graph.scope(description.name());
			final String prefix = "layers." + block + ".";
			final Value normalised = norm(tokens, prefix + "norm");
			tokens = operators.add(tokens, new VimMixerNodes(operators, weights, grid, description, sizes, prefix + "mixer.").append(normalised));
			blocks.add(description);
		}
		classify(tokens, grid);
		final Input usual = Input.imageNet(sizes.inputChannels(), sizes.patch());
		return new NetworkGraph(graph.model(family, "X-VMamba Explain", "A Vim with the tensors of its selective scans as outputs."), new Input(usual
			.channels(), sizes.inputSize(), usual.minimumSize(), usual.mean(), usual.standardDeviation()), sizes.classes(), false, blocks);
	}

	/** Patches and the class token, each with its place's embedding; the class token's stands in the middle of the others. */
	private Value embed(final Value map, final GridNodes grid) {
		final int width = sizes.width();
		final int cells = sizes.grid() * sizes.grid();
		final float[] places = weights.source().take("pos_embed", 1, cells + 1L, width);
		final int middle = cells / 2 * width;
		final float[] ofCells = WeightLayouts.joined(Arrays.copyOf(places, middle), Arrays.copyOfRange(places, middle + width, places.length));
		final float[] ofClass = weights.source().take("cls_token", 1, 1, width);
		for (int channel = 0; channel < width; channel++)
			ofClass[channel] += places[middle + channel];
		final Value placed = operators.add(map, grid.resized(operators, ofCells, sizes.grid(), width));
		final Value patches = operators.transpose(operators.reshape(placed, 0, width, -1), 0, 2, 1);
		final Value everyImage = graph.node("Expand", List.of(graph.weight("cls_token", ofClass, 1, 1, width), operators.concatenate(0, grid.batch(),
			graph.integers(1, width))));
		return operators.concatenate(1, patches, everyImage);
	}

	private Value norm(final Value tokens, final String prefix) {
		return operators.rmsNorm(tokens, weights.take(prefix + ".weight", sizes.width()), NORM_EPSILON);
	}

	private BlockDescription describe(final int block) {
		final String name = "stage0.block" + block;
		return new BlockDescription(name, 0, block, sizes.stride(), sizes.patch() - sizes.stride(), sizes.channels(), sizes.states(), ScanOrders.VIM
			.stream().map(ScanOrder::name).toList(), StagedNodes.tapNames(name));
	}

	/** The logits come from the class token alone. */
	private void classify(final Value tokens, final GridNodes grid) {
		graph.scope("head");
		final Value normalised = norm(tokens, "norm_f");
		final Value cells = graph.node("Slice", List.of(normalised, graph.integers(0), graph.integers(-1), graph.integers(1)));
		final Value features = graph.named(NetworkGraph.FEATURES, grid.map(operators, operators.transpose(cells, 0, 2, 1), sizes.width()));
		graph.output(features, "batch", sizes.width(), "rows", "columns");
		final Value token = operators.reshape(operators.gather(normalised, 1, graph.integers(-1)), 0, sizes.width());
		final Value logits = graph.node("Gemm", List.of(token, weights.take(NetworkGraph.HEAD_WEIGHT, sizes.classes(), sizes.width()), weights.take(
			"head.bias", sizes.classes())), integer("transB", 1));
		graph.output(graph.named(NetworkGraph.LOGITS, logits), "batch", sizes.classes());
	}
}
