package org.xvmamba.model;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

import org.xvmamba.convert.DeviceScanNodes;
import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockDescription.TensorNames;
import org.xvmamba.ssm.InfluenceIndex;

/**
 * Makes a model's graph one for a graphics card: every Scan operator, found by the Δ that it reads, is replaced by one recurrence, and the
 * indices asked for are computed in the graph. The file on disk stays as it is.
 */
final class DeviceGraphModel {

	private static final String SCAN = "Scan";
	private static final int DELTA_INPUT = 1;
	private static final int DELTA_U_INPUT = 2;
	private static final int Y_OUTPUT = 1;

	private final ModelProto whole;
	private final GraphNodes graph;
	private final Map<BlockDescription, NodeProto> scans = new HashMap<>();

	private DeviceGraphModel(final ModelProto whole) {
		this.whole = whole;
		this.graph = new GraphNodes(whole.getGraph());
	}

	/**
	 * @param whole a model
	 * @param blocks all that it has
	 * @return what makes its graphs for a device; nothing where a block's scan isn't found
	 */
	static Optional<DeviceGraphModel> of(final ModelProto whole, final List<BlockDescription> blocks) {
		final DeviceGraphModel model = new DeviceGraphModel(whole);
		final Set<String> weights = whole.getGraph().getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
		for (final BlockDescription block : blocks) {
			final Optional<NodeProto> scan = model.graph.all().stream().filter(node -> node.getOpType().equals(SCAN) && model.source(node, DELTA_INPUT)
				.equals(block.tensors().delta())).findFirst();
			if (scan.isEmpty() || !weights.contains(block.tensors().a())) return Optional.empty();
			model.scans.put(block, scan.get());
		}
		return blocks.isEmpty() ? Optional.empty() : Optional.of(model);
	}

	/** @return the name of an index of a block in a graph for a device, [b, K, L] in scan order */
	static String indexName(final BlockDescription block, final InfluenceIndex index) {
		return block.name() + ".index." + index.key();
	}

	/** @return whether the whole model gives a tensor of that name */
	boolean hasOutput(final String name) {
		return whole.getGraph().getOutputList().stream().anyMatch(output -> output.getName().equals(name));
	}

	/** @return A of a block, [K, N, D] */
	FloatBuffer decay(final BlockDescription block) {
		return OnnxInitializers.of(whole.getGraph(), Set.of(block.tensors().a())).get(block.tensors().a());
	}

	/** @return the block whose scan a node is; nothing where it is no scan */
	Optional<BlockDescription> block(final NodeProto node) {
		return scans.entrySet().stream().filter(entry -> entry.getValue() == node).map(Map.Entry::getKey).findFirst();
	}

	/** @return the tensor that a scan's input is made of by inserting an axis; empty where it is something else */
	private String source(final NodeProto scan, final int input) {
		final NodeProto maker = scan.getInputCount() > input ? graph.maker(scan.getInput(input)) : null;
		return maker != null && maker.getOpType().equals("Unsqueeze") ? maker.getInput(0) : "";
	}

	/**
	 * @param outputs tensors of the model that shall come out
	 * @param blocks those whose indices shall come out too
	 * @param indices which of them
	 * @return a graph with just what they need
	 */
	ModelProto model(final Collection<String> outputs, final Collection<BlockDescription> blocks, final Collection<InfluenceIndex> indices) {
		final List<NodeProto> nodes = new ArrayList<>();
		final List<TensorProto> weights = new ArrayList<>(whole.getGraph().getInitializerList());
		final Set<String> wanted = new LinkedHashSet<>(outputs);
		for (final NodeProto node : whole.getGraph().getNodeList()) {
			final Optional<BlockDescription> block = block(node);
			final GraphProto nodesInItsPlace = block.isEmpty() ? GraphProto.newBuilder().addNode(node).build() : replacement(block.get(), node, blocks
				.contains(block.get()) ? indices : Set.of());
			nodes.addAll(nodesInItsPlace.getNodeList());
			weights.addAll(nodesInItsPlace.getInitializerList());
		}
		for (final BlockDescription block : blocks)
			indices.forEach(index -> wanted.add(indexName(block, index)));
		return model(needed(nodes, wanted), weights, wanted);
	}

	private GraphProto replacement(final BlockDescription block, final NodeProto scan, final Collection<InfluenceIndex> indices) {
		final GraphBuilder builder = GraphBuilder.create();
		builder.scope(block.name() + ".device");
		final TensorNames names = block.tensors();
		final DeviceScanNodes nodes = new DeviceScanNodes(new Operators(builder), new DeviceScanNodes.Scan(new Value(names.delta()), new Value(names
			.b()), new Value(names.c()), new Value(names.a()), block.directions(), block.channels(), block.states()));
		nodes.y(new Value(source(scan, DELTA_U_INPUT)), scan.getOutput(Y_OUTPUT));
		indices.forEach(index -> nodes.index(index, indexName(block, index)));
		return builder.model("", "", "").getGraph();
	}

	private static List<NodeProto> needed(final List<NodeProto> nodes, final Collection<String> wanted) {
		final Map<String, NodeProto> makers = new HashMap<>();
		nodes.forEach(node -> node.getOutputList().forEach(name -> makers.put(name, node)));
		final Set<NodeProto> needed = new HashSet<>();
		final Deque<String> open = new ArrayDeque<>(wanted);
		while (!open.isEmpty()) {
			final NodeProto maker = makers.get(open.pop());
			if (maker != null && needed.add(maker)) open.addAll(GraphNodes.namesIn(maker));
		}
		return nodes.stream().filter(needed::contains).toList();
	}

	private ModelProto model(final List<NodeProto> nodes, final List<TensorProto> weights, final Set<String> wanted) {
		final Set<String> read = new HashSet<>();
		nodes.forEach(node -> read.addAll(GraphNodes.namesIn(node)));
		final TypeProto numbers = TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT
			.getNumber())).build();
		final GraphProto.Builder made = GraphProto.newBuilder().setName(whole.getGraph().getName()).addAllNode(nodes).addAllInput(whole.getGraph()
			.getInputList());
		weights.stream().filter(weight -> read.contains(weight.getName())).forEach(made::addInitializer);
		final Map<String, ValueInfoProto> described = new HashMap<>();
		whole.getGraph().getOutputList().forEach(output -> described.put(output.getName(), output));
		wanted.forEach(name -> made.addOutput(described.getOrDefault(name, ValueInfoProto.newBuilder().setName(name).setType(numbers).build())));
		return whole.toBuilder().setGraph(made).addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(DeviceScanNodes.DOMAIN).setVersion(1))
			.build();
	}
}
