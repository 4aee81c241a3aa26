package org.xvmamba.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;

import org.xvmamba.UserException;

/** Reads some of an ONNX file's weights, one tensor at a time, so that a big model never stands twice in memory. */
final class OnnxInitializers {

	private static final Set<Integer> FLOATING_POINT = Stream.of(TensorProto.DataType.FLOAT, TensorProto.DataType.DOUBLE,
		TensorProto.DataType.FLOAT16, TensorProto.DataType.BFLOAT16).map(TensorProto.DataType::getNumber).collect(Collectors.toUnmodifiableSet());

	private final Set<String> wanted;
	private final Map<String, TensorProto> found = new HashMap<>();
	private long numbers;

	private OnnxInitializers(final Set<String> wanted) {
		this.wanted = wanted;
	}

	/**
	 * @param file an ONNX model
	 * @param names of initializers
	 * @return those of them that the model has, as float32 values in the tensors' own order
	 * @throws UserException when the file is too big, damaged, or keeps such a tensor in another file or of another type
	 */
	static Map<String, FloatBuffer> read(final Path file, final Set<String> names) {
		return scan(file, names).values();
	}

	private static OnnxInitializers scan(final Path file, final Set<String> names) {
		final OnnxInitializers reader = new OnnxInitializers(names);
		try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
			requireReadable(file);
			final CodedInputStream input = CodedInputStream.newInstance(stream);
			input.setSizeLimit(Integer.MAX_VALUE);
			reader.readModel(input);
			return reader;
		}
		catch (final InvalidProtocolBufferException exc) {
			throw new UserException("The file '" + file + "' is not an ONNX model, or it is damaged; import the model again.", exc);
		}
		catch (final IOException exc) {
			throw new UserException("The file '" + file + "' of the model can't be read: " + exc.getMessage() + ".", exc);
		}
	}

	/** As {@link #read}, of a graph that is in memory. */
	static Map<String, FloatBuffer> of(final GraphProto graph, final Set<String> names) {
		final OnnxInitializers reader = new OnnxInitializers(names);
		graph.getInitializerList().forEach(reader::keep);
		return reader.values();
	}

	/**
	 * @param file an ONNX model
	 * @return how many floating-point numbers its weights have
	 * @throws UserException as {@link #read}
	 */
	static long count(final Path file) {
		return scan(file, Set.of()).numbers;
	}

	private Map<String, FloatBuffer> values() {
		final Map<String, FloatBuffer> values = new HashMap<>();
		found.forEach((name, tensor) -> values.put(name, floats(tensor)));
		return values;
	}

	private void keep(final TensorProto tensor) {
		if (FLOATING_POINT.contains(tensor.getDataType())) numbers += tensor.getDimsList().stream().reduce(1L, (a, b) -> a * b);
		if (wanted.contains(tensor.getName())) found.put(tensor.getName(), tensor);
	}

	/** @throws UserException when the format can't hold a file of this size */
	static void requireReadable(final Path file) throws IOException {
		final long size = Files.size(file);
		if (size > Integer.MAX_VALUE) throw new UserException("The file '" + file + "' has " + size +
			" bytes, and an ONNX file can have at most 2147483647 (2 GB); export the model in half precision or choose a smaller one.");
	}

	private void readModel(final CodedInputStream input) throws IOException {
		for (int tag = input.readTag(); tag != 0; tag = input.readTag())
			if (WireFormat.getTagFieldNumber(tag) == ModelProto.GRAPH_FIELD_NUMBER) readGraph(input);
			else input.skipField(tag);
	}

	private void readGraph(final CodedInputStream input) throws IOException {
		final int limit = input.pushLimit(input.readRawVarint32());
		for (int tag = input.readTag(); tag != 0; tag = input.readTag())
			if (WireFormat.getTagFieldNumber(tag) == GraphProto.INITIALIZER_FIELD_NUMBER) keep(TensorProto.parseFrom(input.readBytes()));
			else input.skipField(tag);
		input.popLimit(limit);
	}

	private static FloatBuffer floats(final TensorProto tensor) {
		if (tensor.getDataType() != TensorProto.DataType.FLOAT.getNumber() || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL)
			throw new UserException("The weight '" + tensor.getName() +
				"' of the model is not stored as float32 inside the ONNX file, so the model can't be explained; export it so.");
		final FloatBuffer stored = tensor.hasRawData() ? tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN)
			.asFloatBuffer() : FloatBuffer.wrap(floatData(tensor));
		final FloatBuffer values = FloatBuffer.allocate(stored.remaining());
		return values.put(stored).flip();
	}

	private static float[] floatData(final TensorProto tensor) {
		final float[] values = new float[tensor.getFloatDataCount()];
		for (int i = 0; i < values.length; i++)
			values[i] = tensor.getFloatData(i);
		return values;
	}
}
