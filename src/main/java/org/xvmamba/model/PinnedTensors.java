package org.xvmamba.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;

import org.xvmamba.model.ModelDescription.GraphNames;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockDescription.TensorNames;

/**
 * The input and the outputs of a graph in memory that Java and ONNX Runtime share: nothing is copied between them, and the memory serves for
 * every run of the same size.
 */
final class PinnedTensors implements AutoCloseable {

	/** @param blocks those whose taps are wanted */
	record Size(int images, int height, int width, List<BlockDescription> blocks) {}

	private final Size size;
	private final String inputName;
	private final Map<String, FloatBuffer> buffers = new HashMap<>();
	private final Map<String, OnnxTensor> inputs = new HashMap<>();
	private final Map<String, OnnxTensor> outputs = new HashMap<>();

	PinnedTensors(final OrtEnvironment environment, final Size size, final GraphNames names, final int classes) throws OrtException {
		this.size = size;
		this.inputName = names.input();
		try {
			inputs.put(inputName, allocate(environment, inputName, size.images, 3, size.height, size.width));
			outputs.put(names.logits(), allocate(environment, names.logits(), size.images, classes));
			for (final BlockDescription block : size.blocks)
				allocateTaps(environment, block);
		}
		catch (final OrtException | RuntimeException | Error exc) {
			close();
			throw exc;
		}
	}

	private void allocateTaps(final OrtEnvironment environment, final BlockDescription block) throws OrtException {
		final TensorNames names = block.tensors();
		final long directions = block.directions();
		final long tokens = block.tokens(block.gridSize(size.height), block.gridSize(size.width));
		outputs.put(names.delta(), allocate(environment, names.delta(), size.images, directions, tokens, block.channels()));
		outputs.put(names.b(), allocate(environment, names.b(), size.images, directions, tokens, block.states()));
		outputs.put(names.c(), allocate(environment, names.c(), size.images, directions, tokens, block.states()));
		if (names.ssmMagnitude() != null) outputs.put(names.ssmMagnitude(), allocate(environment, names.ssmMagnitude(), size.images));
		if (names.convolutionMagnitude() != null) outputs.put(names.convolutionMagnitude(), allocate(environment, names.convolutionMagnitude(),
			size.images));
	}

	private OnnxTensor allocate(final OrtEnvironment environment, final String name, final long... shape) throws OrtException {
		long bytes = Float.BYTES;
		for (final long length : shape)
			bytes = Math.multiplyExact(bytes, length);
		if (bytes > Integer.MAX_VALUE) throw new OutOfMemoryError("The tensor " + name + " would need " + bytes + " bytes.");
		final FloatBuffer buffer = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
		buffers.put(name, buffer);
		return OnnxTensor.createTensor(environment, buffer, shape);
	}

	/** @return whether this memory serves a run of that size */
	boolean fits(final Size wanted) {
		return size.equals(wanted);
	}

	Map<String, OnnxTensor> inputs() {
		return inputs;
	}

	Map<String, OnnxTensor> outputs() {
		return outputs;
	}

	/** @return [images, 3, height, width] */
	FloatBuffer input() {
		return buffers.get(inputName);
	}

	/** @return one image's part of an output, without copying */
	FloatBuffer output(final String name, final int image) {
		final FloatBuffer all = buffers.get(name);
		final int length = all.capacity() / size.images;
		return all.slice(image * length, length);
	}

	@Override
	public void close() {
		inputs.values().forEach(OnnxTensor::close);
		outputs.values().forEach(OnnxTensor::close);
		buffers.clear();
	}
}
