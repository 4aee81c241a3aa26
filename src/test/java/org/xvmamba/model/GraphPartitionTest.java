package org.xvmamba.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xvmamba.convert.NetworkGraph;
import org.xvmamba.convert.RandomMedMamba;
import org.xvmamba.model.GraphPartition.Segment;

class GraphPartitionTest {

	private static final List<String> WANTED = List.of("logits", "features", "stage0.block1.conv_magnitude", "stage0.block1.ssm_magnitude");

	private static GraphProto graph;
	private static List<ScanBoundary> scans;
	private static List<Segment> segments;

	@BeforeAll
	static void cut() {
		final NetworkGraph network = RandomMedMamba.build(List.of(2, 1), List.of(16, 32), 3, 1).graph();
		graph = network.model().getGraph();
		scans = ScanBoundary.of(network.blocks(), graph);
		segments = GraphPartition.of(graph, scans, WANTED).orElseThrow();
	}

	@Test
	void eachSegmentEndsWithWhatAScanReadsAndBeginsWithWhatItGives() {
		assertEquals(4, segments.size());
		for (int i = 0; i < scans.size(); i++) {
			assertTrue(segments.get(i).outputs().containsAll(scans.get(i).inputs()), segments.get(i).outputs().toString());
			assertTrue(segments.get(i + 1).inputs().contains(scans.get(i).y()), segments.get(i + 1).inputs().toString());
		}
		assertEquals(Set.of("image"), segments.get(0).inputs());
		assertTrue(segments.get(3).outputs().containsAll(Set.of("logits", "features")));
		assertTrue(segments.get(1).outputs().contains("stage0.block1.conv_magnitude"));
		assertTrue(segments.get(2).outputs().contains("stage0.block1.ssm_magnitude"));
	}

	@Test
	void everySegmentHasItsInputsFromTheOnesBefore() {
		final Set<String> there = new HashSet<>(Set.of("image"));
		for (int i = 0; i < segments.size(); i++) {
			assertTrue(there.containsAll(segments.get(i).inputs()), "segment " + i);
			there.addAll(segments.get(i).outputs());
			if (i < scans.size()) there.add(scans.get(i).y());
		}
	}

	/** Δ, B and C leave a segment as the matrix products give them, and nothing else touches them. */
	@Test
	void nothingReordersATensorOfAllDirections() {
		final Map<String, NodeProto> makers = makers();
		for (final ScanBoundary scan : scans) {
			assertEquals("MatMul", makers.get(scan.dt()).getOpType());
			assertEquals("Split", makers.get(scan.b()).getOpType());
			assertEquals("Split", makers.get(scan.c()).getOpType());
			assertEquals("MatMul", makers.get(makers.get(scan.b()).getInput(0)).getOpType());
		}
		final Set<String> ofScans = scans.stream().flatMap(scan -> List.of(scan.dt(), scan.b(), scan.c()).stream()).collect(Collectors.toSet());
		for (final NodeProto node : nodes()) {
			assertTrue(Collections.disjoint(ofScans, node.getInputList()), node.getName());
			assertFalse(Set.of("Scan", "ScatterElements", "GatherElements", "Range").contains(node.getOpType()), node.getName());
			if (node.getOpType().equals("Gather")) assertEquals("Shape", makers.get(node.getInput(0)).getOpType());
			final boolean inBlock = node.getName().contains(".block");
			// Tensors of all directions have four axes; a block's maps of three are tokens and channels exchanged.
			if (inBlock && node.getOpType().equals("Transpose")) assertEquals(3, node.getAttribute(0).getIntsCount(), node.getName());
		}
	}

	@Test
	void theConvolutionsRunBeforeTheirBlocksScanAndOnce() {
		final List<NodeProto> convolutions = nodes().stream().filter(node -> node.getOpType().equals("Conv")).toList();
		// The patches' embedding, and a block's three convolutions and the one before its scan.
		assertEquals(1 + 3 * 4, convolutions.size());
		for (int i = 0; i < scans.size(); i++)
			assertEquals(i == 0 ? 5 : 4, segments.get(i).nodes().stream().filter(node -> node.getOpType().equals("Conv")).count());
	}

	/** Beside the map, the gate and the branch that goes around the scan, only a shape crosses: what is computed with it is computed anew. */
	@Test
	void littleCrossesACut() {
		for (int i = 0; i < scans.size(); i++) {
			final Set<String> crossing = new HashSet<>(segments.get(i + 1).inputs());
			crossing.remove(scans.get(i).y());
			assertTrue(crossing.size() <= 4, crossing.toString());
		}
	}

	@Test
	void aScanThatNeedsALaterOneCantBeCut() {
		final List<ScanBoundary> backwards = new ArrayList<>(scans);
		Collections.reverse(backwards);
		assertEquals(Optional.empty(), GraphPartition.of(graph, backwards, WANTED));
	}

	@Test
	void aGraphWithoutTheNamesCantBeCut() {
		final GraphProto.Builder foreign = graph.toBuilder();
		for (final NodeProto.Builder node : foreign.getNodeBuilderList())
			for (int i = 0; i < node.getInputCount(); i++)
				if (node.getInput(i).equals(scans.get(1).dt())) node.setInput(i, "other");
		for (final NodeProto.Builder node : foreign.getNodeBuilderList())
			for (int i = 0; i < node.getOutputCount(); i++)
				if (node.getOutput(i).equals(scans.get(1).dt())) node.setOutput(i, "other");
		assertEquals(Optional.empty(), GraphPartition.of(foreign.build(), scans, WANTED));
	}

	private static List<NodeProto> nodes() {
		return segments.stream().flatMap(segment -> segment.nodes().stream()).toList();
	}

	private static Map<String, NodeProto> makers() {
		return nodes().stream().distinct().flatMap(node -> node.getOutputList().stream().map(name -> Map.entry(name, node))).collect(Collectors.toMap(
			Map.Entry::getKey, Map.Entry::getValue));
	}
}
