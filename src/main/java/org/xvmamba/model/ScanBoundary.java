package org.xvmamba.model;

import java.util.List;
import java.util.stream.Stream;

import org.xvmamba.ssm.BlockDescription;

/**
 * The names on both sides of one block's scan, as {@link org.xvmamba.convert.NetworkGraph} gives them. With b images, in image order: u
 * [b, L, D], dt [b, K, L, D], B and C [b, K, L, N], y [b, L, D]; the weights A [K, N, D], dt_bias and D [K, D].
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

	static ScanBoundary of(final BlockDescription block) {
		final String scan = block.name() + ".scan.";
		return new ScanBoundary(scan + "u", scan + "dt", scan + "B", scan + "C", scan + "y", block.tensors().a(), block.name() + ".dt_bias", block
			.name() + ".D");
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
