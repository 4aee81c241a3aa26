package org.xvmamba.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;

/**
 * An ONNX graph cut at its scans. Segment i ends with what scan i reads, and the segment after it begins with the y of scan i; what lies
 * between the two is dropped. A node stands in the first segment in which all that it reads is there, so a branch that goes around a scan is
 * computed before it and its result handed over.
 */
final class GraphPartition {

	/**
	 * A part of the graph.
	 *
	 * @param nodes in an order in which they can run; none where two scans follow each other
	 * @param inputs made by segments before, by the scans before, or the graph's own
	 * @param outputs read by segments or scans after it, or wanted of the graph
	 */
	record Segment(List<NodeProto> nodes, Set<String> inputs, Set<String> outputs) {}

	private final GraphNodes graph;
	private final List<ScanBoundary> scans;
	private final Set<String> targets = new LinkedHashSet<>();
	private final Set<NodeProto> needed = new HashSet<>();
	private final Map<String, Integer> firstSegments = new HashMap<>();
	private final List<Set<NodeProto>> parts = new ArrayList<>();

	private GraphPartition(final GraphNodes graph, final List<ScanBoundary> scans, final Collection<String> wanted) {
		this.graph = graph;
		this.scans = scans;
		scans.forEach(scan -> targets.addAll(scan.inputs()));
		targets.addAll(wanted);
	}

	/**
	 * @param graph of the whole network
	 * @param scans in the order in which they shall run
	 * @param wanted tensors that the segments shall give in the end
	 * @return one segment more than there are scans; nothing where a scan needs the y of a later one, or a tensor is missing
	 */
	static Optional<List<Segment>> of(final GraphProto graph, final List<ScanBoundary> scans, final Collection<String> wanted) {
		final GraphPartition partition = new GraphPartition(new GraphNodes(graph), scans, wanted);
		final boolean complete = scans.stream().flatMap(ScanBoundary::tensors).allMatch(name -> partition.graph.maker(name) != null);
		if (!complete || !partition.distribute()) return Optional.empty();
		return Optional.of(IntStream.rangeClosed(0, scans.size()).mapToObj(partition::segment).toList());
	}

	private boolean distribute() {
		collectNeeded();
		for (int i = 0; i < scans.size(); i++)
			firstSegments.put(scans.get(i).y(), i + 1);
		for (final NodeProto node : graph.all())
			if (needed.contains(node)) place(node);
		for (int i = 0; i <= scans.size(); i++)
			parts.add(part(i));
		return IntStream.range(0, scans.size()).allMatch(i -> scans.get(i).inputs().stream().allMatch(name -> firstSegments.get(name) <= i));
	}

	/** Walks from the targets back to the graph's inputs, but into no scan. */
	private void collectNeeded() {
		final Set<String> given = new HashSet<>();
		scans.forEach(scan -> given.add(scan.y()));
		final Deque<String> open = new ArrayDeque<>(targets);
		while (!open.isEmpty()) {
			final String name = open.pop();
			final NodeProto maker = graph.maker(name);
			if (maker != null && !given.contains(name) && needed.add(maker)) open.addAll(graph.read(maker));
		}
	}

	private void place(final NodeProto node) {
		final int segment = graph.read(node).stream().mapToInt(name -> firstSegments.getOrDefault(name, 0)).max().orElse(0);
		node.getOutputList().forEach(name -> firstSegments.put(name, segment));
	}

	/** The nodes of a segment, and the arithmetic of shapes that they need, from wherever it stands. */
	private Set<NodeProto> part(final int number) {
		final Set<NodeProto> part = new HashSet<>();
		final Deque<NodeProto> open = new ArrayDeque<>();
		needed.stream().filter(node -> !isRepeated(node) && firstSegments.get(node.getOutput(0)) == number).forEach(open::add);
		while (!open.isEmpty()) {
			final NodeProto node = open.pop();
			if (!part.add(node)) continue;
			graph.read(node).stream().map(graph::maker).filter(maker -> maker != null && isRepeated(maker)).forEach(open::add);
		}
		return part;
	}

	private boolean isRepeated(final NodeProto node) {
		return graph.isArithmeticOfShapes(node) && node.getOutputList().stream().noneMatch(targets::contains);
	}

	private Segment segment(final int number) {
		final List<NodeProto> nodes = graph.all().stream().filter(parts.get(number)::contains).toList();
		final Set<String> leaving = new HashSet<>(targets);
		for (int later = number + 1; later < parts.size(); later++)
			leaving.addAll(inputs(parts.get(later)));
		leaving.retainAll(made(nodes));
		return new Segment(nodes, inputs(nodes), leaving);
	}

	private Set<String> inputs(final Collection<NodeProto> nodes) {
		final Set<String> inputs = new LinkedHashSet<>();
		nodes.forEach(node -> inputs.addAll(graph.read(node)));
		inputs.removeAll(made(nodes));
		return inputs;
	}

	private static Set<String> made(final Collection<NodeProto> nodes) {
		final Set<String> made = new HashSet<>();
		nodes.forEach(node -> made.addAll(node.getOutputList()));
		return made;
	}
}
