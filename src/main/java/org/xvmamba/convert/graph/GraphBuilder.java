package org.xvmamba.convert.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/**
 * Builds an ONNX graph in the order of its computation: every method appends a node and gives its output. Nodes and values are named after the
 * scope in which they were made, such as {@code stage0.block1/MatMul_12}; {@link #named} gives a value a name of its own.
 * <p>
 * Not thread-safe.
 */
public final class GraphBuilder {

	/** Opset 17 is the first with LayerNormalization; IR version 8 came with it. */
	private static final int OPSET = 17;
	private static final int IR_VERSION = 8;

	private final GraphProto.Builder graph = GraphProto.newBuilder();
	private final Set<String> names = new HashSet<>();
	private final GraphBuilder parent;
	private String scope = "";
	private int made;

	private GraphBuilder(final GraphBuilder parent) {
		this.parent = parent;
	}

	/** @return an empty graph */
	public static GraphBuilder create() {
		return new GraphBuilder(null);
	}

	/** @return the body of a control-flow node of this graph; it sees this graph's values and shares its names and scope */
	public GraphBuilder body() {
		return new GraphBuilder(this);
	}

	/** @param name prefix of all names from now on, such as {@code stage0.block1} */
	public void scope(final String name) {
		scope = name;
	}

	/**
	 * @param name its name, which is part of the model's contract
	 * @param axes for each axis its fixed size, or the name of a dynamic one
	 * @return a new input of single-precision numbers
	 */
	public Value input(final String name, final Object... axes) {
		graph.addInput(valueInfo(claim(name), axes));
		return new Value(name);
	}

	/** @return a new input of a body, of a shape that follows from the control-flow node */
	public Value bodyInput() {
		final Value input = new Value(unique("in"));
		graph.addInput(valueInfo(input.name()));
		return input;
	}

	/**
	 * Makes a value an output of the graph.
	 *
	 * @param value of this graph
	 * @param axes for each axis its fixed size, or the name of a dynamic one; none where the shape is left open
	 */
	public void output(final Value value, final Object... axes) {
		graph.addOutput(valueInfo(value.name(), axes));
	}

	/**
	 * Renames an output of the node appended last.
	 *
	 * @param name its name, which is part of the model's contract
	 * @param value an output of the node appended last
	 * @return the value under its new name
	 */
	public Value named(final String name, final Value value) {
		final NodeProto.Builder last = graph.getNodeBuilder(graph.getNodeCount() - 1);
		final int output = last.getOutputList().indexOf(value.name());
		if (output < 0) throw new IllegalArgumentException("Only a value made last can be named '" + name + "'; " + value.name() + " was not.");
		last.setOutput(output, claim(name));
		return new Value(name);
	}

	/**
	 * @param name its name
	 * @param values the last axis fastest
	 * @param shape size along each axis
	 * @return a weight
	 */
	public Value weight(final String name, final float[] values, final long... shape) {
		final long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
		if (size != values.length) throw new IllegalArgumentException(name + " has " + values.length + " values for shape " + Arrays.toString(shape));
		graph.addInitializer(TensorProto.newBuilder().setName(claim(name)).setDataType(DataType.FLOAT.getNumber()).addAllDims(boxed(shape)).setRawData(
			littleEndian(values)));
		return new Value(name);
	}

	/** @return a single number */
	public Value number(final float value) {
		return weight(unique("number"), new float[] { value });
	}

	/** @return a list of integers, such as axes or a shape */
	public Value integers(final long... values) {
		return integers(List.of((long) values.length), values);
	}

	/** @return a single integer, without axes */
	public Value integer(final long value) {
		return integers(List.of(), value);
	}

	private Value integers(final List<Long> shape, final long... values) {
		final String name = unique("integers");
		graph.addInitializer(TensorProto.newBuilder().setName(name).setDataType(DataType.INT64.getNumber()).addAllDims(shape).addAllInt64Data(boxed(
			values)));
		return new Value(name);
	}

	/**
	 * Appends a node with one output.
	 *
	 * @param operator of ONNX opset 17
	 * @param inputs in the operator's order
	 * @param attributes see {@link Attributes}
	 * @return its output
	 */
	public Value node(final String operator, final List<Value> inputs, final AttributeProto... attributes) {
		return nodes(operator, inputs, 1, attributes).get(0);
	}

	/**
	 * Appends a node.
	 *
	 * @param operator of ONNX opset 17
	 * @param inputs in the operator's order
	 * @param outputs how many outputs it has
	 * @param attributes see {@link Attributes}
	 * @return its outputs
	 */
	public List<Value> nodes(final String operator, final List<Value> inputs, final int outputs, final AttributeProto... attributes) {
		return contributed("", operator, inputs, outputs, attributes);
	}

	/**
	 * Appends a node whose operator isn't ONNX's own.
	 *
	 * @param domain of the operator, which the model has to import
	 * @param operator of that domain
	 * @param inputs in the operator's order
	 * @param outputs how many outputs it has
	 * @param attributes see {@link Attributes}
	 * @return its outputs
	 */
	public List<Value> contributed(final String domain, final String operator, final List<Value> inputs, final int outputs,
		final AttributeProto... attributes)
	{
		final String name = unique(operator);
		final NodeProto.Builder node = graph.addNodeBuilder().setDomain(domain).setOpType(operator).setName(name).addAllAttribute(Arrays.asList(attributes));
		inputs.forEach(input -> node.addInput(input.name()));
		for (int i = 0; i < outputs; i++)
			node.addOutput(outputs == 1 ? name : name + "." + i);
		return node.getOutputList().stream().map(Value::new).toList();
	}

	/** @return this graph as the body of a control-flow node */
	public AttributeProto asAttribute(final String attribute) {
		return AttributeProto.newBuilder().setName(attribute).setType(AttributeType.GRAPH).setG(graph.setName(unique(attribute))).build();
	}

	/**
	 * @param name the graph's name
	 * @param producer the program that made it
	 * @param documentation a sentence for people who open the file
	 * @return the whole model
	 */
	public ModelProto model(final String name, final String producer, final String documentation) {
		return ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName(producer).setDocString(documentation).addOpsetImport(
			OperatorSetIdProto.newBuilder().setVersion(OPSET)).setGraph(graph.setName(name)).build();
	}

	private static ValueInfoProto valueInfo(final String name, final Object... axes) {
		final TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT.getNumber());
		if (axes.length > 0) tensor.setShape(TensorShapeProto.newBuilder().addAllDim(Arrays.stream(axes).map(GraphBuilder::dimension).collect(
			Collectors.toList())));
		return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(tensor)).build();
	}

	private static TensorShapeProto.Dimension dimension(final Object axis) {
		final TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
		return axis instanceof Number size ? dimension.setDimValue(size.longValue()).build() : dimension.setDimParam(axis.toString()).build();
	}

	private static ByteString littleEndian(final float[] values) {
		final ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asFloatBuffer().put(values);
		return UnsafeByteOperations.unsafeWrap(bytes);
	}

	private static List<Long> boxed(final long... values) {
		return Arrays.stream(values).boxed().toList();
	}

	/** A slash stands in no name that is given from outside, so these can't meet. */
	private String unique(final String word) {
		if (parent != null) return parent.unique("body/" + word);
		return (scope.isEmpty() ? "" : scope + "/") + word + "_" + made++;
	}

	private String claim(final String name) {
		if (!names.add(name)) throw new IllegalArgumentException("The graph has two values of the name '" + name + "'.");
		return name;
	}
}
