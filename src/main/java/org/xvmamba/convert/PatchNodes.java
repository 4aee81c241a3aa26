package org.xvmamba.convert;

import static org.xvmamba.convert.graph.Attributes.integers;

import java.util.List;

import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;

/** How MedMamba and the first VMamba cut an image into patches, and merge patches between stages. */
record PatchNodes(Operators operators, WeightNodes weights, StagedSizes sizes) {

	static final StagedSizes.Names NAMES = new StagedSizes.Names("patch_embed.proj.weight", "self_attention.", "head.weight");

	/** @return pixels of a patch along each axis */
	static int patch(final StateDict weights) {
		return ScanSizes.size(weights.shape(NAMES.embedding(), 4), 2); // [width, channels, patch, patch]
	}

	/** Non-overlapping patches, each projected to a vector and normalised. */
	Value embed(final Value image) {
		graph().scope("patch_embed");
		final int width = sizes.stages().get(0).width();
		final int patch = sizes.patch();
		final Value kernel = weights.take(NAMES.embedding(), width, sizes.inputChannels(), patch, patch);
		final Value projected = graph().node("Conv", List.of(image, kernel, weights.take("patch_embed.proj.bias", width)), integers("strides", patch,
			patch));
		return weights.channelNorm(operators, projected, "patch_embed.norm", width);
	}

	/**
	 * Four neighbours become one token: (row, column) (0,0), (1,0), (0,1), (1,1), so the column in the pair counts before the row. An odd last row
	 * or column is dropped.
	 */
	Value merge(final Value map, final int stage) {
		graph().scope("merge" + (stage - 1));
		final int before = sizes.stages().get(stage - 1).width();
		final int after = sizes.stages().get(stage).width();
		final String prefix = "layers." + (stage - 1) + ".downsample.";
		final Value two = graph().integers(2);
		final Value size = graph().node("Slice", List.of(operators.apply("Shape", map), two, graph().integers(4)));
		final Value halves = graph().node("Div", List.of(size, two)); // [2]: rows and columns of the new grid
		final Value even = operators.multiply(halves, two);
		final Value cropped = graph().node("Slice", List.of(map, graph().integers(0, 0), even, graph().integers(2, 3)));
		final List<Value> rowsAndColumns = operators.split(halves, 0, 1, 1);
		final Value pairs = operators.reshape(cropped, operators.concatenate(0, graph().integers(0, before), rowsAndColumns.get(0), two,
			rowsAndColumns.get(1), two)); // [b, C, h, 2, w, 2]
		final Value tokens = operators.reshape(operators.transpose(pairs, 0, 2, 4, 5, 3, 1), 0, -1, 4L * before); // [b, L, 4C]
		final Value normalised = weights.layerNorm(operators, tokens, prefix + "norm", 4 * before);
		final Value reduction = weights.take(prefix + "reduction.weight", after, 4L * before);
		final Value reduced = operators.matrixProduct(reduction, operators.transpose(normalised, 0, 2, 1)); // [b, C, L]
		return operators.reshape(reduced, operators.concatenate(0, graph().integers(0, after), halves));
	}

	private GraphBuilder graph() {
		return operators.graph();
	}
}
