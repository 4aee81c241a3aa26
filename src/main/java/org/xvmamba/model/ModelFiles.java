package org.xvmamba.model;

import java.util.Optional;

/**
 * The files of a model folder that this program writes.
 *
 * @param sample name of the sample picture, where there is one
 */
record ModelFiles(Optional<String> sample) {

	/** The graph. */
	static final String MODEL = "model.onnx";

	/** The model card. */
	static final String CARD = "README.md";

	/** Pixel values [1, 3, h, w], 0 to 255. */
	static final String TEST_INPUT = "test_input.npy";

	/** The logits for them [1, classes]. */
	static final String TEST_OUTPUT = "test_output.npy";
}
