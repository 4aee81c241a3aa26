package org.xvmamba.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.Progress;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.FusedIndexEngine;
import org.xvmamba.ssm.InfluenceIndex;

/**
 * The graph for graphics cards against the whole graph with the CPU's kernel, on ONNX Runtime's CPU provider: every family, odd grids, batches.
 * None of it has run on a graphics card.
 */
class DeviceGraphTest {

	/** Of logits, absolute, and of indices, relative to the largest of the map. */
	private static final double TOLERANCE = 1e-4;

	private static final Set<InfluenceIndex> INDICES = EnumSet.complementOf(EnumSet.of(InfluenceIndex.ABSOLUTE));

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource({ "tiny.pth, 56, 56, 1", "tiny.pth, 64, 100, 3", "vmamba0.pth, 56, 84, 3", "vmamba2.pth, 50, 77, 1", "vim-16.pth, 80, 80, 3",
		"vim-8.pth, 64, 90, 1", "plainmamba.pth, 50, 77, 3" })
	void everyFamilyGivesWhatTheWholeGraphGives(final String checkpoint, final int height, final int width, final int batch) {
		compare(TestModels.of(checkpoint, folder.resolve("model"), checkpoint.startsWith("vim") ? Math.max(height, width) / 16 * 16 : 64), height,
			width, batch);
	}

	@Test
	void theModelOfBloodSmearsGivesWhatTheWholeGraphGives() {
		compare(ModelFolder.open(Path.of("models", "blood-smear")), 224, 224, 1);
	}

	private static void compare(final ModelFolder model, final int height, final int width, final int batch) {
		final List<BlockDescription> blocks = model.description().blocks();
		final List<float[]> images = TestNetworks.images(batch, height, width);
		try (FusedIndexEngine kernel = new FusedIndexEngine(2);
				VisionMambaSession whole = VisionMambaSession.open(model, "cpu", 2, new ScanStrategy.WholeGraph(kernel), Progress.NONE);
				VisionMambaSession device = VisionMambaSession.open(model, "cpu", 2, new ScanStrategy.DeviceGraph(), Progress.NONE))
		{
			assertEquals("one graph for the device, in the graph; those that it can't give: fused, CPU (2 threads)", device.engine() + ", " + device.indexEngine() + ", " + device
				.device().label());
			final ForwardPass expected = whole.run(images, height, width, blocks, INDICES, Progress.NONE);
			final ForwardPass found = device.run(images, height, width, blocks, INDICES, Progress.NONE);
			double largest = 0;
			for (int image = 0; image < batch; image++) {
				assertArrayEquals(expected.logits()[image], found.logits()[image], TOLERANCE);
				assertArrayEquals(expected.ssmShares()[image], found.ssmShares()[image], TOLERANCE);
				for (int i = 0; i < blocks.size(); i++)
					for (final InfluenceIndex index : INDICES)
						largest = Math.max(largest, difference(expected.indices().get(image).get(i), found.indices().get(image).get(i), index));
			}
			System.out.printf("%s, %d x %d, batch %d: indices within %.1e of the largest value%n", model.path().getFileName(), width, height, batch,
				largest);
			assertTrue(largest < TOLERANCE, "indices differ by " + largest);
		}
	}

	/** The propagated part is a difference in the graph: it has the digits of the whole. */
	private static double difference(final BlockIndices expected, final BlockIndices found, final InfluenceIndex index) {
		assertEquals(expected.orders(), found.orders());
		final float[] wanted = expected.values().get(index);
		final float[] given = found.values().get(index);
		assertEquals(wanted.length, given.length);
		double largest = Double.MIN_NORMAL;
		for (final float value : index == InfluenceIndex.JACOBIAN_PROPAGATED ? expected.values().get(InfluenceIndex.JACOBIAN) : wanted)
			largest = Math.max(largest, value);
		double difference = 0;
		for (int i = 0; i < wanted.length; i++)
			difference = Math.max(difference, Math.abs((double) wanted[i] - given[i]));
		return difference / largest;
	}

	@Test
	void handsOutWhatTheBlocksScan() {
		final ModelFolder model = TestModels.tiny(folder.resolve("tiny"));
		final List<BlockDescription> blocks = model.description().blocks();
		final float[] image = TestNetworks.images(1, 64, 64).get(0);
		try (FusedIndexEngine kernel = new FusedIndexEngine(1);
				VisionMambaSession whole = VisionMambaSession.open(model, "cpu", 2, new ScanStrategy.WholeGraph(kernel), Progress.NONE);
				VisionMambaSession device = VisionMambaSession.open(model, "cpu", 2, new ScanStrategy.DeviceGraph(), Progress.NONE))
		{
			final TappedPass expected = whole.tap(image, 64, 64, blocks, OrderPlan.MODEL, Progress.NONE);
			final TappedPass found = device.tap(image, 64, 64, blocks, OrderPlan.MODEL, Progress.NONE);
			assertEquals(blocks.size(), found.scans().size());
			for (int i = 0; i < blocks.size(); i++)
				assertEquals(expected.scans().get(i).scan().delta().get(7), found.scans().get(i).scan().delta().get(7), 1e-4f);
		}
	}

	@Test
	void explainsTheBlocksAndIndicesAskedForAlone() {
		final ModelFolder model = TestModels.tiny(folder.resolve("tiny"));
		final List<BlockDescription> blocks = model.description().blocks();
		final List<float[]> images = TestNetworks.images(2, 64, 64);
		try (VisionMambaSession device = VisionMambaSession.open(model, "cpu", 2, new ScanStrategy.DeviceGraph(), Progress.NONE)) {
			final ForwardPass all = device.run(images, 64, 64, blocks, INDICES, Progress.NONE);
			final ForwardPass alone = device.run(images, 64, 64, List.of(blocks.get(3)), Set.of(InfluenceIndex.GRAMIAN), Progress.NONE);
			final ForwardPass prediction = device.run(images, 64, 64, List.of(), Set.of(), Progress.NONE);
			assertEquals(Set.of(InfluenceIndex.GRAMIAN), alone.indices().get(1).get(0).values().keySet());
			assertArrayEquals(all.indices().get(1).get(3).values().get(InfluenceIndex.GRAMIAN), alone.indices().get(1).get(0).values().get(
				InfluenceIndex.GRAMIAN));
			assertArrayEquals(all.logits()[1], prediction.logits()[1], 1e-6);
			assertTrue(prediction.indices().get(0).isEmpty());
		}
	}
}
