package org.xvmamba.model;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.onnx.proto.OnnxMl.GraphProto;

import org.xvmamba.ssm.BlockDescription;

/**
 * The names on both sides of one block's scan, as {@link org.xvmamba.convert.NetworkGraph} gives them. With b images, in image order: u
 * [b, L, D], or [b, K, L, D] where each direction has an input of its own; dt [b, K, L, D]; B and C [b, K, L, N]; y [b, L, D]; the weights A
 * [K, N, D], dt_bias and D [K, D].
 *
 * @param u the scan's input
 * @param dt what gives Δ = softplus(dt + dt_bias)
 * @param b B
 * @param c C
 * @param y the sum of the directions with their skip terms
 * @param a A
 * @param dtBias what is added to dt
 * @param skip the weight of u in y
 */
record ScanBoundary(String u, String dt, String b, String c, String y, String a, String dtBias, String skip) {

	/** @return those of each block; the graph tells whether each direction has an input of its own */
	static List<ScanBoundary> of(final List<BlockDescription> blocks, final GraphProto graph) {
		final Set<String> made = graph.getNodeList().stream().flatMap(node -> node.getOutputList().stream()).collect(Collectors.toSet());
		return blocks.stream().map(block -> of(block, made)).toList();
	}

	private static ScanBoundary of(final BlockDescription block, final Set<String> made) {
		final String scan = block.name() + ".scan.";
		final String u = made.contains(scan + "u") ? scan + "u" : scan + "u_of_directions";
		return new ScanBoundary(u, scan + "dt", scan + "B", scan + "C", scan + "y", block.tensors().a(), block.name() + ".dt_bias", block.name() +
			".D");
	}

	/** @return what the scan reads of the network, in the order u, dt, B, C */
	List<String> inputs() {
		return List.of(u, dt, b, c);
	}

	/** @return the tensors in the graph that the scan reads or gives */
	Stream<String> tensors() {
		return Stream.of(u, dt, b, c, y);
	}

	/** @return the scan's weights, which stand in the graph as initializers */
	Stream<String> weights() {
		return Stream.of(a, dtBias, skip);
	}
}
