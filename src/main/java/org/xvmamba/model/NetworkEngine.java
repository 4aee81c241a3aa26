package org.xvmamba.model;

import java.util.List;
import java.util.OptionalInt;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;

import org.xvmamba.Progress;
import org.xvmamba.ssm.BlockDescription;

/** A network in ONNX Runtime, run in one way or another. Not thread-safe. */
interface NetworkEngine extends AutoCloseable {

	/** @return for provenance: how the scans are run */
	String name();

	/** @return for provenance: what computes the indices */
	String indexEngine();

	/** @return the most images that one run can take; very large where the model doesn't say */
	int largestBatch();

	/**
	 * @param height of every image, in pixels
	 * @param width of every image, in pixels
	 * @return how many images at once suit the device's memory; nothing where they stand in Java's
	 */
	default OptionalInt batchFor(final int height, final int width) {
		return OptionalInt.empty();
	}

	/** @throws org.xvmamba.UserException when the model doesn't give what these blocks' explanation needs */
	void requireTaps(List<BlockDescription> blocks);

	/**
	 * @param request whose blocks passed {@link #requireTaps}
	 * @param options by which the run can be stopped
	 * @param progress asked for cancellation where ONNX Runtime doesn't work
	 */
	ForwardPass run(RunRequest request, RunOptions options, Progress progress) throws OrtException;

	@Override
	void close() throws OrtException;
}
