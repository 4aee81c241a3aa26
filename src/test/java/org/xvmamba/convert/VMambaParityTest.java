package org.xvmamba.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.ssm.BlockDescription;

import ai.onnxruntime.OrtException;

/** Both versions of VMamba, converted, against PyTorch on random weights. */
class VMambaParityTest {

	@ParameterizedTest
	@CsvSource({ "64,64,2", "56,84,1" })
	void firstVersionGivesWhatPyTorchGives(final int height, final int width, final int batch) throws OrtException, IOException {
		check("vmamba0.pth", Optional.empty(), "vmamba0", height, width, batch);
	}

	@ParameterizedTest
	@CsvSource({ "cross2d,64,64,2", "cross2d,50,77,1", "unidi,64,64,2", "unidi,50,77,1", "bidi,64,64,2", "bidi,50,77,1",
		"cascade2d,64,64,1", "cascade2d,50,77,3", "cascade2d,34,16,1" })
	void secondVersionGivesWhatPyTorchGives(final String pattern, final int height, final int width, final int batch) throws OrtException,
		IOException
	{
		check("vmamba2.pth", Optional.of(ScanPattern.of(pattern)), "vmamba2-" + pattern, height, width, batch);
	}

	@Test
	void secondVersionWithAGateSeveralStatesAndOlderNamesGivesWhatPyTorchGives() throws OrtException, IOException {
		check("vmamba2-gated.pth", Optional.empty(), "vmamba2-gated", 40, 48, 1);
	}

	@Test
	void saysWhatItRecognisedAndWhatItChose() {
		final ConvertedNetwork first = Fixtures.convert("vmamba0.pth");
		assertEquals("vmamba", first.family());
		assertTrue(first.recognisedBy().contains("without MedMamba's convolutions"), first.recognisedBy());
		final ConvertedNetwork second = Fixtures.convert("vmamba2.pth");
		assertEquals("VMamba (second version), recognised by 'layers.0.blocks.0.op.A_logs' beside 'classifier.head.weight'.", second.recognisedBy());
		assertEquals(List.of("The weights were found under 'model'.", "The scan pattern is 'cross2d', the usual one: the checkpoint does not tell it; " +
			"the others are unidi, bidi, cascade2d."), second.notes());
		assertEquals(List.of(0.485, 0.456, 0.406), second.graph().expected().mean());
		final ConvertedNetwork chosen = convert("vmamba2.pth", Optional.of(ScanPattern.BIDIRECTIONAL));
		assertTrue(chosen.notes().get(1).startsWith("The scan pattern is 'bidi', as asked for"), chosen.notes().get(1));
		assertEquals(List.of("row-major", "row-major", "row-major-reversed", "row-major-reversed"), chosen.graph().blocks().get(0).scanOrders());
	}

	@Test
	void eachBlockOfTheCascadeHasFourScans() {
		final ConvertedNetwork network = convert("vmamba2.pth", Optional.of(ScanPattern.CASCADE_2D));
		assertEquals(3, network.notes().size());
		assertTrue(network.notes().get(2).contains("without turning one around"), network.notes().get(2));
		final List<BlockDescription> blocks = network.graph().blocks();
		assertEquals(16, blocks.size());
		assertEquals(List.of("stage0.block0.each-row", "stage0.block0.each-row-reversed", "stage0.block0.each-column",
			"stage0.block0.each-column-reversed", "stage1.block0.each-row"), blocks.stream().limit(5).map(BlockDescription::name).toList());
		assertEquals(List.of("each-column"), blocks.get(2).scanOrders());
		assertEquals(List.of(3 * 5 + 2, 3 * 5 + 4), List.of(blocks.get(0).tokens(3, 5), blocks.get(2).tokens(3, 5)));
	}

	@Test
	void aPatternIsNoChoiceElsewhere() {
		final UserException problem = assertThrows(UserException.class, () -> convert("vmamba0.pth", Optional.of(ScanPattern.UNIDIRECTIONAL)));
		assertTrue(problem.getMessage().startsWith("The scan pattern 'unidi' can't be chosen for VMamba (first version)"), problem.getMessage());
		assertEquals("Unknown scan pattern 'zigzag'; known are cross2d, unidi, bidi, cascade2d.", assertThrows(UserException.class, () -> ScanPattern.of("zigzag"))
			.getMessage());
	}

	/** Rounded up at each halving. */
	@Test
	void gridsAreAsDescribed() {
		final List<BlockDescription> blocks = Fixtures.convert("vmamba2.pth").graph().blocks();
		assertEquals(List.of(13, 7, 7, 4), blocks.stream().map(block -> block.gridSize(50)).toList());
		assertEquals(List.of(56, 28, 28, 14), blocks.stream().map(block -> block.gridSize(224)).toList());
	}

	private static void check(final String file, final Optional<ScanPattern> scan, final String fixture, final int height, final int width,
		final int batch) throws OrtException, IOException
	{
		final NetworkGraph graph = convert(file, scan).graph();
		try (Forward forward = new Forward(graph)) {
			Parity.check(fixture, graph, forward, height, width, batch);
		}
	}

	private static ConvertedNetwork convert(final String file, final Optional<ScanPattern> scan) {
		return CheckpointConverter.convert(Fixtures.file(file), new ConversionOptions(CheckpointConverter.AUTO, false, scan), Progress.NONE);
	}
}
