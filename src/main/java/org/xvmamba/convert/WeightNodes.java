package org.xvmamba.convert;

import static org.xvmamba.convert.graph.Attributes.integer;

import java.util.List;
import java.util.Optional;

import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;

/**
 * Tensors of a checkpoint as initializers of a graph.
 *
 * @param graph that gets them
 * @param source that they are taken from
 */
record WeightNodes(GraphBuilder graph, StateDict source) {

	/** Every LayerNorm of the families here has it. */
	private static final float LAYER_NORM_EPSILON = 1e-5f;

	/** Every BatchNorm, too. */
	private static final float BATCH_NORM_EPSILON = 1e-5f;

	/** @return the tensor as it is, under its own name */
	Value take(final String name, final long... shape) {
		return graph.weight(name, source.take(name, shape), shape);
	}

	/** @return the tensor as it is, where there is one */
	Optional<Value> takeIfPresent(final String name, final long... shape) {
		return source.has(name) ? Optional.of(take(name, shape)) : Optional.empty();
	}

	/** @return a matrix [rows, columns] of the checkpoint as [columns, rows], to be multiplied from the right with tokens [.., columns] */
	Value takeTransposed(final String name, final int rows, final int columns) {
		return graph.weight(name, WeightLayouts.transposed(source.takeMatrix(name, rows, columns), 1, rows, columns), columns, rows);
	}

	/** @return tokens [.., columns] through a layer with a bias, [.., rows] */
	Value linear(final Operators operators, final Value tokens, final String prefix, final int rows, final int columns) {
		final Value product = operators.matrixProduct(tokens, takeTransposed(prefix + ".weight", rows, columns));
		return operators.add(product, take(prefix + ".bias", rows));
	}

	/** @return x [b, channels, h, w] normalised over its channels with the weights of this prefix */
	Value channelNorm(final Operators operators, final Value x, final String prefix, final int channels) {
		final Value cells = operators.transpose(x, 0, 2, 3, 1);
		return operators.transpose(layerNorm(operators, cells, prefix, channels), 0, 3, 1, 2);
	}

	/** @return x normalised over its last axis with the weights of this prefix */
	Value layerNorm(final Operators operators, final Value x, final String prefix, final int size) {
		return operators.layerNorm(x, take(prefix + ".weight", size), take(prefix + ".bias", size), LAYER_NORM_EPSILON);
	}

	/**
	 * Appends the outputs of a network whose head is linear on the mean of its last feature map.
	 *
	 * @param map [b, channels, h, w], made last
	 * @param prefix of the head's tensors
	 */
	void headOnMean(final Operators operators, final Value map, final String prefix, final int classes, final int channels) {
		final Value features = graph.named(NetworkGraph.FEATURES, map);
		graph.output(features, "batch", channels, "rows", "columns");
		final Value matrix = graph.weight(NetworkGraph.HEAD_WEIGHT, source.take(prefix + ".weight", classes, channels), classes, channels);
		final Value logits = graph.node("Gemm", List.of(operators.mean(features, 2, 3), matrix, take(prefix + ".bias", classes)), integer("transB",
			1));
		graph.output(graph.named(NetworkGraph.LOGITS, logits), "batch", classes);
	}

	/** @return x [b, channels, h, w] normalised with the running statistics of this prefix */
	Value batchNorm(final Operators operators, final Value x, final String prefix, final int channels) {
		return operators.batchNorm(x, take(prefix + ".weight", channels), take(prefix + ".bias", channels), take(prefix + ".running_mean", channels),
			take(prefix + ".running_var", channels), BATCH_NORM_EPSILON);
	}
}
