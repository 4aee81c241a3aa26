package org.xvmamba.model;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;

import org.xvmamba.UserException;
import org.xvmamba.model.ModelDescription.GraphNames;

/**
 * What a loaded network takes and gives.
 *
 * @param inputs by their names
 * @param outputs by their names
 */
record GraphFace(Map<String, NodeInfo> inputs, Map<String, NodeInfo> outputs) {

	/** @param sessions that run the network together */
	static GraphFace of(final Collection<OrtSession> sessions) throws OrtException {
		final Map<String, NodeInfo> inputs = new HashMap<>();
		final Map<String, NodeInfo> outputs = new HashMap<>();
		for (final OrtSession session : sessions) {
			inputs.putAll(session.getInputInfo());
			outputs.putAll(session.getOutputInfo());
		}
		return new GraphFace(inputs, outputs);
	}

	/**
	 * The ids of a BioImage.IO description need not be the names in the graph: where they are not, the only input and the only output are meant.
	 *
	 * @return the description with the names of the graph, where it lists no blocks of this graph
	 */
	ModelDescription resolve(final ModelDescription description) {
		if (!description.blocks().isEmpty() || inputs.size() != 1 || outputs.size() != 1) return description;
		final GraphNames graph = description.graph();
		return description.with(new GraphNames(inputs.keySet().iterator().next(), outputs.keySet().iterator().next(), graph.features(), graph
			.headWeight()));
	}

	/** @throws UserException when the network is not the one that its description describes */
	void requireDescribed(final ModelDescription description, final Path modelFile) {
		final GraphNames graph = description.graph();
		if (!inputs.containsKey(graph.input()) || !outputs.containsKey(graph.logits())) throw new UserException("The model '" + modelFile +
			"' has the inputs " + inputs.keySet() + " and the outputs " + outputs.keySet() + ", but its description names '" + graph.input() +
			"' and '" + graph.logits() + "'; import the model again.");
		final long[] shape = shape(outputs.get(graph.logits()));
		final long classes = shape.length == 0 ? 0 : shape[shape.length - 1];
		if (classes > 0 && classes != description.classes().size()) throw new UserException("The model '" + modelFile + "' tells " + classes +
			" classes apart, but its description names " + description.classes().size() + "; import it again with the right class names.");
	}

	/** @return the most images that one run can take; very large where the model doesn't say */
	int largestBatch(final ModelDescription description) {
		final long[] shape = shape(inputs.get(description.graph().input()));
		return shape.length > 0 && shape[0] > 0 ? 1 : Integer.MAX_VALUE;
	}

	private static long[] shape(final NodeInfo node) {
		return node.getInfo() instanceof TensorInfo info ? info.getShape() : new long[0];
	}
}
