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
		Parity.check("tiny", graph, forward, height, width, batch);
	}

	/** The grids that a block's description promises are those of the network, also where sizes are no multiple of a patch. */
	@ParameterizedTest
	@CsvSource({ "32,32", "33,47", "75,101", "32,160" })
	void gridsAreAsDescribed(final int height, final int width) throws OrtException {
		assertEquals(32, graph.expected().minimumSize());
		final Map<String, Forward.Output> outputs = forward.run(Fixtures.image(3 * height * width), 1, 3, height, width);
		for (final BlockDescription block : graph.blocks())
			assertEquals(block.gridSize(height) * block.gridSize(width), outputs.get(block.tensors().delta()).shape()[2], block.name());
		final BlockDescription last = graph.blocks().get(graph.blocks().size() - 1);
		assertArrayEquals(new long[] { 1, 64, last.gridSize(height), last.gridSize(width) }, outputs.get(NetworkGraph.FEATURES).shape());
	}
}
