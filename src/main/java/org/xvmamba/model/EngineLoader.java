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
 * @param device on which it shall run
 * @param threads with which Java works
 */
record EngineLoader(NetworkFile network, ModelDescription description, OrtEnvironment environment, Device.Setup device, int threads) {

	/**
	 * @param strategy in which way
	 * @throws UserException when the network can't be run in that way
	 */
	NetworkEngine load(final ScanStrategy strategy) throws OrtException, IOException {
		if (strategy instanceof ScanStrategy.DeviceGraph) return deviceGraph().orElseThrow(() -> impossible("turned into a graph for devices"));
		if (strategy instanceof ScanStrategy.Automatic && device.card().isPresent()) {
			final Optional<DeviceGraph> graph = deviceGraph();
			if (graph.isPresent()) return graph.get();
		}
		try (SessionOptions options = OpenedModel.options(device, threads)) {
			return load(strategy, options);
		}
	}

	private NetworkEngine load(final ScanStrategy strategy, final SessionOptions options) throws OrtException, IOException {
		if (strategy instanceof ScanStrategy.WholeGraph whole) return WholeGraph.open(network, description, environment, options, whole.indices(),
			() -> {});
		final Optional<CutGraph> cut = device.card().isEmpty() ? cut(options) : Optional.empty();
		if (cut.isPresent()) return cut.get();
		if (strategy instanceof ScanStrategy.CutAtScans) throw impossible("cut at its scans");
		return wholeWithOwnKernel(options);
	}

	private UserException impossible(final String what) {
		return new UserException("The model '" + network.path() + "' can't be " + what + " for " + device.device().label() +
			"; only a model made by the command 'import' can.");
	}

	/** Each session would keep an arena of its own for what it computes on the way; without, the memory goes from one to the next, as fast. */
	private Optional<CutGraph> cut(final SessionOptions options) throws OrtException, IOException {
		options.setCPUArenaAllocator(false);
		try {
			return CutGraphLoader.load(network, description, environment, options, threads);
		}
		finally {
			options.setCPUArenaAllocator(true);
		}
	}

	private Optional<DeviceGraph> deviceGraph() throws OrtException, IOException {
		OnnxInitializers.requireReadable(network.path());
		final Optional<DeviceGraphModel> model = network.parse().flatMap(whole -> DeviceGraphModel.of(whole, description.blocks()));
		if (model.isEmpty()) return Optional.empty();
		final DeviceGraph graph = new DeviceGraph(model.get(), description, environment, OpenedModel.options(device, threads), device.budget(),
			new FusedIndexEngine(threads));
		try {
			graph.check(network.path());
			return Optional.of(graph);
		}
		catch (final OrtException | RuntimeException | Error exc) {
			graph.close();
			throw exc;
		}
	}

	private NetworkEngine wholeWithOwnKernel(final SessionOptions options) throws OrtException, IOException {
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
