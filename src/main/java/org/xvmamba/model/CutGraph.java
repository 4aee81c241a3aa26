package org.xvmamba.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.model.ForwardPass.Times;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.scan.Permutation;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockScan;
import org.xvmamba.ssm.FusedScanEngine;
import org.xvmamba.ssm.ScanParameters;
import org.xvmamba.ssm.ScanProjections;
import org.xvmamba.ssm.ScanRequest;
import org.xvmamba.ssm.ScanResult;

/**
 * A graph cut at its scans: ONNX Runtime runs the segments, and the kernel the scans between them, with the indices on the way. The tensors that
 * leave a segment lie in memory that all share and that is used again as soon as nobody reads them any more.
 */
final class CutGraph implements NetworkEngine {

	/**
	 * A segment that is ready to run.
	 *
	 * @param session nothing where the segment has no nodes
	 */
	record LoadedSegment(Optional<OrtSession> session, Set<String> inputs, Set<String> outputs) {}

	/** A scan between two segments. */
	record CutScan(BlockDescription block, ScanBoundary names, ScanParameters weights) {}

	private record Size(int images, int height, int width) {}

	private final OrtEnvironment environment;
	private final ModelDescription description;
	private final List<LoadedSegment> segments;
	private final List<CutScan> scans;
	private final int largestBatch;
	private final FusedScanEngine kernel;
	private final LastUses lastUses;
	private final TensorMemory memory = new TensorMemory();
	private Size size;
	private PinnedTensors tensors;
	private boolean learning;
	private OrderPlan plan = OrderPlan.MODEL;
	private final Map<String, List<Permutation>> orders = new HashMap<>();

	/**
	 * @param segments one more than there are scans; closed with this
	 * @param results the segments' outputs that are read after a run
	 * @param largestBatch the most images that the segments can take
	 * @param threads of the kernel
	 */
	CutGraph(final OrtEnvironment environment, final ModelDescription description, final List<LoadedSegment> segments, final List<CutScan> scans,
		final Set<String> results, final int largestBatch, final int threads)
	{
		this.environment = environment;
		this.description = description;
		this.segments = List.copyOf(segments);
		this.scans = List.copyOf(scans);
		this.lastUses = LastUses.of(segments, scans, results);
		this.largestBatch = largestBatch;
		this.kernel = new FusedScanEngine(threads);
	}

	@Override
	public String name() {
		return "cut at its scans";
	}

	@Override
	public String indexEngine() {
		return "fused, with the scans";
	}

	@Override
	public int largestBatch() {
		return largestBatch;
	}

	@Override
	public void requireTaps(final List<BlockDescription> blocks) {
		for (final BlockDescription block : blocks)
			if (scans.stream().noneMatch(scan -> scan.block.equals(block))) throw new UserException("The model '" + description.name() +
				"' has no block '" + block.name() + "' of this description; make a model folder from its checkpoint by the command 'import'.");
	}

	@Override
	public ForwardPass run(final RunRequest request, final RunOptions options, final Progress progress) throws OrtException {
		try {
			reserve(new Size(request.images().size(), request.height(), request.width()), request);
			request.fill(tensors.floats(description.graph().input()), description);
			return pass(request, options, progress);
		}
		catch (final OrtException | RuntimeException | Error exc) {
			// A first run that ends early has not learned all sizes.
			if (learning) releaseTensors();
			throw exc;
		}
	}

	private void reserve(final Size wanted, final RunRequest request) throws OrtException {
		learning = !wanted.equals(size);
		if (learning || !request.plan().equals(plan)) orders.clear();
		plan = request.plan();
		if (!learning) return;
		releaseTensors();
		scans.forEach(scan -> requireGrid(scan.block, wanted));
		tensors = new PinnedTensors(environment, memory, wanted.images);
		size = wanted;
		tensors.add(description.graph().input(), description.inputForm().shape(wanted.images, wanted.height, wanted.width));
	}

	private void requireGrid(final BlockDescription block, final Size wanted) {
		if (block.gridSize(wanted.height) < 1 || block.gridSize(wanted.width) < 1) throw new UserException("The model '" + description.name() +
			"' can't run on images of " + wanted.width + " x " + wanted.height + " pixels; it needs at least " + block.stride() + " x " + block
				.stride() + ", so give it larger ones.");
	}

	private ForwardPass pass(final RunRequest request, final RunOptions options, final Progress progress) throws OrtException {
		final Map<String, List<ScanResult>> results = new HashMap<>();
		final Map<String, Long> blockTimes = new LinkedHashMap<>();
		final long start = System.nanoTime();
		for (int i = 0; i < segments.size(); i++) {
			runSegment(i, options);
			if (i == scans.size()) break;
			final String block = scans.get(i).block.name();
			final long before = System.nanoTime();
			results.put(block, runScan(i, request, progress));
			blockTimes.put(block, System.nanoTime() - before);
		}
		final long all = System.nanoTime() - start;
		final long inScans = blockTimes.values().stream().mapToLong(Long::longValue).sum();
		return new ForwardPass(tensors.logits(request, description), tensors.ssmShares(request), indices(request, results), tensors
			.features(description), new Times(all - inScans, inScans, blockTimes));
	}

	private void runSegment(final int number, final RunOptions options) throws OrtException {
		final LoadedSegment segment = segments.get(number);
		if (segment.session.isPresent()) {
			final Map<String, OnnxTensor> inputs = tensors.select(segment.inputs);
			if (learning) learn(segment.session.get(), inputs, segment.outputs, options);
			else segment.session.get().run(inputs, Set.of(), tensors.select(segment.outputs), options).close();
		}
		if (learning) lastUses.ofSegment(number).forEach(tensors::release);
	}

	/** The first run of a size, which tells how large the segment's outputs are. */
	private void learn(final OrtSession session, final Map<String, OnnxTensor> inputs, final Set<String> outputs, final RunOptions options)
		throws OrtException
	{
		try (OrtSession.Result result = session.run(inputs, outputs, options)) {
			for (final String name : outputs)
				tensors.addCopy(name, (OnnxTensor) result.get(name).orElseThrow());
		}
	}

	private List<ScanResult> runScan(final int number, final RunRequest request, final Progress progress) throws OrtException {
		final CutScan scan = scans.get(number);
		final ScanBoundary names = scan.names;
		final ScanParameters weights = scan.weights;
		final List<Permutation> order = orders.computeIfAbsent(scan.block.name(), unused -> request.orders(scan.block));
		if (learning) tensors.add(names.y(), size.images, order.get(0).length(), weights.channels());
		final ScanProjections projections = new ScanProjections(size.images, weights.directions(), order.get(0).length(), weights.channels(),
			weights.states(), tensors.floats(names.u()), tensors.floats(names.dt()), tensors.floats(names.b()), tensors.floats(names.c()));
		if (request.blocks().contains(scan.block)) request.listener().scanned(scan.block, () -> BlockScan.of(projections, weights, order, 0));
		final List<ScanResult> results = kernel.run(projections, weights, order, new ScanRequest(request.indices(scan.block)),
			tensors.floats(names.y()), progress);
		if (learning) lastUses.ofScan(number).forEach(tensors::release);
		return results;
	}

	private List<List<BlockIndices>> indices(final RunRequest request, final Map<String, List<ScanResult>> results) {
		final List<BlockDescription> blocks = request.indices().isEmpty() ? List.of() : request.blocks();
		return IntStream.range(0, size.images).mapToObj(image -> blocks.stream().map(block -> indices(results.get(block.name()).get(
			image), orders.get(block.name()))).toList()).toList();
	}

	private static BlockIndices indices(final ScanResult result, final List<Permutation> orders) {
		return new BlockIndices(result.indices(), result.ofMeanToken(), orders);
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
		kernel.close();
		closeAll(segments);
	}

	/** Closes all sessions, also when one can't be closed. */
	static void closeAll(final List<LoadedSegment> segments) throws OrtException {
		final List<OrtException> problems = new ArrayList<>();
		for (final LoadedSegment segment : segments)
			try {
				if (segment.session.isPresent()) segment.session.get().close();
			}
			catch (final OrtException exc) {
				problems.add(exc);
			}
		if (!problems.isEmpty()) throw problems.get(0);
	}
}
