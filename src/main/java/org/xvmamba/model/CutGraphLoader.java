package org.xvmamba.model;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ai.onnx.proto.OnnxMl.ModelProto;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;

import org.xvmamba.model.CutGraph.CutScan;
import org.xvmamba.model.CutGraph.LoadedSegment;
import org.xvmamba.model.GraphPartition.Segment;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.ScanParameters;

/** Cuts a model at its scans and loads the segments. */
final class CutGraphLoader {

	private final ModelProto model;
	private final ModelDescription description;
	private final List<ScanBoundary> boundaries;

	private CutGraphLoader(final ModelProto model, final ModelDescription description) {
		this.model = model;
		this.description = description;
		this.boundaries = ScanBoundary.of(description.blocks(), model.getGraph());
	}

	/**
	 * @param network an ONNX model
	 * @param description of it
	 * @param options of all sessions
	 * @param threads of the kernel
	 * @return the model, cut and loaded; nothing where the file has no scans of the description between tensors of the names agreed on, or has
	 *         faults that ONNX Runtime shall explain
	 */
	static Optional<CutGraph> load(final NetworkFile network, final ModelDescription description, final OrtEnvironment environment,
		final SessionOptions options, final int threads) throws IOException, OrtException
	{
		if (description.blocks().isEmpty()) return Optional.empty();
		OnnxInitializers.requireReadable(network.path());
		final Optional<CutGraphLoader> loader = network.parse().map(model -> new CutGraphLoader(model, description));
		final Optional<List<CutScan>> scans = loader.flatMap(CutGraphLoader::scans);
		final Optional<List<Segment>> segments = loader.flatMap(CutGraphLoader::segments);
		if (scans.isEmpty() || segments.isEmpty()) return Optional.empty();
		final List<LoadedSegment> loaded = loader.get().load(segments.get(), environment, options);
		try {
			final GraphFace face = GraphFace.of(loaded.stream().flatMap(segment -> segment.session().stream()).toList());
			face.requireDescribed(description, network.path());
			return Optional.of(new CutGraph(environment, description, loaded, scans.get(), loader.get().results(), face.largestBatch(description),
				threads));
		}
		catch (final OrtException | RuntimeException | Error exc) {
			CutGraph.closeAll(loaded);
			throw exc;
		}
	}

	/** @return the scans with their weights; nothing where one lacks weights of the right size */
	private Optional<List<CutScan>> scans() {
		final Map<String, FloatBuffer> weights = OnnxInitializers.of(model.getGraph(), boundaries.stream().flatMap(ScanBoundary::weights).collect(
			Collectors.toSet()));
		final List<BlockDescription> blocks = description.blocks();
		if (!IntStream.range(0, blocks.size()).allMatch(i -> hasWeights(blocks.get(i), boundaries.get(i), weights))) return Optional.empty();
		return Optional.of(IntStream.range(0, blocks.size()).mapToObj(i -> scan(blocks.get(i), boundaries.get(i), weights)).toList());
	}

	private static boolean hasWeights(final BlockDescription block, final ScanBoundary names, final Map<String, FloatBuffer> weights) {
		final int steps = block.directions() * block.channels();
		return size(weights.get(names.a())) == steps * block.states() && size(weights.get(names.dtBias())) == steps && size(weights.get(names
			.skip())) == steps && IntStream.range(0, steps * block.states()).allMatch(i -> weights.get(names.a()).get(i) <= 0);
	}

	private static int size(final FloatBuffer weight) {
		return weight == null ? 0 : weight.capacity();
	}

	private static CutScan scan(final BlockDescription block, final ScanBoundary names, final Map<String, FloatBuffer> weights) {
		return new CutScan(block, names, new ScanParameters(block.directions(), block.channels(), block.states(), weights.get(names.a()), weights
			.get(names.dtBias()), weights.get(names.skip())));
	}

	private Optional<List<Segment>> segments() {
		return GraphPartition.of(model.getGraph(), boundaries, results());
	}

	/** What shall come of a run besides the indices. */
	private Set<String> results() {
		final Set<String> results = new LinkedHashSet<>(Set.of(description.graph().logits()));
		description.graph().features().ifPresent(results::add);
		for (final BlockDescription block : description.blocks()) {
			if (block.tensors().ssmMagnitude() != null) results.add(block.tensors().ssmMagnitude());
			if (block.tensors().convolutionMagnitude() != null) results.add(block.tensors().convolutionMagnitude());
		}
		return results;
	}

	private List<LoadedSegment> load(final List<Segment> segments, final OrtEnvironment environment, final SessionOptions options)
		throws OrtException
	{
		final SegmentModels models = new SegmentModels(model);
		final List<LoadedSegment> loaded = new ArrayList<>();
		try {
			for (int i = 0; i < segments.size(); i++) {
				loaded.add(load(segments.get(i), models, environment, options));
				if (i < boundaries.size()) models.learn(boundaries.get(i));
			}
		}
		catch (final OrtException | RuntimeException | Error exc) {
			CutGraph.closeAll(loaded);
			throw exc;
		}
		return loaded;
	}

	private static LoadedSegment load(final Segment segment, final SegmentModels models, final OrtEnvironment environment,
		final SessionOptions options) throws OrtException
	{
		if (segment.nodes().isEmpty()) return new LoadedSegment(Optional.empty(), Set.of(), Set.of());
		final OrtSession session = environment.createSession(models.model(segment).toByteArray(), options);
		models.learn(session);
		return new LoadedSegment(Optional.of(session), segment.inputs(), segment.outputs());
	}
}
