package org.xvmamba.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.xvmamba.scan.Permutation;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockDescription.TensorNames;

import ai.onnxruntime.OrtException;

/** Holds what a converted network gives against what PyTorch gave, as the fixtures keep it. */
final class Parity {

	private static final double LOGIT_TOLERANCE = 1e-4;
	private static final double RELATIVE_TOLERANCE = 1e-5;
	private static final int MOST_ELEMENTS = 2048;

	private final Map<String, double[]> expected;
	private final Map<String, Forward.Output> outputs;

	private Parity(final Map<String, double[]> expected, final Map<String, Forward.Output> outputs) {
		this.expected = expected;
		this.outputs = outputs;
	}

	/** Runs the network on the fixtures' image of that size, compares logits, features, taps and magnitudes, and prints the errors. */
	static void check(final String fixture, final NetworkGraph graph, final Forward forward, final int height, final int width, final int batch)
		throws OrtException, IOException
	{
		final String file = fixture + "-" + height + "x" + width + "-b" + batch + ".npz";
		final Parity parity = new Parity(Fixtures.arrays(file), forward.run(Fixtures.image(batch * 3 * height * width), batch, 3, height, width));
		final double logits = parity.error(NetworkGraph.LOGITS);
		assertEquals(0, logits, LOGIT_TOLERANCE, NetworkGraph.LOGITS);
		final double features = parity.relativeError(NetworkGraph.FEATURES);
		double taps = 0;
		double magnitudes = 0;
		for (final BlockDescription block : graph.blocks()) {
			final long tokens = block.tokens(block.gridSize(height), block.gridSize(width));
			final TensorNames names = block.tensors();
			parity.requireShape(names.delta(), batch, block.directions(), tokens, block.channels());
			parity.requireShape(names.b(), batch, block.directions(), tokens, block.states());
			parity.requireShape(names.c(), batch, block.directions(), tokens, block.states());
			parity.removeSeparators(block, height, width);
			taps = Math.max(taps, parity.largestError(Stream.of(names.delta(), names.b(), names.c())));
			magnitudes = Math.max(magnitudes, parity.largestError(Stream.of(names.ssmMagnitude(), names.convolutionMagnitude()).filter(
				name -> name != null)));
		}
		System.out.printf("%s: logits %.1e absolute; relative: features %.1e, taps %.1e, magnitudes %.1e%n", file, logits, features, taps, magnitudes);
	}

	/** PyTorch scans each line on its own: there are no separators between them. */
	private void removeSeparators(final BlockDescription block, final int height, final int width) {
		if (!block.scanOrders().get(0).startsWith("each-")) return;
		final Permutation scan = block.scan(0, block.gridSize(height), block.gridSize(width));
		final int cells = block.gridSize(height) * block.gridSize(width);
		for (final String name : List.of(block.tensors().delta(), block.tensors().b(), block.tensors().c()))
			outputs.put(name, ofCells(outputs.get(name), scan, cells));
	}

	/** Of a tensor [b, 1, L, size] the steps at cells. */
	private static Forward.Output ofCells(final Forward.Output whole, final Permutation scan, final int cells) {
		final int batch = (int) whole.shape()[0];
		final int size = (int) whole.shape()[3];
		final float[] values = new float[batch * cells * size];
		int to = 0;
		for (int step = 0; step < batch * scan.length(); step++)
			if (scan.tokenAt(step % scan.length()) < cells) {
				System.arraycopy(whole.values(), step * size, values, to, size);
				to += size;
			}
		return new Forward.Output(new long[] { batch, 1, cells, size }, values);
	}

	private void requireShape(final String name, final long... shape) {
		assertArrayEquals(shape, outputs.get(name).shape(), name);
	}

	private double largestError(final Stream<String> names) {
		return names.mapToDouble(this::relativeError).max().orElse(0);
	}

	/** Largest deviation against the tensor's largest magnitude, and the same for the mean over all elements. */
	private double relativeError(final String name) {
		final double largest = expected.get(name + ".largest")[0];
		final double error = error(name) / largest;
		assertEquals(0, error, RELATIVE_TOLERANCE, name);
		double sum = 0;
		final float[] values = outputs.get(name).values();
		for (final float value : values)
			sum += value;
		assertEquals(expected.get(name + ".mean")[0], sum / values.length, RELATIVE_TOLERANCE * largest, "mean of " + name);
		return error;
	}

	private double error(final String name) {
		final double[] kept = expected.get(name);
		final float[] values = outputs.get(name).values();
		final int step = (values.length + MOST_ELEMENTS - 1) / MOST_ELEMENTS | 1;
		assertEquals((values.length + step - 1) / step, kept.length, "size of " + name);
		double error = 0;
		for (int i = 0; i < kept.length; i++)
			error = Math.max(error, Math.abs(kept[i] - values[i * step]));
		return error;
	}
}
