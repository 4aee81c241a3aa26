package org.xvmamba.model;

import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;

/**
 * Inputs and outputs of graphs in memory that Java and ONNX Runtime share: nothing is copied between them, and the memory serves for every run
 * of the same size.
 */
final class PinnedTensors implements AutoCloseable, NetworkOutputs {

	private final OrtEnvironment environment;
	private final TensorMemory memory;
	private final int images;
	private final Map<String, OnnxTensor> tensors = new HashMap<>();
	private final Map<String, TensorMemory.Piece> pieces = new HashMap<>();

	/**
	 * @param memory used by nobody else until this is closed
	 * @param images of a batch
	 */
	PinnedTensors(final OrtEnvironment environment, final TensorMemory memory, final int images) {
		this.environment = environment;
		this.memory = memory;
		this.images = images;
	}

	/** Makes room for a tensor of single-precision numbers. */
	void add(final String name, final long... shape) throws OrtException {
		add(name, OnnxJavaType.FLOAT, shape);
	}

	private void add(final String name, final OnnxJavaType type, final long... shape) throws OrtException {
		final TensorMemory.Piece piece = memory.take(name, type.size, shape);
		pieces.put(name, piece);
		tensors.put(name, OnnxTensor.createTensor(environment, piece.content(), shape, type));
	}

	/** Makes room for a tensor like that one, and copies it. */
	void addCopy(final String name, final OnnxTensor tensor) throws OrtException {
		add(name, tensor.getInfo().type, tensor.getInfo().getShape());
		pieces.get(name).content().duplicate().put(tensor.getByteBuffer());
	}

	/** From here on in every run nobody reads that tensor: tensors that are added later may use its memory. */
	void release(final String name) {
		memory.giveBack(pieces.get(name));
	}

	/** @return of all tensors */
	Set<String> names() {
		return Set.copyOf(tensors.keySet());
	}

	/** @return those tensors, by their names */
	Map<String, OnnxTensor> select(final Collection<String> names) {
		final Map<String, OnnxTensor> selected = new HashMap<>();
		names.forEach(name -> selected.put(name, tensors.get(name)));
		return selected;
	}

	/** @return all values of a tensor of single-precision numbers */
	FloatBuffer floats(final String name) {
		return pieces.get(name).content().asFloatBuffer();
	}

	/** @return size along each axis */
	long[] shape(final String name) {
		return tensors.get(name).getInfo().getShape();
	}

	/** @return of each image the last feature map, copied; none where there is no such tensor */
	List<FeatureMap> features(final ModelDescription description) {
		return description.graph().features().filter(tensors::containsKey).map(name -> IntStream.range(0, images).mapToObj(image -> FeatureMap.copy(
			floats(name), shape(name), image)).toList()).orElse(List.of());
	}

	@Override
	public FloatBuffer of(final String name, final int image) {
		final FloatBuffer all = floats(name);
		final int length = all.capacity() / images;
		return all.slice(image * length, length);
	}

	@Override
	public void close() {
		tensors.values().forEach(OnnxTensor::close);
		tensors.clear();
		pieces.clear();
		memory.giveBackAll();
	}
}
