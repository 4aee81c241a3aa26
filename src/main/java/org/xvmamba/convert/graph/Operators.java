package org.xvmamba.convert.graph;

import static org.xvmamba.convert.graph.Attributes.integer;
import static org.xvmamba.convert.graph.Attributes.integers;
import static org.xvmamba.convert.graph.Attributes.number;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The operators that networks here are made of, under the names that formulas use. Each appends to the graph that it was made for; element-wise
 * ones broadcast as NumPy does.
 *
 * @param graph the graph to append to
 */
public record Operators(GraphBuilder graph) {

	/** @return a + b */
	public Value add(final Value a, final Value b) {
		return graph.node("Add", List.of(a, b));
	}

	/** @return a - b */
	public Value subtract(final Value a, final Value b) {
		return graph.node("Sub", List.of(a, b));
	}

	/** @return a ∘ b */
	public Value multiply(final Value a, final Value b) {
		return graph.node("Mul", List.of(a, b));
	}

	/** @return the matrix product over the last two axes */
	public Value matrixProduct(final Value a, final Value b) {
		return graph.node("MatMul", List.of(a, b));
	}

	/** @return an operator with one input, such as {@code Exp} */
	public Value apply(final String operator, final Value x) {
		return graph.node(operator, List.of(x));
	}

	/** @return log(1 + exp(x)), as Relu(x) + Log(1 + Exp(-|x|)): faster than ONNX Runtime's Softplus */
	public Value softplus(final Value x) {
		final Value small = apply("Exp", apply("Neg", apply("Abs", x)));
		return add(apply("Relu", x), apply("Log", add(graph.number(1), small)));
	}

	/** @return x · sigmoid(x) */
	public Value silu(final Value x) {
		return multiply(x, apply("Sigmoid", x));
	}

	/** @return x · Φ(x), with Φ the distribution function of the normal distribution, by its error function */
	public Value gelu(final Value x) {
		// In this form ONNX Runtime recognises it, and computes it in one pass.
		final Value error = apply("Erf", graph.node("Div", List.of(x, graph.number((float) Math.sqrt(2)))));
		return multiply(multiply(x, add(error, graph.number(1))), graph.number(0.5f));
	}

	/** @return x with its axes in another order */
	public Value transpose(final Value x, final long... axes) {
		return graph.node("Transpose", List.of(x), integers("perm", axes));
	}

	/** @return x in another shape; 0 keeps an axis, -1 is what remains */
	public Value reshape(final Value x, final long... shape) {
		return reshape(x, graph.integers(shape));
	}

	/** @return x in another shape; 0 keeps an axis, -1 is what remains */
	public Value reshape(final Value x, final Value shape) {
		return graph.node("Reshape", List.of(x, shape));
	}

	/** @return x with an axis of size 1 inserted */
	public Value insertAxis(final Value x, final long axis) {
		return graph.node("Unsqueeze", List.of(x, graph.integers(axis)));
	}

	/** @return parts of x along an axis, of these sizes */
	public List<Value> split(final Value x, final long axis, final long... sizes) {
		return graph.nodes("Split", List.of(x, graph.integers(sizes)), sizes.length, integer("axis", axis));
	}

	/** @return the values one after the other along an axis */
	public Value concatenate(final long axis, final Value... values) {
		return graph.node("Concat", Arrays.asList(values), integer("axis", axis));
	}

	/** @return the entries of x along an axis at these positions, in their order */
	public Value gather(final Value x, final long axis, final Value positions) {
		return graph.node("Gather", List.of(x, positions), integer("axis", axis));
	}

	/** @return the sum over an axis, which goes */
	public Value sum(final Value x, final long axis) {
		return graph.node("ReduceSum", List.of(x, graph.integers(axis)), integer("keepdims", 0));
	}

	/** @return the mean over axes, which go */
	public Value mean(final Value x, final long... axes) {
		return graph.node("ReduceMean", List.of(x), integers("axes", axes), integer("keepdims", 0));
	}

	/** @return (x - mean) / sqrt(variance + epsilon) · weight + bias over the last axis */
	public Value layerNorm(final Value x, final Value weight, final Value bias, final float epsilon) {
		return graph.node("LayerNormalization", List.of(x, weight, bias), integer("axis", -1), number("epsilon", epsilon));
	}

	/** @return x / sqrt(mean of x² + epsilon) · weight, with the mean over the last axis */
	public Value rmsNorm(final Value x, final Value weight, final float epsilon) {
		final Value square = graph.node("ReduceMean", List.of(multiply(x, x)), integers("axes", -1), integer("keepdims", 1));
		final Value scaled = graph.node("Div", List.of(x, apply("Sqrt", add(square, graph.number(epsilon)))));
		return multiply(scaled, weight);
	}

	/** @return (x - mean) / sqrt(variance + epsilon) · weight + bias for each channel of x [b, channels, h, w] */
	public Value batchNorm(final Value x, final Value weight, final Value bias, final Value mean, final Value variance, final float epsilon) {
		return graph.node("BatchNormalization", List.of(x, weight, bias, mean, variance), number("epsilon", epsilon));
	}

	/** @return x [b, channels, h, w] convolved with an odd square kernel [outputs, channels / groups, k, k], its size kept by zeros around it */
	public Value convolve(final Value x, final Value kernel, final Optional<Value> bias, final int kernelSize, final int groups) {
		final int border = kernelSize / 2;
		final List<Value> inputs = bias.map(present -> List.of(x, kernel, present)).orElseGet(() -> List.of(x, kernel));
		return graph.node("Conv", inputs, integers("pads", border, border, border, border), integer("group", groups));
	}

	/** @return the integers from 0 to the given number (a single integer), without it */
	public Value range(final Value end) {
		return graph.node("Range", List.of(graph.integer(0), end, graph.integer(1)));
	}

	/** @return the same integers, the largest first; the number may also be [1] */
	public Value backwards(final Value end) {
		final Value size = reshape(end, graph.integers());
		return subtract(subtract(size, graph.integer(1)), range(size));
	}
}
