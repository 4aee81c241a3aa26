package org.xvmamba.convert;

import static org.xvmamba.convert.graph.Attributes.integer;
import static org.xvmamba.convert.graph.Attributes.integers;

import java.util.List;

import org.xvmamba.convert.graph.GraphBuilder;
import org.xvmamba.convert.graph.Operators;
import org.xvmamba.convert.graph.Value;

/**
 * The selective scan of one block (Mamba, arXiv 2312.00752) with the projections for Δ, B and C before it. The scan's own boundary tensors are all
 * in image order, from u, dt, B and C to y; inside, everything is in scan order. What another program may put in its place begins and ends at
 * these names.
 *
 * @param block the block's name
 * @param directions K
 * @param channels D
 * @param states N
 */
record SelectiveScanNodes(Operators operators, ScanIndices indices, String block, int directions, int channels, int states) {

	/**
	 * The weights, the last axis fastest, a part for each direction.
	 *
	 * @param rank R
	 * @param projection from u to R numbers for Δ, N for B, N for C, [K, R + 2N, D]
	 * @param steps from those R numbers to dt, [K, D, R]
	 * @param recursion those of the scan itself
	 */
	record Parameters(int rank, float[] projection, float[] steps, Recursion recursion) {

		/** @return those of one of the directions */
		Parameters of(final int direction, final int directions) {
			return new Parameters(rank, WeightLayouts.part(projection, direction, directions), WeightLayouts.part(steps, direction, directions),
				new Recursion(WeightLayouts.part(recursion.stepBias, direction, directions), WeightLayouts.part(recursion.decays, direction,
					directions), WeightLayouts.part(recursion.skip, direction, directions)));
		}
	}

	/**
	 * The weights of the scan itself.
	 *
	 * @param stepBias what is added to dt, [K, D]
	 * @param decays logarithms of -A, [K, D, N]
	 * @param skip the weight of u in y, [K, D]
	 */
	record Recursion(float[] stepBias, float[] decays, float[] skip) {}

	/**
	 * Appends the scan of one input in all directions, with the outputs {@code <block>.delta}, {@code <block>.B} and {@code <block>.C}.
	 *
	 * @param u the input, [b, L, D]; made last
	 * @param batch number of images, [1]
	 * @return y, the sum of the un-scanned directions with their skip terms, [b, L, D]
	 */
	Value appendShared(final Value u, final Parameters parameters, final Value batch) {
		final Value named = input(u);
		final Value skip = skip(parameters.recursion);
		final Value projected = project(operators.insertAxis(named, 1), parameters);
		final Value summed = scanned(projected, gathered(named), parameters, batch);
		return sum(summed, operators.multiply(named, operators.sum(skip, 0)));
	}

	/**
	 * The same, where each direction scans an input of its own.
	 *
	 * @param u the inputs, in image order, [b, K, L, D]; made last
	 */
	Value append(final Value u, final Parameters parameters, final Value batch) {
		final Value named = operators.graph().named(block + ".scan.u_of_directions", u);
		final Value skip = skip(parameters.recursion);
		final Value projected = project(named, parameters);
		final Value summed = scanned(projected, inScanOrder(named, channels), parameters, batch);
		return sum(summed, operators.sum(operators.multiply(named, operators.insertAxis(skip, 1)), 1));
	}

	/**
	 * The same as {@link #appendShared}, where dt, B and C come from elsewhere.
	 *
	 * @param u what {@link #input} gave
	 * @param dt what gives Δ with its bias, in scan order, [b, K, L, D]
	 * @param b in scan order, [b, K, L, N]
	 * @param c in scan order, [b, K, L, N]
	 */
	Value appendProjected(final Value u, final Value dt, final Value b, final Value c, final Recursion weights, final Value batch) {
		final GraphBuilder graph = operators.graph();
		final Value namedDt = graph.named(block + ".scan.dt", inImageOrder(dt));
		final Value namedB = graph.named(block + ".scan.B", reordered(b, indices.unscan(), states));
		final Value namedC = graph.named(block + ".scan.C", reordered(c, indices.unscan(), states));
		final Value summed = scanned(namedDt, namedB, namedC, gathered(u), weights, batch);
		return sum(summed, operators.multiply(u, operators.sum(skip(weights), 0)));
	}

	/** Makes a value the input of the scan, [b, L, D]; made last. */
	Value input(final Value u) {
		return operators.graph().named(block + ".scan.u", u);
	}

	/** [b, L, D] from image order to the scan order of each direction, [b, K, L, D]. */
	Value gathered(final Value x) {
		return operators.reshape(operators.gather(x, 1, indices.tokens()), 0, directions, -1, channels);
	}

	/** [b, K, L, 1, D] or [b, K, L, D], from scan order to image order. */
	Value inImageOrder(final Value x) {
		return reordered(x, indices.unscan(), channels);
	}

	private Value sum(final Value summed, final Value skipped) {
		return operators.graph().named(block + ".scan.y", operators.add(summed, skipped));
	}

	private Value skip(final Recursion weights) {
		return operators.graph().weight(block + ".D", weights.skip, directions, channels);
	}

	/** [b, 1 or K, L, D] to R + 2N numbers for each direction and token, in image order. */
	private Value project(final Value u, final Parameters parameters) {
		final int rows = parameters.rank + 2 * states;
		return operators.matrixProduct(u, operators.graph().weight(block + ".x_proj", WeightLayouts.transposed(parameters.projection, directions, rows,
			channels), directions, channels, rows));
	}

	private Value scanned(final Value projected, final Value u, final Parameters parameters, final Value batch) {
		final GraphBuilder graph = operators.graph();
		final List<Value> parts = operators.split(projected, 3, parameters.rank, states, states);
		final Value b = graph.named(block + ".scan.B", parts.get(1));
		final Value c = graph.named(block + ".scan.C", parts.get(2));
		final Value steps = graph.weight(block + ".dt_proj", WeightLayouts.transposed(parameters.steps, directions, channels, parameters.rank),
			directions, parameters.rank, channels);
		final Value product = operators.matrixProduct(parts.get(0), steps);
		final Value dt = graph.named(block + ".scan.dt", indices.resets().map(reset -> operators.add(product, reset)).orElse(product));
		return scanned(dt, b, c, u, parameters.recursion, batch);
	}

	private Value scanned(final Value dt, final Value b, final Value c, final Value u, final Recursion weights, final Value batch) {
		final GraphBuilder graph = operators.graph();
		final Value bias = operators.insertAxis(graph.weight(block + ".dt_bias", weights.stepBias, directions, channels), 1); // [K, 1, D]
		final Value a = graph.weight(block + ".A", WeightLayouts.transposed(WeightLayouts.negatedExponentials(weights.decays), directions, channels,
			states), directions, states, channels);
		final Value delta = tap("delta", operators.softplus(operators.add(inScanOrder(dt, channels), bias)), channels);
		final Value y = scan(delta, operators.multiply(delta, u), tap("B", inScanOrder(b, states), states), tap("C", inScanOrder(c, states), states),
			a, batch);
		return operators.sum(inImageOrder(y), 1);
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
