package org.xvmamba.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.ssm.BlockDescription;

import ai.onnxruntime.OrtException;

/** PlainMamba, converted, against PyTorch on random weights: at the trained size, at others, and where patches are not whole. */
class PlainMambaParityTest {

	@ParameterizedTest
	@CsvSource({ "80,80,1", "48,112,3", "50,77,1", "16,40,1", "40,16,1" })
	void givesWhatPyTorchGives(final int height, final int width, final int batch) throws OrtException, IOException {
		final NetworkGraph graph = Fixtures.convert("plainmamba.pth").graph();
		try (Forward forward = new Forward(graph)) {
			Parity.check("plainmamba", graph, forward, height, width, batch);
		}
	}

	@Test
	void saysWhatItRecognisedAndWhatItTookForGranted() {
		final ConvertedNetwork network = Fixtures.convert("plainmamba.pth");
		assertEquals("plainmamba", network.family());
		assertEquals("PlainMamba, recognised by 'layers.0.mamba.direction_Bs' beside 'patch_embed.stem.0.weight'.", network.recognisedBy());
		assertEquals(4, network.notes().size());
		assertEquals("The weights were found under 'state_dict'.", network.notes().get(0));
		assertEquals("The prefix 'backbone.' was removed from the tensors' names.", network.notes().get(1));
		assertTrue(network.notes().get(2).startsWith("Step l of every scan takes"), network.notes().get(2));
		assertEquals("The position embedding has 5 x 5 places: taken for an input of 80 x 80 pixels.", network.notes().get(3));
	}

	@Test
	void describesItsGridAndItsScans() {
		final NetworkGraph graph = Fixtures.convert("plainmamba.pth").graph();
		assertTrue(graph.headOnMean());
		assertEquals(80, graph.expected().size());
		assertEquals(3, graph.blocks().size());
		final BlockDescription block = graph.blocks().get(2);
		assertEquals("stage0.block2", block.name());
		assertEquals(List.of("snake", "snake-reversed", "snake-transposed", "snake-transposed-reversed"), block.scanOrders());
		assertEquals(List.of(14, 4, 1), List.of(block.gridSize(224), block.gridSize(50), block.gridSize(16)));
	}
}
