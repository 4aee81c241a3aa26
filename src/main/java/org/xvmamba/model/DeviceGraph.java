package org.xvmamba.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.OrtSession.SessionOptions;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.model.ForwardPass.Times;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockScan;
import org.xvmamba.ssm.FusedIndexEngine;
import org.xvmamba.ssm.InfluenceIndex;

/**
 * Network, scans and indices in one graph and one session: what comes back from the device are logits and indices alone. Made for graphics
 * cards; it also runs on the CPU, where the graph cut at its scans is faster.
 */
final class DeviceGraph implements NetworkEngine {

	/** The operators of ONNX Runtime's CUDA provider count the elements of a tensor in 32 bits. */
	private static final long MOST_ELEMENTS = Integer.MAX_VALUE;

	/** One for predictions alone, one for an explanation. */
	private static final int MOST_SESSIONS = 2;

	/**
	 * What a graph gives.
	 *
	 * @param taps whether what the blocks scan comes out, too
	 */
	private record Wanted(List<BlockDescription> blocks, Set<InfluenceIndex> indices, boolean taps) {}

	private record Size(Wanted wanted, int images, int height, int width) {}

	private final DeviceGraphModel model;
	private final ModelDescription description;
	private final OrtEnvironment environment;
	private final SessionOptions options;
	private final DeviceBudget budget;
	private final FusedIndexEngine otherIndices;
	private final TensorMemory memory = new TensorMemory();
	private final Map<Wanted, OrtSession> sessions = new LinkedHashMap<>();
	private int largestBatch;
	private Size size;
	private PinnedTensors tensors;

	/**
	 * @param model what makes the graphs
	 * @param description of it
	 * @param options of all sessions; closed with this
	 * @param budget what the device can hold
	 * @param otherIndices what computes, from what the blocks scan, the indices that no graph gives; closed with this
	 */
	DeviceGraph(final DeviceGraphModel model, final ModelDescription description, final OrtEnvironment environment, final SessionOptions options,
		final DeviceBudget budget, final FusedIndexEngine otherIndices)
	{
		this.model = model;
		this.description = description;
		this.environment = environment;
		this.options = options;
		this.budget = budget;
		this.otherIndices = otherIndices;
	}

	/** Loads the graph of predictions alone, and holds it against the description. */
	void check(final Path modelFile) throws OrtException {
		final GraphFace face = GraphFace.of(List.of(session(new Wanted(List.of(), Set.of(), false))));
		face.requireDescribed(description, modelFile);
		largestBatch = face.largestBatch(description);
	}

	@Override
	public String name() {
		return "one graph for the device";
	}

	@Override
	public String indexEngine() {
		return "in the graph; those that it can't give: " + otherIndices.name();
	}

	@Override
	public int largestBatch() {
		final int inputSize = description.inputSize();
		return (int) Math.max(1, Math.min(largestBatch, MOST_ELEMENTS / DeviceBudget.states(description.blocks(), inputSize, inputSize)));
	}

	@Override
	public OptionalInt batchFor(final int height, final int width) {
		return OptionalInt.of(Math.min(largestBatch(), budget.images(description.blocks(), height, width)));
	}

	@Override
	public void requireTaps(final List<BlockDescription> blocks) {
		for (final BlockDescription block : blocks)
			if (!description.blocks().contains(block)) throw new UserException("The model '" + description.name() + "' has no block '" + block
				.name() + "' of this description; make a model folder from its checkpoint by the command 'import'.");
	}

	@Override
	public ForwardPass run(final RunRequest request, final RunOptions runOptions, final Progress progress) throws OrtException {
		requirePossible(request);
		final Wanted wanted = new Wanted(request.blocks(), DeviceIndices.inGraph(request.indices()), request.listener() != ScanListener.NONE ||
			DeviceIndices.needsTaps(request.indices()));
		final OrtSession session = session(wanted);
		reserve(new Size(wanted, request.images().size(), request.height(), request.width()), request);
		request.fill(tensors.floats(description.graph().input()), description);
		final long start = System.nanoTime();
		final List<FeatureMap> features = runNetwork(session, wanted, runOptions);
		final long network = System.nanoTime() - start;
		final DeviceIndices indices = new DeviceIndices(model, tensors, otherIndices);
		for (final BlockDescription block : wanted.blocks)
			request.listener().scanned(block, () -> BlockScan.copyOf(indices.scan(block, 0, tokens(block, request)), request.orders(block)));
		final List<List<BlockIndices>> found = indices.of(request, progress);
		return new ForwardPass(tensors.logits(request, description), tensors.ssmShares(request), found, features, new Times(network, System
			.nanoTime() - start - network, Map.of()));
	}

	private List<FeatureMap> runNetwork(final OrtSession session, final Wanted wanted, final RunOptions runOptions) throws OrtException {
		final Set<String> features = features();
		try (OrtSession.Result result = session.run(tensors.select(Set.of(description.graph().input())), features, tensors.select(outputs(wanted)),
			runOptions))
		{
			return FeatureMap.all(result, features, size.images);
		}
	}

	/** The name of the last feature map, where the model gives it. */
	private Set<String> features() {
		return description.graph().features().filter(model::hasOutput).map(Set::of).orElse(Set.of());
	}

	private void requirePossible(final RunRequest request) {
		request.requireOwnOrders(description);
		final long states = DeviceBudget.states(description.blocks(), request.height(), request.width());
		if (states * request.images().size() > MOST_ELEMENTS) throw new OutOfMemoryError(request.images().size() + " images of " + request.width() +
			" x " + request.height() + " pixels have more states than the device can count; fewer at once are possible.");
	}

	private Set<String> outputs(final Wanted wanted) {
		final Set<String> outputs = new LinkedHashSet<>(Set.of(description.graph().logits()));
		for (final BlockDescription block : wanted.blocks) {
			if (block.tensors().ssmMagnitude() != null) outputs.add(block.tensors().ssmMagnitude());
			if (block.tensors().convolutionMagnitude() != null) outputs.add(block.tensors().convolutionMagnitude());
			if (wanted.taps) outputs.addAll(List.of(block.tensors().delta(), block.tensors().b(), block.tensors().c()));
			wanted.indices.forEach(index -> outputs.add(DeviceGraphModel.indexName(block, index)));
		}
		return outputs;
	}

	private OrtSession session(final Wanted wanted) throws OrtException {
		OrtSession session = sessions.remove(wanted);
		if (session == null) {
			while (sessions.size() >= MOST_SESSIONS)
				sessions.remove(sessions.keySet().iterator().next()).close();
			final Set<String> plain = outputs(new Wanted(wanted.blocks, Set.of(), wanted.taps));
			plain.addAll(features());
			session = environment.createSession(model.model(plain, wanted.blocks, wanted.indices).toByteArray(), options);
		}
		sessions.put(wanted, session);
		return session;
	}

	private void reserve(final Size wanted, final RunRequest request) throws OrtException {
		if (wanted.equals(size)) return;
		releaseTensors();
		tensors = new PinnedTensors(environment, memory, wanted.images);
		tensors.add(description.graph().input(), wanted.images, 3, wanted.height, wanted.width);
		tensors.add(description.graph().logits(), wanted.images, description.classes().size());
		for (final BlockDescription block : request.blocks()) {
			if (block.tensors().ssmMagnitude() != null) tensors.add(block.tensors().ssmMagnitude(), wanted.images);
			if (block.tensors().convolutionMagnitude() != null) tensors.add(block.tensors().convolutionMagnitude(), wanted.images);
			if (wanted.wanted.taps) addTaps(block, wanted.images, tokens(block, request));
			for (final InfluenceIndex index : wanted.wanted.indices)
				tensors.add(DeviceGraphModel.indexName(block, index), wanted.images, block.directions(), tokens(block, request));
		}
		size = wanted;
	}

	private void addTaps(final BlockDescription block, final int images, final int tokens) throws OrtException {
		tensors.add(block.tensors().delta(), images, block.directions(), tokens, block.channels());
		tensors.add(block.tensors().b(), images, block.directions(), tokens, block.states());
		tensors.add(block.tensors().c(), images, block.directions(), tokens, block.states());
	}

	private static int tokens(final BlockDescription block, final RunRequest request) {
		return block.tokens(block.gridSize(request.height()), block.gridSize(request.width()));
	}

	private void releaseTensors() {
		if (tensors == null) return;
		tensors.close();
		tensors = null;
		size = null;
	}

	@Override
	public void close() throws OrtException {
		releaseTensors();
		for (final OrtSession session : sessions.values())
			session.close();
		sessions.clear();
		options.close();
		otherIndices.close();
	}
}
