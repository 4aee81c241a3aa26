package org.xvmamba.model;

import java.io.IOException;
import java.util.Optional;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;

import org.xvmamba.UserException;
import org.xvmamba.ssm.FusedIndexEngine;

/**
 * Loads a network so that it runs in one way or another.
 *
 * @param network an ONNX model
 * @param description of it
 * @param options of all sessions
 * @param threads with which Java works
 */
record EngineLoader(NetworkFile network, ModelDescription description, OrtEnvironment environment, SessionOptions options, int threads) {

	/**
	 * @param strategy in which way
	 * @param device that the options are set up for
	 * @throws UserException when the network can't be run in that way
	 */
	NetworkEngine load(final ScanStrategy strategy, final Device device) throws OrtException, IOException {
		if (strategy instanceof ScanStrategy.WholeGraph whole) return WholeGraph.open(network, description, environment, options, whole.indices(),
			() -> {});
		final Optional<CutGraph> cut = device.isCpu() ? cut() : Optional.empty();
		if (cut.isPresent()) return cut.get();
		if (strategy instanceof ScanStrategy.CutAtScans) throw new UserException("The model '" + network.path() + "' can't be cut at its scans for " +
			device.label() + "; only a model made by the command 'import' can, for the CPU.");
		return wholeWithOwnKernel();
	}

	/** Each session would keep an arena of its own for what it computes on the way; without, the memory goes from one to the next, as fast. */
	private Optional<CutGraph> cut() throws OrtException, IOException {
		options.setCPUArenaAllocator(false);
		try {
			return CutGraphLoader.load(network, description, environment, options, threads);
		}
		finally {
			options.setCPUArenaAllocator(true);
		}
	}

	private NetworkEngine wholeWithOwnKernel() throws OrtException, IOException {
		final FusedIndexEngine indices = new FusedIndexEngine(threads);
		try {
			return WholeGraph.open(network, description, environment, options, indices, indices::close);
		}
		catch (final OrtException | IOException | RuntimeException | Error exc) {
			indices.close();
			throw exc;
		}
	}
}
