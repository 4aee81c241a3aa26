package org.xvmamba.model;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.OrtSession.SessionOptions;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.model.ForwardPass.Times;
import org.xvmamba.scan.Permutation;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockDescription.TensorNames;
import org.xvmamba.ssm.BlockScan;
import org.xvmamba.ssm.IndexEngine;
import org.xvmamba.ssm.IndexRequest;
import org.xvmamba.ssm.InfluenceIndex;
import org.xvmamba.ssm.MeanTokens;
import org.xvmamba.ssm.SelectiveScan;

/** The whole graph in one session. What its scans read comes out as taps, from which the indices are computed afterwards. */
final class WholeGraph implements NetworkEngine {

	private record Size(int images, int height, int width, List<BlockDescription> taps) {}

	private final OrtEnvironment environment;
	private final ModelDescription description;
	private final OrtSession session;
	private final Map<String, FloatBuffer> decays;
	private final IndexEngine indexEngine;
	private final Runnable closed;
	private final int largestBatch;
	private final TensorMemory memory = new TensorMemory();
	private Size size;
	private PinnedTensors tensors;
	private Set<String> outputs;

	private WholeGraph(final OrtEnvironment environment, final ModelDescription description, final OrtSession session,
		final Map<String, FloatBuffer> decays, final int largestBatch, final IndexEngine indexEngine, final Runnable closed)
	{
		this.environment = environment;
		this.description = description;
		this.session = session;
		this.decays = decays;
		this.indexEngine = indexEngine;
		this.closed = closed;
		this.largestBatch = largestBatch;
	}

	/**
	 * @param indexEngine what computes the indices
	 * @param closed done when this is closed
	 */
	static WholeGraph open(final NetworkFile network, final ModelDescription description, final OrtEnvironment environment,
		final SessionOptions options, final IndexEngine indexEngine, final Runnable closed) throws OrtException, IOException
	{
		OnnxInitializers.requireReadable(network.path());
		final OrtSession session = network.session(environment, options);
		try {
			final GraphFace face = GraphFace.of(List.of(session));
			face.requireDescribed(description, network.path());
			final Set<String> decays = description.blocks().stream().map(block -> block.tensors().a()).collect(Collectors.toSet());
			return new WholeGraph(environment, description, session, network.weights(decays), face.largestBatch(description),
				indexEngine, closed);
		}
		catch (final OrtException | RuntimeException | Error exc) {
			session.close();
			throw exc;
		}
	}

	@Override
	public String name() {
		return "whole graph";
	}

	@Override
	public String indexEngine() {
		return indexEngine.name();
	}

	@Override
	public int largestBatch() {
		return largestBatch;
	}

	@Override
	public void requireTaps(final List<BlockDescription> blocks) {
		final String because = "The model '" + description.name() + "' can predict, but not be explained: ";
		for (final BlockDescription block : blocks) {
			final TensorNames names = block.tensors();
			Stream.of(names.delta(), names.b(), names.c(), names.ssmMagnitude(), names.convolutionMagnitude()).filter(name -> name != null &&
				!session.getOutputNames().contains(name)).findFirst().ifPresent(name -> {
					throw new UserException(because + "its ONNX file has no output '" + name +
						"'; make a model folder from its checkpoint by the command 'import'.");
				});
			final FloatBuffer decay = decays.get(names.a());
			if (decay == null || decay.capacity() != block.directions() * block.states() * block.channels()) throw new UserException(because +
				"its ONNX file has no weight '" + names.a() + "' of " + block.directions() + " x " + block.states() + " x " + block.channels() +
				" values; make a model folder from its checkpoint by the command 'import'.");
		}
	}

	@Override
	public ForwardPass run(final RunRequest request, final RunOptions options, final Progress progress) throws OrtException {
		requireOwnOrders(request);
		reserve(new Size(request.images().size(), request.height(), request.width(), request.blocks()));
		final String input = description.graph().input();
		request.fill(tensors.floats(input), description.normalisation());
		final long start = System.nanoTime();
		final List<FeatureMap> features = runNetwork(input, options);
		final long network = System.nanoTime() - start;
		for (final BlockDescription block : request.blocks())
			request.listener().scanned(block, () -> BlockScan.copyOf(scan(block, 0, request.orders(block).get(0).length()), request.orders(block)));
		final List<List<BlockIndices>> indices = request.indices().isEmpty() ? Collections.nCopies(request.images().size(), List.of()) : indices(
			request, progress);
		final long all = System.nanoTime() - start;
		return new ForwardPass(tensors.logits(request, description), tensors.ssmShares(request), indices, features, new Times(network, all - network,
			Map.of()));
	}

	/** The size of the last feature map is not known beforehand, so it alone is not pinned. */
	private List<FeatureMap> runNetwork(final String input, final RunOptions options) throws OrtException {
		final Set<String> unpinned = description.graph().features().filter(session.getOutputNames()::contains).map(Set::of).orElse(Set.of());
		try (OrtSession.Result result = session.run(tensors.select(Set.of(input)), unpinned, tensors.select(outputs), options)) {
			final List<FeatureMap> features = new ArrayList<>();
			for (final String name : unpinned) {
				final OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
				for (int image = 0; image < size.images; image++)
					features.add(FeatureMap.copy(tensor.getFloatBuffer(), tensor.getInfo().getShape(), image));
			}
			return features;
		}
	}

	private void requireOwnOrders(final RunRequest request) {
		if (!request.plan().isModel()) throw new UserException("The model '" + description.name() + "' runs here as one graph, whose scan orders " +
			"can't be changed to '" + request.plan().name() + "'; so do Vim models, models on a graphics card, and graphs that were not made by the " +
			"command 'import'; use the order 'model', or device=cpu and another model.");
	}

	private void reserve(final Size wanted) throws OrtException {
		if (wanted.equals(size)) return;
		releaseTensors();
		tensors = new PinnedTensors(environment, memory, wanted.images);
		tensors.add(description.graph().input(), wanted.images, 3, wanted.height, wanted.width);
		tensors.add(description.graph().logits(), wanted.images, description.classes().size());
		for (final BlockDescription block : wanted.taps)
			addTaps(block, wanted);
		outputs = new HashSet<>(tensors.names());
		outputs.remove(description.graph().input());
		size = wanted;
	}

	private void addTaps(final BlockDescription block, final Size wanted) throws OrtException {
		final TensorNames names = block.tensors();
		final long directions = block.directions();
		final long tokens = block.tokens(block.gridSize(wanted.height), block.gridSize(wanted.width));
		tensors.add(names.delta(), wanted.images, directions, tokens, block.channels());
		tensors.add(names.b(), wanted.images, directions, tokens, block.states());
		tensors.add(names.c(), wanted.images, directions, tokens, block.states());
		if (names.ssmMagnitude() != null) tensors.add(names.ssmMagnitude(), wanted.images);
		if (names.convolutionMagnitude() != null) tensors.add(names.convolutionMagnitude(), wanted.images);
	}

	private List<List<BlockIndices>> indices(final RunRequest request, final Progress progress) {
		final List<List<Permutation>> orders = request.blocks().stream().map(request::orders).toList();
		final List<SelectiveScan> scans = new ArrayList<>();
		final List<IndexRequest> requests = new ArrayList<>();
		for (int image = 0; image < request.images().size(); image++)
			for (int i = 0; i < orders.size(); i++) {
				scans.add(scan(request.blocks().get(i), image, orders.get(i).get(0).length()));
				requests.add(request.indices(request.blocks().get(i)));
			}
		final List<Map<InfluenceIndex, float[]>> values = compute(scans, requests, progress);
		final List<List<BlockIndices>> indices = new ArrayList<>();
		for (int image = 0; image < request.images().size(); image++) {
			final List<BlockIndices> ofImage = new ArrayList<>();
			for (int i = 0; i < orders.size(); i++) {
				final int at = image * orders.size() + i;
				ofImage.add(new BlockIndices(values.get(at), MeanTokens.indices(scans.get(at), requests.get(at).ofMeanToken(), progress), orders.get(
					i)));
			}
			indices.add(List.copyOf(ofImage));
		}
		return List.copyOf(indices);
	}

	/** Scans of which the same indices are asked for go to the engine together. */
	private List<Map<InfluenceIndex, float[]>> compute(final List<SelectiveScan> scans, final List<IndexRequest> requests,
		final Progress progress)
	{
		final List<Map<InfluenceIndex, float[]>> values = new ArrayList<>(Collections.nCopies(scans.size(), Map.of()));
		final Map<Set<InfluenceIndex>, List<Integer>> groups = IntStream.range(0, scans.size()).boxed().collect(Collectors.groupingBy(i -> requests
			.get(i).indices()));
		groups.forEach((indices, positions) -> {
			if (indices.isEmpty()) return;
			final List<Map<InfluenceIndex, float[]>> ofGroup = indexEngine.compute(positions.stream().map(scans::get).toList(), indices, progress);
			for (int i = 0; i < positions.size(); i++)
				values.set(positions.get(i), ofGroup.get(i));
		});
		return values;
	}

	private SelectiveScan scan(final BlockDescription block, final int image, final int tokens) {
		final TensorNames names = block.tensors();
		return new SelectiveScan(block.directions(), tokens, block.channels(), block.states(), tensors.of(names.delta(), image), tensors.of(names
			.b(), image), tensors.of(names.c(), image), decays.get(names.a()));
	}

	private void releaseTensors() {
		if (tensors == null) return;
		tensors.close();
		tensors = null;
		size = null;
	}

	@Override
	public void close() throws OrtException {
		closed.run();
		releaseTensors();
		session.close();
	}
}
