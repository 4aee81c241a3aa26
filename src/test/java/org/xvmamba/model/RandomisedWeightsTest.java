package org.xvmamba.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.Progress;
import org.xvmamba.ssm.BlockDescription;

/** Random weights in memory, for every family. */
class RandomisedWeightsTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "tiny.pth, 64", "vmamba0.pth, 64", "vmamba2.pth, 64", "vim-16.pth, 80" })
	void everyBlockIsAPartAndTheHeadComesFirst(final String fixture, final int size) {
		final ModelFolder model = TestModels.of(fixture, folder.resolve("model"), size);
		final List<String> parts = RandomisedWeights.parts(model);
		assertEquals("head", parts.get(0));
		assertTrue(parts.containsAll(model.description().blocks().stream().map(BlockDescription::name).toList()), parts.toString());
		try (VisionMambaSession all = new RandomisedWeights(parts.size(), 1).open(model, Device.CPU, 2, Progress.NONE)) {
			assertTrue(Arrays.stream(logits(all, size)).allMatch(Double::isFinite));
		}
	}

	@Test
	void noPartIsTheModelItselfAndTheHeadChangesLogitsAlone() {
		final ModelFolder model = TestModels.tiny(folder.resolve("model"));
		try (VisionMambaSession plain = VisionMambaSession.open(model, Device.CPU, 2, Progress.NONE);
			VisionMambaSession none = new RandomisedWeights(0, 1).open(model, Device.CPU, 2, Progress.NONE);
			VisionMambaSession head = new RandomisedWeights(1, 1).open(model, Device.CPU, 2, Progress.NONE);
			VisionMambaSession again = new RandomisedWeights(1, 1).open(model, Device.CPU, 2, Progress.NONE);
			VisionMambaSession other = new RandomisedWeights(1, 2).open(model, Device.CPU, 2, Progress.NONE))
		{
			assertArrayEquals(logits(plain, 64), logits(none, 64));
			assertArrayEquals(logits(head, 64), logits(again, 64));
			assertFalse(Arrays.equals(logits(plain, 64), logits(head, 64)));
			assertFalse(Arrays.equals(logits(other, 64), logits(head, 64)));
			final float[] ofPlain = plain.classHead().orElseThrow().weights().clone();
			final float[] ofHead = head.classHead().orElseThrow().weights().clone();
			assertFalse(Arrays.equals(ofPlain, ofHead), "CAM shall see the weights that run");
			Arrays.sort(ofPlain);
			Arrays.sort(ofHead);
			assertArrayEquals(ofPlain, ofHead, "the same values at other places");
		}
	}

	private static double[] logits(final VisionMambaSession session, final int size) {
		return session.run(TestNetworks.images(1, size, size), size, size, List.of(), Set.of(), Progress.NONE).logits()[0];
	}
}
