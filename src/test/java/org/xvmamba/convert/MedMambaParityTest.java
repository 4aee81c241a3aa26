package org.xvmamba.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.ssm.BlockDescription;

import ai.onnxruntime.OrtException;

/** The converted network against PyTorch, on random weights, at square, oblong, odd and full-size grids: one session for all of them. */
class MedMambaParityTest {

	private static final double LOGIT_TOLERANCE = 1e-4;
	private static final double RELATIVE_TOLERANCE = 1e-5;
	private static final int MOST_ELEMENTS = 2048;

	private static NetworkGraph graph;
	private static Forward forward;

	@BeforeAll
	static void convert() throws OrtException {
		graph = Fixtures.convert("tiny.pth").graph();
		forward = new Forward(graph);
	}

	@AfterAll
	static void close() throws OrtException {
		forward.close();
	}

	@ParameterizedTest
	@CsvSource({ "64,64,1", "64,64,3", "64,96,1", "64,96,3", "56,56,1", "56,56,3", "224,224,1", "224,224,3" })
	void givesWhatPyTorchGives(final int height, final int width, final int batch) throws OrtException, IOException {
		final Map<String, double[]> expected = Fixtures.arrays("tiny-" + height + "x" + width + "-b" + batch + ".npz");
		final Map<String, Forward.Output> outputs = forward.run(Fixtures.image(batch * 3 * height * width), batch, 3, height, width);
		final double logits = error("logits", expected, outputs);
		assertEquals(0, logits, LOGIT_TOLERANCE, "logits");
		final double features = relativeError(NetworkGraph.FEATURES, expected, outputs);
		double taps = 0;
		double magnitudes = 0;
		for (final BlockDescription block : graph.blocks()) {
			final int tokens = block.gridSize(height) * block.gridSize(width);
			assertArrayEquals(new long[] { batch, 4, tokens, block.channels() }, outputs.get(block.tensors().delta()).shape());
			assertArrayEquals(new long[] { batch, 4, tokens, block.states() }, outputs.get(block.tensors().b()).shape());
			taps = Math.max(taps, relativeError(block.tensors().delta(), expected, outputs));
			taps = Math.max(taps, relativeError(block.tensors().b(), expected, outputs));
			taps = Math.max(taps, relativeError(block.tensors().c(), expected, outputs));
			magnitudes = Math.max(magnitudes, relativeError(block.tensors().ssmMagnitude(), expected, outputs));
			magnitudes = Math.max(magnitudes, relativeError(block.tensors().convolutionMagnitude(), expected, outputs));
		}
		System.out.printf("%d x %d, batch %d: logits %.1e absolute; relative: features %.1e, taps %.1e, magnitudes %.1e%n", height, width, batch, logits,
			features, taps, magnitudes);
	}

	/** The grids that a block's description promises are those of the network, also where sizes are no multiple of a patch. */
	@ParameterizedTest
	@CsvSource({ "32,32", "33,47", "75,101", "32,160" })
	void gridsAreAsDescribed(final int height, final int width) throws OrtException {
		assertEquals(32, graph.minimumInputSize());
		final Map<String, Forward.Output> outputs = forward.run(Fixtures.image(3 * height * width), 1, 3, height, width);
		for (final BlockDescription block : graph.blocks())
			assertEquals(block.gridSize(height) * block.gridSize(width), outputs.get(block.tensors().delta()).shape()[2], block.name());
		final BlockDescription last = graph.blocks().get(graph.blocks().size() - 1);
		assertArrayEquals(new long[] { 1, 64, last.gridSize(height), last.gridSize(width) }, outputs.get(NetworkGraph.FEATURES).shape());
	}

	/** Largest deviation against the tensor's largest magnitude, and the same for the mean over all elements. */
	private static double relativeError(final String name, final Map<String, double[]> expected, final Map<String, Forward.Output> outputs) {
		final double largest = expected.get(name + ".largest")[0];
		final double error = error(name, expected, outputs) / largest;
		assertEquals(0, error, RELATIVE_TOLERANCE, name);
		double sum = 0;
		final float[] values = outputs.get(name).values();
		for (final float value : values)
			sum += value;
		assertEquals(expected.get(name + ".mean")[0], sum / values.length, RELATIVE_TOLERANCE * largest, "mean of " + name);
		return error;
	}

	private static double error(final String name, final Map<String, double[]> expected, final Map<String, Forward.Output> outputs) {
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
