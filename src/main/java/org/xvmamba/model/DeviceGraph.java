package org.xvmamba.model;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
import org.xvmamba.convert.DeviceScanNodes;
import org.xvmamba.model.ForwardPass.Times;
import org.xvmamba.scan.Permutation;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockScan;
import org.xvmamba.ssm.InfluenceIndex;
import org.xvmamba.ssm.SelectiveScan;

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
	 */
	DeviceGraph(final DeviceGraphModel model, final ModelDescription description, final OrtEnvironment environment, final SessionOptions options,
		final DeviceBudget budget)
	{
		this.model = model;
		this.description = description;
		this.environment = environment;
		this.options = options;
		this.budget = budget;
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
		return "in the graph";
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
		final Wanted wanted = new Wanted(request.blocks(), request.indices(), request.listener() != ScanListener.NONE);
		final OrtSession session = session(wanted);
		reserve(new Size(wanted, request.images().size(), request.height(), request.width()), request);
		final String input = description.graph().input();
		request.fill(tensors.floats(input), description.normalisation());
		final long start = System.nanoTime();
		session.run(tensors.select(Set.of(input)), Set.of(), tensors.select(outputs(wanted)), runOptions).close();
		final long network = System.nanoTime() - start;
		for (final BlockDescription block : wanted.taps ? wanted.blocks : List.<BlockDescription>of())
			request.listener().scanned(block, () -> BlockScan.copyOf(scan(block, tokens(block, request)), request.orders(block)));
		return new ForwardPass(tensors.logits(request, description), tensors.ssmShares(request), indices(request), new Times(network, 0, Map.of()));
	}

	private void requirePossible(final RunRequest request) {
		request.requireOwnOrders(description);
		if (!request.indices().stream().allMatch(DeviceScanNodes::gives)) throw new UserException("The " + InfluenceIndex.ENERGY.label()
			.toLowerCase(Locale.ROOT) + " is not computed on a graphics card; choose device=cpu for it.");
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
			session = environment.createSession(model.model(outputs(new Wanted(wanted.blocks, Set.of(), wanted.taps)), wanted.blocks, wanted.indices)
				.toByteArray(), options);
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
			for (final InfluenceIndex index : request.indices())
				tensors.add(DeviceGraphModel.indexName(block, index), wanted.images, block.directions(), tokens(block, request));
		}
		size = wanted;
	}

	private void addTaps(final BlockDescription block, final int images, final int tokens) throws OrtException {
		tensors.add(block.tensors().delta(), images, block.directions(), tokens, block.channels());
		tensors.add(block.tensors().b(), images, block.directions(), tokens, block.states());
		tensors.add(block.tensors().c(), images, block.directions(), tokens, block.states());
	}

	/** What a block scans of the first image. */
	private SelectiveScan scan(final BlockDescription block, final int tokens) {
		return new SelectiveScan(block.directions(), tokens, block.channels(), block.states(), tensors.of(block.tensors().delta(), 0), tensors.of(block
			.tensors().b(), 0), tensors.of(block.tensors().c(), 0), model.decay(block));
	}

	private static int tokens(final BlockDescription block, final RunRequest request) {
		return block.tokens(block.gridSize(request.height()), block.gridSize(request.width()));
	}

	private List<List<BlockIndices>> indices(final RunRequest request) {
		final List<BlockDescription> blocks = request.indices().isEmpty() ? List.of() : request.blocks();
		final List<List<Permutation>> orders = blocks.stream().map(request::orders).toList();
		final List<List<BlockIndices>> indices = new ArrayList<>();
		for (int image = 0; image < request.images().size(); image++) {
			final List<BlockIndices> ofImage = new ArrayList<>();
			for (int i = 0; i < blocks.size(); i++)
				ofImage.add(new BlockIndices(values(blocks.get(i), image, request.indices()), orders.get(i)));
			indices.add(List.copyOf(ofImage));
		}
		return List.copyOf(indices);
	}

	private Map<InfluenceIndex, float[]> values(final BlockDescription block, final int image, final Set<InfluenceIndex> indices) {
		final Map<InfluenceIndex, float[]> values = new EnumMap<>(InfluenceIndex.class);
		for (final InfluenceIndex index : EnumSet.copyOf(indices)) {
			final FloatBuffer steps = tensors.of(DeviceGraphModel.indexName(block, index), image);
			final float[] copy = new float[steps.remaining()];
			steps.get(copy);
			values.put(index, copy);
		}
		return values;
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
	}
}
