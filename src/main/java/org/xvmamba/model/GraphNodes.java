package org.xvmamba.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** Who makes and who reads the tensors of an ONNX graph. */
final class GraphNodes {

	private static final String SHAPE = "Shape";
	private static final String CONSTANT = "Constant";

	private final List<NodeProto> nodes;
	private final Map<String, NodeProto> makers = new HashMap<>();
	private final Map<NodeProto, Set<String>> read = new HashMap<>();
	private final Set<String> weights;
	private final Set<NodeProto> arithmeticOfShapes = new HashSet<>();

	GraphNodes(final GraphProto graph) {
		nodes = graph.getNodeList();
		weights = graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
		for (final NodeProto node : nodes) {
			final Set<String> names = readBy(node);
			read.put(node, names);
			node.getOutputList().forEach(name -> makers.put(name, node));
			if (isArithmeticOfShapes(node, names)) arithmeticOfShapes.add(node);
		}
	}

	/** @return all nodes, each after those whose tensors it reads, as ONNX demands it */
	List<NodeProto> all() {
		return nodes;
	}

	/** @return the node that makes a tensor; null for the graph's inputs and weights */
	NodeProto maker(final String tensor) {
		return makers.get(tensor);
	}

	/** @return the tensors that a node reads, also inside its bodies, without the weights */
	Set<String> read(final NodeProto node) {
		return read.get(node);
	}

	/**
	 * @return whether the node computes with nothing but weights and the shapes of tensors: a few numbers, which are sooner computed anew than
	 *         handed on
	 */
	boolean isArithmeticOfShapes(final NodeProto node) {
		return arithmeticOfShapes.contains(node);
	}

	private boolean isArithmeticOfShapes(final NodeProto node, final Set<String> names) {
		if (node.getOpType().equals(SHAPE)) return false;
		// A node that reads nothing at all may well make random numbers.
		if (names.isEmpty()) return node.getInputCount() > 0 || node.getOpType().equals(CONSTANT);
		return names.stream().map(makers::get).allMatch(maker -> maker != null && (maker.getOpType().equals(SHAPE) || arithmeticOfShapes.contains(
			maker)));
	}

	private Set<String> readBy(final NodeProto node) {
		final Set<String> names = namesIn(node);
		names.removeAll(weights);
		return names;
	}

	/** @return all names from outside a node; a body sees the tensors of the graph around it */
	static Set<String> namesIn(final NodeProto node) {
		final Set<String> names = new LinkedHashSet<>(node.getInputList());
		// An input that is left out has an empty name.
		names.remove("");
		for (final AttributeProto attribute : node.getAttributeList()) {
			if (attribute.hasG()) names.addAll(namesFromOutside(attribute.getG()));
			attribute.getGraphsList().forEach(body -> names.addAll(namesFromOutside(body)));
		}
		return names;
	}

	private static Set<String> namesFromOutside(final GraphProto body) {
		final Set<String> names = new LinkedHashSet<>();
		body.getNodeList().forEach(node -> names.addAll(namesIn(node)));
		body.getOutputList().forEach(output -> names.add(output.getName()));
		body.getInputList().stream().map(ValueInfoProto::getName).forEach(names::remove);
		body.getInitializerList().stream().map(TensorProto::getName).forEach(names::remove);
		body.getNodeList().forEach(node -> names.removeAll(node.getOutputList()));
		return names;
	}
}
