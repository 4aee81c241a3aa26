package org.xvmamba.model;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;

import org.xvmamba.Progress;
import org.xvmamba.ssm.BlockDescription;

/** Sessions that behave as no session on this computer would. */
public final class TestSessions {

	private TestSessions() {}

	/**
	 * @param most images that it can run at once; for more it has not enough memory, and says so as ONNX Runtime's CUDA provider does
	 * @param runs counts the runs that succeed
	 */
	public static VisionMambaSession small(final ModelFolder folder, final int most, final AtomicInteger runs) {
		final NetworkFile network = NetworkFile.of(folder.modelFile());
		final OpenedModel opened = OpenedModel.open(network, folder.description(), Device.CPU, 1, new ScanStrategy.DeviceGraph());
		return new VisionMambaSession(new OpenedModel(opened.device(), new Small(opened.engine(), most, runs)), network, folder.description(), "");
	}

	private record Small(NetworkEngine engine, int most, AtomicInteger runs) implements NetworkEngine {

		@Override
		public String name() {
			return engine.name();
		}

		@Override
		public String indexEngine() {
			return engine.indexEngine();
		}

		@Override
		public int largestBatch() {
			return engine.largestBatch();
		}

		@Override
		public OptionalInt batchFor(final int height, final int width) {
			return engine.batchFor(height, width);
		}

		@Override
		public void requireTaps(final List<BlockDescription> blocks) {
			engine.requireTaps(blocks);
		}

		@Override
		public ForwardPass run(final RunRequest request, final RunOptions options, final Progress progress) throws OrtException {
			if (request.images().size() > most) throw new OrtException(OrtException.OrtErrorCode.ORT_FAIL,
				"Non-zero status code returned while running Mul node. bfc_arena.cc: Available memory of 12345 is smaller than requested bytes; " +
					"Failed to allocate memory for requested buffer of size 77070336");
			runs.incrementAndGet();
			return engine.run(request, options, progress);
		}

		@Override
		public void close() throws OrtException {
			engine.close();
		}
	}
}
