package org.xvmamba.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.ssm.BlockDescription;

import ai.onnxruntime.OrtException;

/** Vim, converted, against PyTorch on random weights: at the trained size and at others, with patches side by side and overlapping. */
class VimParityTest {

	@ParameterizedTest
	@CsvSource({ "vim-16,80,80,2", "vim-16,48,112,1", "vim-8,224,224,1", "vim-8,64,90,2" })
	void givesWhatPyTorchGives(final String name, final int height, final int width, final int batch) throws OrtException, IOException {
		final NetworkGraph graph = Fixtures.convert(name + ".pth").graph();
		try (Forward forward = new Forward(graph)) {
			Parity.check(name, graph, forward, height, width, batch);
		}
	}

	@Test
	void saysWhatItRecognisedAndWhatItTookForGranted() {
		final ConvertedNetwork network = Fixtures.convert("vim-8.pth");
		assertEquals("vim", network.family());
		assertEquals("Vim, recognised by 'layers.0.mixer.A_b_log' beside 'cls_token' and 'pos_embed'.", network.recognisedBy());
		assertEquals(List.of("The weights were found under 'model'.",
			"The class token stands in the middle and the two directions are averaged, as published: the checkpoint does not tell it.",
			"The position embedding has 27 x 27 places: taken for an input of 224 x 224 pixels with a patch every 8 pixels."), network.notes());
		assertEquals(80, Fixtures.convert("vim-16.pth").graph().expected().size());
	}

	@Test
	void describesTheClassTokenAndTheOverlap() {
		final NetworkGraph graph = Fixtures.convert("vim-8.pth").graph();
		assertFalse(graph.headOnMean());
		final BlockDescription block = graph.blocks().get(1);
		assertEquals("stage0.block1", block.name());
		assertEquals(27, block.gridSize(224));
		assertEquals(1, block.extraTokens(27, 27));
		assertEquals(730, block.tokens(27, 27));
		assertEquals(729, block.scan(0, 27, 27).tokenAt(364), "the class token is visited in the middle");
		assertEquals(List.of("vim-forward", "vim-backward"), block.scanOrders());
	}
}
