package org.xvmamba.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;

import org.xvmamba.model.GraphPartition.Segment;

/**
 * Makes a segment of a graph a model of its own, with just the weights it needs. The file doesn't say of which type and shape the tensors
 * inside a graph are; ONNX Runtime does, once it has loaded the segment that makes them, so the segments are made and loaded one by one.
 */
final class SegmentModels {

	private final ModelProto whole;
	private final Map<String, TensorProto> weights = new HashMap<>();
	private final Map<String, ValueInfoProto> known = new HashMap<>();
	private final Set<String> sizeNames = new HashSet<>();

	/** @param whole the model that is cut */
	SegmentModels(final ModelProto whole) {
		this.whole = whole;
		whole.getGraph().getInitializerList().forEach(weight -> weights.put(weight.getName(), weight));
		for (final ValueInfoProto input : whole.getGraph().getInputList()) {
			known.put(input.getName(), input);
			input.getType().getTensorType().getShape().getDimList().forEach(dimension -> sizeNames.add(dimension.getDimParam()));
		}
		sizeNames.remove("");
	}

	/**
	 * @param segment whose inputs are known by now
	 * @return the model; its outputs have no type, which ONNX Runtime infers
	 */
	ModelProto model(final Segment segment) {
		final GraphProto.Builder graph = GraphProto.newBuilder().setName(whole.getGraph().getName()).addAllNode(segment.nodes());
		segment.inputs().forEach(name -> graph.addInput(known.get(name)));
		segment.outputs().forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
		final Set<String> read = new LinkedHashSet<>();
		segment.nodes().forEach(node -> read.addAll(GraphNodes.namesIn(node)));
		read.stream().map(weights::get).filter(weight -> weight != null).forEach(graph::addInitializer);
		return whole.toBuilder().setGraph(graph).build();
	}

	/** Takes down types and shapes of what a segment gives. */
	void learn(final OrtSession session) throws OrtException {
		for (final Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet())
			known.put(output.getKey(), describe(output.getKey(), (TensorInfo) output.getValue().getInfo()));
	}

	/** Takes down that a scan's y [b, L, D] is like its dt [b, K, L, D], the directions added up. */
	void learn(final ScanBoundary scan) {
		final ValueInfoProto.Builder y = known.get(scan.dt()).toBuilder().setName(scan.y());
		y.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().removeDim(1);
		known.put(scan.y(), y.build());
	}

	/**
	 * A size keeps its name only where the whole graph has it from outside, such as the batch: others are ONNX Runtime's inventions, and mean
	 * something else in each segment.
	 */
	private ValueInfoProto describe(final String name, final TensorInfo info) {
		final TypeProto.Tensor.Builder type = TypeProto.Tensor.newBuilder().setElemType(elementType(info));
		for (int axis = 0; axis < info.getShape().length; axis++) {
			final TensorShapeProto.Dimension.Builder dimension = type.getShapeBuilder().addDimBuilder();
			if (info.getShape()[axis] >= 0) dimension.setDimValue(info.getShape()[axis]);
			else if (sizeNames.contains(info.getDimensionNames()[axis])) dimension.setDimParam(info.getDimensionNames()[axis]);
		}
		return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(type)).build();
	}

	/** The Java side of ONNX Runtime has ONNX's names for the types behind a prefix, but other numbers. */
	private static int elementType(final TensorInfo info) {
		return TensorProto.DataType.valueOf(info.onnxType.name().replace("ONNX_TENSOR_ELEMENT_DATA_TYPE_", "")).getNumber();
	}
}
