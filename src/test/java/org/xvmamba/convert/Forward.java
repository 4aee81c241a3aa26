package org.xvmamba.convert;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** A session of ONNX Runtime on a converted network, as plain as tests need it. */
final class Forward implements AutoCloseable {

	private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
	private final OrtSession session;

	Forward(final NetworkGraph graph) throws OrtException {
		try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
			options.setIntraOpNumThreads(2);
			options.addConfigEntry("session.intra_op.allow_spinning", "0");
			session = environment.createSession(graph.model().toByteArray(), options);
		}
	}

	/** An output of the network. */
	record Output(long[] shape, float[] values) {}

	/** Runs the network on one batch and gives all outputs by name. */
	Map<String, Output> run(final float[] image, final long... shape) throws OrtException {
		final Map<String, Output> outputs = new HashMap<>();
		try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(image), shape); OrtSession.Result result = session.run(Map.of(
			NetworkGraph.INPUT, input)))
		{
			result.forEach(entry -> outputs.put(entry.getKey(), output((OnnxTensor) entry.getValue())));
		}
		return outputs;
	}

	private static Output output(final OnnxTensor tensor) {
		final FloatBuffer buffer = tensor.getFloatBuffer();
		final float[] values = new float[buffer.remaining()];
		buffer.get(values);
		return new Output(tensor.getInfo().getShape(), values);
	}

	@Override
	public void close() throws OrtException {
		session.close();
	}
}
