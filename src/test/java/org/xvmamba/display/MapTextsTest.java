package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockDescription.TensorNames;

class MapTextsTest {

	/** A block of a cascade has four scans, which people must tell apart. */
	@ParameterizedTest
	@CsvSource(delimiter = ';', value = { "stage3.block1; stage 3, block 1", "stage3.block1.each-row; stage 3, block 1, each-row",
		"stage3.block11; stage 3, block 1", "last; stage 3, block 1" })
	void blocksAreCalledByTheirNumbersAndTheirScan(final String name, final String text) {
		final TensorNames tensors = new TensorNames("delta", "B", "C", "A", null, null);
		assertEquals(text, MapTexts.block(new BlockDescription(name, 3, 1, 4, 8, 1, List.of("row-major"), tensors)));
	}
}
