package org.xvmamba.convert;

import static org.xvmamba.convert.graph.Attributes.integers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.convert.NetworkGraph.Input;
import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.scan.ScanOrder;
import org.xvmamba.scan.ScanOrders;
import org.xvmamba.ssm.BlockDescription;

/**
 * PlainMamba (arXiv 2403.17695): one grid from the first layer to the last, no class token, four continuous scans with the same parameters, and a
 * part of B that tells by which move a cell was reached.
 */
final class PlainMamba implements ModelFamily {

	@Override
	public String key() {
		return "plainmamba";
	}

	@Override
	public String label() {
		return "PlainMamba";
	}

	@Override
	public Optional<String> recognise(final StateDict weights) {
		final boolean stem = weights.has("patch_embed.stem.0.weight");
		return weights.firstEndingWith(".mamba.direction_Bs").filter(name -> stem).map(name -> "'" + name + "' beside 'patch_embed.stem.0.weight'");
	}

	@Override
	public List<String> notes(final StateDict weights, final ConversionOptions options) {
		final Sizes sizes = Sizes.of(weights);
		return List.of("Step l of every scan takes Δ, B and C of cell l, wherever the scan has come to by then: so does the published code, with which " +
			"such networks are trained.", "The position embedding has " + sizes.grid + " x " + sizes.grid + " places: taken for an input of " + sizes
				.inputSize() + " x " + sizes.inputSize() + " pixels.");
	}

	@Override
	public NetworkGraph build(final StateDict weights, final ConversionOptions options, final Progress progress) {
		final NetworkGraph graph = new Nodes(weights, Sizes.of(weights)).build(key(), progress);
		weights.requireAllTaken(label());
		return graph;
	}

	/**
	 * @param inputChannels channels of the image
	 * @param stem channels of the convolutions before the patches
	 * @param convolutions how many of these keep the image's size
	 * @param width channels of a token
	 * @param patch pixels of a patch along each axis
	 * @param grid patches along each axis of the images on which the network was trained
	 * @param layers how many
	 * @param channels D, inner channels of the scan
	 * @param states N, states of a channel
	 * @param rank R, numbers from which a token's Δ is projected
	 * @param kernel cells along each axis that the convolution before the scan sees
	 * @param classes number of logits
	 */
	private record Sizes(int inputChannels, int stem, int convolutions, int width, int patch, int grid, int layers, int channels, int states,
		int rank, int kernel, int classes)
	{

		static Sizes of(final StateDict weights) {
			final List<Long> stem = weights.shape("patch_embed.stem.0.weight", 4); // [stem, inputChannels, 7, 7]
			final List<Long> projection = weights.shape("patch_embed.projection.weight", 4); // [width, stem, patch/2, patch/2]
			final List<Long> decays = weights.shape("layers.0.mamba.A_log", 2); // [D, N]
			// Of each convolution the kernel and its normalisation have weights; the third of the three layers has none.
			return new Sizes(ScanSizes.size(stem, 1), ScanSizes.size(stem, 0), weights.count("patch_embed\\.convs\\.(\\d+)\\.weight") / 2, ScanSizes.size(
				projection, 0), 2 * ScanSizes.size(projection, 2), grid(weights), weights.count("layers\\.(\\d+)\\..*"), ScanSizes.size(decays, 0),
				ScanSizes.size(decays, 1), ScanSizes.size(weights.shape("layers.0.mamba.dt_proj.weight", 2), 1), ScanSizes.size(weights.shape(
					"layers.0.mamba.conv2d.weight", 4), 2), ScanSizes.size(weights.shape("head.fc.weight", 2), 0));
		}

		/** @return pixels along each axis on which the network was trained */
		int inputSize() {
			return grid * patch;
		}

		private static int grid(final StateDict weights) {
			final long places = weights.shape("pos_embed", 3).get(1); // [1, cells, width]
			final int grid = (int) Math.round(Math.sqrt(places));
			if ((long) grid * grid != places) throw new UserException("The position embedding in '" + weights.fileName() + "' has " + places +
				" places; only square images, thus square numbers, can be converted.");
			return grid;
		}
	}

	/** The graph of one network. Tokens are [b, L, C], row by row. */
	private static final class Nodes {

		/** The stem halves the image; what is left of a patch is taken by a convolution. */
		private static final int STEM_STRIDE = 2;
		private static final int STEM_KERNEL = 7;
		private static final int KERNEL = 3;

		/** Of the last LayerNorm alone. */
		private static final float LAST_NORM_EPSILON = 1e-6f;

		private static final int DIRECTIONS = ScanOrders.PLAIN_MAMBA.size();

		// By which move a cell is reached: rows of direction_Bs; the first one is for the first step.
		private static final int MOVES = 5;
		private static final int RIGHT = 1;
		private static final int LEFT = 2;
		private static final int UP = 3;
		private static final int DOWN = 4;

		private final GraphBuilder graph = GraphBuilder.create();
		private final Operators operators = new Operators(graph);
		private final WeightNodes weights;
		private final Sizes sizes;
		private final List<BlockDescription> blocks = new ArrayList<>();

		Nodes(final StateDict weights, final Sizes sizes) {
			this.weights = new WeightNodes(graph, weights);
			this.sizes = sizes;
		}

		NetworkGraph build(final String family, final Progress progress) {
			graph.scope("patch_embed");
			final Value map = patches(graph.input(NetworkGraph.INPUT, "batch", sizes.inputChannels, "height", "width"));
			final GridNodes grid = GridNodes.of(operators, map, List.of(ScanOrders.PLAIN_MAMBA));
			final float[] places = weights.source().take("pos_embed", 1, (long) sizes.grid * sizes.grid, sizes.width);
			Value tokens = GridNodes.tokens(operators, operators.add(map, grid.resized(operators, places, sizes.grid, sizes.width)), sizes.width);
			final Value moves = moves(grid);
			for (int layer = 0; layer < sizes.layers; layer++) {
				progress.throwIfCancelled();
				final BlockDescription block = describe(layer);
				progress.report("Converting " + block.name(), layer, sizes.layers);
				graph.scope(block.name());
				tokens = layer(tokens, grid, moves, block.name(), "layers." + layer + ".");
				blocks.add(block);
			}
			graph.scope("head");
			final Value last = operators.layerNorm(tokens, weights.take("ln1.weight", sizes.width), weights.take("ln1.bias", sizes.width),
				LAST_NORM_EPSILON);
			weights.headOnMean(operators, map(last, grid, sizes.width), "head.fc", sizes.classes, sizes.width);
			final Input usual = Input.imageNet(sizes.inputChannels, sizes.patch);
			return new NetworkGraph(graph.model(family, "X-VMamba Explain", "A PlainMamba with the tensors of its selective scans as outputs."),
				new Input(usual.channels(), sizes.inputSize(), usual.minimumSize(), usual.mean(), usual.standardDeviation()), sizes.classes, true,
				blocks);
		}

		/** The image [b, channels, h, w] as patches [b, C, ⌈h/patch⌉, ⌈w/patch⌉]. */
		private Value patches(final Value image) {
			final String prefix = "patch_embed.";
			final int step = sizes.patch / STEM_STRIDE;
			final Value kernel = weights.take(prefix + "stem.0.weight", sizes.stem, sizes.inputChannels, STEM_KERNEL, STEM_KERNEL);
			final int border = STEM_KERNEL / 2;
			final Value half = graph.node("Conv", List.of(image, kernel), integers("strides", STEM_STRIDE, STEM_STRIDE), integers("pads", border, border,
				border, border));
			Value map = normalised(half, prefix + "stem.1");
			for (int i = 0; i < sizes.convolutions; i++)
				map = normalised(operators.convolve(map, weights.take(prefix + "convs." + 3 * i + ".weight", sizes.stem, sizes.stem, KERNEL, KERNEL),
					Optional.empty(), KERNEL, 1), prefix + "convs." + (3 * i + 1));
			final Value projection = weights.take(prefix + "projection.weight", sizes.width, sizes.stem, step, step);
			return graph.node("Conv", List.of(padded(map, step), projection, weights.take(prefix + "projection.bias", sizes.width)), integers("strides",
				step, step));
		}

		private Value normalised(final Value map, final String prefix) {
			return operators.apply("Relu", weights.batchNorm(operators, map, prefix, sizes.stem));
		}

		/** Zeros at the right and below, up to whole patches. */
		private Value padded(final Value map, final int step) {
			final Value size = operators.gather(operators.apply("Shape", map), 0, graph.integers(2, 3));
			final Value missing = graph.node("Mod", List.of(operators.apply("Neg", size), graph.integers(step)));
			return graph.node("Pad", List.of(map, operators.concatenate(0, graph.integers(0, 0, 0, 0, 0, 0), missing)));
		}

		/** For each direction and step, the row of direction_Bs, [K, L]. */
		private Value moves(final GridNodes grid) {
			final Value cells = operators.reshape(grid.scans().get(0).tokens(), DIRECTIONS, -1);
			final Value all = graph.integers(Long.MAX_VALUE);
			final Value after = graph.node("Slice", List.of(cells, graph.integers(1), all, graph.integers(1)));
			final Value before = graph.node("Slice", List.of(cells, graph.integers(0), graph.integers(-1), graph.integers(1)));
			final Value distance = operators.subtract(after, before);
			// On a grid of one column, whose neighbours are one cell apart too, the scans go down and up.
			final Value alongRow = where(distance, graph.integers(1), graph.integers(RIGHT), graph.integers(LEFT));
			final Value upOrAlongRow = where(distance, operators.apply("Neg", grid.width()), graph.integers(UP), alongRow);
			final Value moves = where(distance, grid.width(), graph.integers(DOWN), upOrAlongRow);
			return operators.concatenate(1, operators.reshape(graph.integers(new long[DIRECTIONS]), DIRECTIONS, 1), moves);
		}

		private Value where(final Value x, final Value equals, final Value then, final Value otherwise) {
			return graph.node("Where", List.of(graph.node("Equal", List.of(x, equals)), then, otherwise));
		}

		private Value layer(final Value tokens, final GridNodes grid, final Value moves, final String block, final String prefix) {
			final Value normalised = weights.layerNorm(operators, tokens, prefix + "norm", sizes.width);
			final Value mixed = operators.add(mixed(normalised, grid, moves, block, prefix + "mamba."), tokens);
			if (!weights.source().has(prefix + "dw.0.weight")) return mixed;
			final Value kernel = weights.take(prefix + "dw.0.weight", sizes.width, 1, KERNEL, KERNEL);
			final Value convolved = operators.convolve(map(mixed, grid, sizes.width), kernel, Optional.empty(), KERNEL, sizes.width);
			return GridNodes.tokens(operators, operators.gelu(weights.batchNorm(operators, convolved, prefix + "dw.1", sizes.width)), sizes.width);
		}

		/** A projection, a convolution, the scans, the gate, and the projection back. */
		private Value mixed(final Value normalised, final GridNodes grid, final Value moves, final String block, final String prefix) {
			final int channels = sizes.channels;
			final Value projected = weights.linear(operators, normalised, prefix + "in_proj", 2 * channels, sizes.width);
			final List<Value> halves = operators.split(projected, 2, channels, channels);
			final Value kernel = weights.take(prefix + "conv2d.weight", channels, 1, sizes.kernel, sizes.kernel);
			final Value convolved = operators.convolve(map(halves.get(0), grid, channels), kernel, Optional.of(weights.take(prefix + "conv2d.bias",
				channels)), sizes.kernel, channels);
			final SelectiveScanNodes scan = new SelectiveScanNodes(operators, grid.scans().get(0), block, DIRECTIONS, channels, sizes.states);
			final Value u = scan.input(GridNodes.tokens(operators, operators.silu(convolved), channels));
			final int rows = sizes.rank + 2 * sizes.states;
			final List<Value> parts = operators.split(operators.insertAxis(operators.matrixProduct(u, weights.takeTransposed(prefix + "x_proj.weight",
				rows, channels)), 1), 3, sizes.rank, sizes.states, sizes.states);
			final Value dt = operators.matrixProduct(parts.get(0), weights.takeTransposed(prefix + "dt_proj.weight", channels, sizes.rank));
			final Value b = operators.add(parts.get(1), operators.gather(weights.take(prefix + "direction_Bs", MOVES, sizes.states), 0, moves));
			final Value y = scan.appendProjected(u, forAll(dt), b, forAll(parts.get(2)), recursion(prefix), grid.batch());
			return weights.linear(operators, operators.multiply(y, operators.silu(halves.get(1))), prefix + "out_proj", sizes.width, channels);
		}

		/** [b, 1, L, size] to [b, K, L, size]. */
		private Value forAll(final Value x) {
			return operators.concatenate(1, x, x, x, x);
		}

		private SelectiveScanNodes.Recursion recursion(final String prefix) {
			final StateDict source = weights.source();
			return new SelectiveScanNodes.Recursion(WeightLayouts.repeated(source.take(prefix + "dt_proj.bias", sizes.channels), DIRECTIONS),
				WeightLayouts.repeated(source.take(prefix + "A_log", sizes.channels, sizes.states), DIRECTIONS), WeightLayouts.repeated(source.take(
					prefix + "D", sizes.channels), DIRECTIONS));
		}

		private Value map(final Value tokens, final GridNodes grid, final int channels) {
			return grid.map(operators, operators.transpose(tokens, 0, 2, 1), channels);
		}

		private BlockDescription describe(final int layer) {
			final String name = "stage0.block" + layer;
			return new BlockDescription(name, 0, layer, sizes.patch, 1 - sizes.patch, sizes.channels, sizes.states, ScanOrders.PLAIN_MAMBA.stream()
				.map(ScanOrder::name).toList(), StagedNodes.tapNames(name));
		}
	}
}
