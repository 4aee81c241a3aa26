package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.Progress;
import org.xvmamba.model.ClassHead;
import org.xvmamba.model.FeatureMap;
import org.xvmamba.model.ForwardPass;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.ScanStrategy;
import org.xvmamba.model.TestModels;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.ssm.ReferenceIndexEngine;

class ClassActivationTest {

	@Test
	void byHand() {
		final FeatureMap features = new FeatureMap(2, 1, 3, new float[] { 1, 2, 3, 10, 0, -10 });
		final ClassHead head = new ClassHead(2, 2, new float[] { 1, 0, -2, 0.5f });
		assertArrayEquals(new float[] { 1, 2, 3 }, ClassActivation.of(features, head, 0));
		assertArrayEquals(new float[] { 3, -4, -11 }, ClassActivation.of(features, head, 1));
		assertThrows(IllegalArgumentException.class, () -> ClassActivation.of(features, new ClassHead(2, 1, new float[2]), 0));
	}

	/** The head's bias is all that may lie between the mean of the map and the logit: the same for every image. */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void theLogitIsTheMeanAndTheBias(final boolean whole, @TempDir final Path temporary) {
		final ModelFolder folder = TestModels.tiny(temporary.resolve("tiny"));
		final int size = TestModels.TINY_SIZE;
		try (VisionMambaSession session = VisionMambaSession.open(folder, "cpu", 1, whole ? new ScanStrategy.WholeGraph(new ReferenceIndexEngine())
			: ScanStrategy.AUTOMATIC, Progress.NONE))
		{
			final ClassHead head = session.classHead().orElseThrow();
			assertEquals(folder.description().classes().size(), head.classes());
			final ForwardPass pass = session.run(List.of(image(size, 1), image(size, 2)), size, size, List.of(), Set.of(), Progress.NONE);
			assertEquals(2, pass.features().size());
			for (int position = 0; position < head.classes(); position++) {
				final double bias = pass.logits()[0][position] - mean(ClassActivation.of(pass.features().get(0), head, position));
				assertEquals(pass.logits()[1][position], mean(ClassActivation.of(pass.features().get(1), head, position)) + bias, 1e-5);
			}
		}
	}

	private static double mean(final float[] values) {
		double sum = 0;
		for (final float value : values)
			sum += value;
		return sum / values.length;
	}

	private static float[] image(final int size, final long seed) {
		final Random random = new Random(seed);
		final float[] pixels = new float[3 * size * size];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = random.nextInt(256);
		return pixels;
	}
}
