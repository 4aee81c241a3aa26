package org.xvmamba.convert;

import static org.xvmamba.convert.graph.Attributes.integer;
import static org.xvmamba.convert.graph.Attributes.integers;

import java.util.List;

import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;

/**
 * The selective scan of one block (Mamba, arXiv 2312.00752) between its boundary tensors, all in image order: from u, dt, B and C to y. Inside,
 * everything is in scan order. What another program may put in its place begins and ends at these names.
 *
 * @param block the block's name
 * @param directions K
 * @param channels D
 * @param states N
 */
record SelectiveScanNodes(Operators operators, ScanIndices indices, String block, int directions, int channels, int states) {

	/**
	 * What a scan reads, in image order.
	 *
	 * @param u the input, [b, L, D]
	 * @param dt the projection for Δ before bias and softplus, [b, K, L, D]
	 * @param b B, [b, K, L, N]
	 * @param c C, [b, K, L, N]
	 */
	record Inputs(Value u, Value dt, Value b, Value c) {}

	/**
	 * The scan's weights.
	 *
	 * @param a A = -exp(A_log), [K, N, D]
	 * @param dtBias bias of the projection for Δ, [K, D]
	 * @param skip the weight of u in y, [K, D]
	 */
	record Weights(Value a, Value dtBias, Value skip) {}

	/**
	 * Appends the scan, with the outputs {@code <block>.delta}, {@code <block>.B} and {@code <block>.C}.
	 *
	 * @param batch number of images, [1]
	 * @return y, the sum of the un-scanned directions with their skip terms, [b, L, D]
	 */
	Value append(final Inputs inputs, final Weights weights, final Value batch) {
		final Value bias = operators.insertAxis(weights.dtBias, 1); // [K, 1, D]
		final Value delta = tap("delta", operators.softplus(operators.add(inScanOrder(inputs.dt, channels), bias)), channels);
		final Value b = tap("B", inScanOrder(inputs.b, states), states);
		final Value c = tap("C", inScanOrder(inputs.c, states), states);
		final Value u = operators.reshape(operators.gather(inputs.u, 1, indices.tokens()), 0, directions, -1, channels);
		final Value y = scan(delta, operators.multiply(delta, u), b, c, weights.a, batch);
		final Value summed = operators.sum(inImageOrder(y), 1);
		final Value skipped = operators.multiply(inputs.u, operators.sum(weights.skip, 0));
		return operators.graph().named(block + ".scan.y", operators.add(summed, skipped));
	}

	private Value tap(final String name, final Value value, final int size) {
		final Value named = operators.graph().named(block + "." + name, value);
		operators.graph().output(named, "batch", directions, block + ".tokens", size);
		return named;
	}

	/** [b, K, L, size], from image order to scan order. */
	private Value inScanOrder(final Value x, final int size) {
		return reordered(x, indices.scan(), size);
	}

	/** [b, K, L, 1, D] or [b, K, L, D], from scan order to image order. */
	private Value inImageOrder(final Value x) {
		return reordered(x, indices.unscan(), channels);
	}

	private Value reordered(final Value x, final Value positions, final int size) {
		final Value entries = operators.reshape(x, 0, -1, size); // [b, K · L, size]
		return operators.reshape(operators.gather(entries, 1, positions), 0, directions, -1, size);
	}

	/**
	 * h_l = exp(Δ_l A) ∘ h_{l-1} + B_l (Δ_l u_l), y_l = C_l h_l, with the state [b, K, N, D]: D last, so that every operator runs along it.
	 *
	 * @return y, [b, K, L, 1, D]
	 */
	private Value scan(final Value delta, final Value deltaU, final Value b, final Value c, final Value a, final Value batch) {
		final GraphBuilder graph = operators.graph();
		final Value start = graph.node("ConstantOfShape", List.of(operators.concatenate(0, batch, graph.integers(directions, states, channels))));
		final List<Value> inputs = List.of(start, operators.insertAxis(delta, 3), operators.insertAxis(deltaU, 3), operators.insertAxis(b, 4), operators
			.insertAxis(c, 3));
		return graph.nodes("Scan", inputs, 2, step(a).asAttribute("body"), integer("num_scan_inputs", 4), integers("scan_input_axes", 2, 2, 2, 2),
			integers("scan_output_axes", 2)).get(1);
	}

	/** One step: the state and the step's slices [b, K, 1, D], [b, K, 1, D], [b, K, N, 1], [b, K, 1, N] to the next state and y [b, K, 1, D]. */
	private GraphBuilder step(final Value a) {
		final GraphBuilder body = operators.graph().body();
		final Operators inner = new Operators(body);
		final Value state = body.bodyInput();
		final Value delta = body.bodyInput();
		final Value deltaU = body.bodyInput();
		final Value b = body.bodyInput();
		final Value c = body.bodyInput();
		final Value kept = inner.multiply(inner.apply("Exp", inner.multiply(delta, a)), state);
		final Value next = inner.add(kept, inner.multiply(b, deltaU));
		body.output(next);
		body.output(inner.matrixProduct(c, next));
		return body;
	}
}
