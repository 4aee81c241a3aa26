package org.xvmamba.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/**
 * A network as another producer would write it: a patch convolution, one direction of a scan's Δ, B and C under names of its own, and a head.
 * It has {@value #CHANNELS} inner channels, {@value #STATES} states, patches of {@value #PATCH} pixels and {@value #CLASSES} classes.
 */
public final class HandMadeGraph {

	public static final int CHANNELS = 4;
	public static final int STATES = 2;
	public static final int PATCH = 8;
	public static final int CLASSES = 3;

	private final Random random = new Random(11);
	private final GraphProto.Builder graph = GraphProto.newBuilder().setName("by hand");

	final float[] patches = weights(CHANNELS * 3 * PATCH * PATCH, 0.1f);
	final float[] steps = weights(CHANNELS * CHANNELS, 0.5f);
	final float[] writes = weights(CHANNELS * STATES, 0.5f);
	final float[] reads = weights(CHANNELS * STATES, 0.5f);
	final float[] head = weights(CHANNELS * CLASSES, 1);
	final float[] logRates = weights(STATES * CHANNELS, 0.5f);

	/** @return the rates of decay A, [1, N, D] */
	float[] rates() {
		final float[] rates = new float[logRates.length];
		for (int i = 0; i < rates.length; i++)
			rates[i] = (float) -Math.exp(logRates[i]);
		return rates;
	}

	/**
	 * Writes the graph.
	 *
	 * @param ratesComputed whether A is an output {@code enc/rates} of the graph, and not one of its weights
	 */
	void write(final Path file, final boolean ratesComputed) throws IOException {
		graph.addInput(value("pixels", "b", "3", "h", "w"));
		weight("enc/patches", patches, CHANNELS, 3, PATCH, PATCH);
		weight("enc/to_steps", steps, CHANNELS, CHANNELS);
		weight("enc/to_writes", writes, CHANNELS, STATES);
		weight("enc/to_reads", reads, CHANNELS, STATES);
		weight("to_scores", head, CHANNELS, CLASSES);
		graph.addInitializer(TensorProto.newBuilder().setName("enc/rows").addDims(3).setDataType(TensorProto.DataType.INT64.getNumber())
			.addAllInt64Data(List.of(0L, (long) CHANNELS, -1L)));
		graph.addInitializer(TensorProto.newBuilder().setName("enc/axis").addDims(1).setDataType(TensorProto.DataType.INT64.getNumber())
			.addInt64Data(1));
		node("Conv", "enc/cells", "pixels", "enc/patches").addAttribute(integers("strides", PATCH, PATCH));
		node("Reshape", "enc/flat", "enc/cells", "enc/rows");
		node("Transpose", "enc/tokens", "enc/flat").addAttribute(integers("perm", 0, 2, 1));
		node("Unsqueeze", "enc/u", "enc/tokens", "enc/axis");
		node("MatMul", "enc/raw_steps", "enc/u", "enc/to_steps");
		node("Softplus", "enc/step_sizes", "enc/raw_steps");
		node("MatMul", "enc/write", "enc/u", "enc/to_writes");
		node("MatMul", "enc/read", "enc/u", "enc/to_reads");
		node("ReduceMean", "mean", "enc/tokens").addAttribute(integers("axes", 1)).addAttribute(AttributeProto.newBuilder().setName("keepdims")
			.setType(AttributeProto.AttributeType.INT).setI(0));
		node("MatMul", "scores", "mean", "to_scores");
		if (ratesComputed) {
			weight("enc/log_rates", logRates, 1, STATES, CHANNELS);
			node("Exp", "enc/decays", "enc/log_rates");
			node("Neg", "enc/rates", "enc/decays");
			graph.addOutput(value("enc/rates", "1", "" + STATES, "" + CHANNELS));
		}
		else weight("enc/rates", rates(), 1, STATES, CHANNELS);
		graph.addOutput(value("scores", "b", "" + CLASSES)).addOutput(value("enc/step_sizes", "b", "1", "l", "" + CHANNELS)).addOutput(value(
			"enc/write", "b", "1", "l", "" + STATES)).addOutput(value("enc/read", "b", "1", "l", "" + STATES));
		finish(file);
	}

	/**
	 * Writes a classifier that shows none of its scans: the mean of each channel times a head.
	 *
	 * @param channelsLast whether it takes [b, h, w, 3]
	 */
	public void writePlain(final Path file, final boolean channelsLast) throws IOException {
		graph.addInput(channelsLast ? value("pixels", "b", "h", "w", "3") : value("pixels", "b", "3", "h", "w"));
		weight("to_scores", new float[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, 3, CLASSES);
		node("ReduceMean", "mean", "pixels").addAttribute(channelsLast ? integers("axes", 1, 2) : integers("axes", 2, 3)).addAttribute(
			AttributeProto.newBuilder().setName("keepdims").setType(AttributeProto.AttributeType.INT).setI(0));
		node("MatMul", "scores", "mean", "to_scores");
		graph.addOutput(value("scores", "b", "" + CLASSES));
		finish(file);
	}

	private void finish(final Path file) throws IOException {
		final GraphProto.Builder complete = GraphProto.newBuilder(graph.build());
		Files.write(file, ModelProto.newBuilder().setIrVersion(8).setProducerName("somebody else").addOpsetImport(OperatorSetIdProto.newBuilder()
			.setVersion(17)).setGraph(complete).build().toByteArray());
	}

	private float[] weights(final int count, final float scale) {
		final float[] weights = new float[count];
		for (int i = 0; i < count; i++)
			weights[i] = (float) random.nextGaussian() * scale;
		return weights;
	}

	private void weight(final String name, final float[] values, final long... shape) {
		final TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
		for (final long size : shape)
			tensor.addDims(size);
		for (final float value : values)
			tensor.addFloatData(value);
		graph.addInitializer(tensor);
	}

	private NodeProto.Builder node(final String type, final String output, final String... inputs) {
		return graph.addNodeBuilder().setOpType(type).addAllInput(List.of(inputs)).addOutput(output);
	}

	private static AttributeProto integers(final String name, final long... values) {
		final AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
		for (final long value : values)
			attribute.addInts(value);
		return attribute.build();
	}

	/** @param axes numbers, or names of sizes that may vary */
	private static ValueInfoProto value(final String name, final String... axes) {
		final TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
		for (final String axis : axes)
			if (Character.isDigit(axis.charAt(0))) shape.addDimBuilder().setDimValue(Long.parseLong(axis));
			else shape.addDimBuilder().setDimParam(axis);
		return ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(TypeProto.Tensor.newBuilder().setElemType(
			TensorProto.DataType.FLOAT.getNumber()).setShape(shape))).build();
	}
}
