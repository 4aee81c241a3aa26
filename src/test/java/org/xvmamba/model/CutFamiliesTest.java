package org.xvmamba.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.convert.CheckpointConverter;
import org.xvmamba.convert.ConversionOptions;
import org.xvmamba.convert.Fixtures;
import org.xvmamba.convert.NetworkGraph;
import org.xvmamba.convert.ScanPattern;
import org.xvmamba.model.ModelDescription.Normalisation;
import org.xvmamba.model.TestNetworks.TestNetwork;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.IndexRequest;
import org.xvmamba.ssm.InfluenceIndex;
import org.xvmamba.ssm.ReferenceIndexEngine;

/** Every family that can be cut at its scans: cut, against the whole graph and the formulas in double precision. */
class CutFamiliesTest {

	private static final double LOGIT_TOLERANCE = 1e-5;

	/** Of an index's largest value in its scan: the two ways round B and C otherwise. */
	private static final double INDEX_TOLERANCE = 1e-5;

	/** The energy is the root of a sum that cancels, so that half of the digits may go where it is nearly zero. */
	private static final double ENERGY_TOLERANCE = 1e-3;

	private static final Set<InfluenceIndex> INDICES = EnumSet.allOf(InfluenceIndex.class);

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource({ "plainmamba.pth, , 80, 80, 1", "plainmamba.pth, , 50, 77, 3", "plainmamba.pth, , 16, 40, 1", "vmamba2.pth, cascade2d, 64, 64, 1",
		"vmamba2.pth, cascade2d, 50, 77, 3", "vmamba2.pth, cascade2d, 32, 8, 1", "vmamba2-gated.pth, cascade2d, 40, 48, 1",
		"vmamba2.pth, bidi, 50, 77, 1", "vmamba0.pth, , 56, 84, 1", "vim-16.pth, , 80, 80, 1", "vim-16.pth, , 64, 96, 3",
		"vim-8.pth, , 64, 48, 2" })
	void givesWhatTheWholeGraphGives(final String checkpoint, final String pattern, final int height, final int width, final int batch)
		throws IOException
	{
		final ConversionOptions options = new ConversionOptions(CheckpointConverter.AUTO, false, Optional.ofNullable(pattern).map(ScanPattern::of));
		final TestNetwork network = TestNetworks.write(CheckpointConverter.convert(Fixtures.file(checkpoint), options, Progress.NONE).graph(),
			folder);
		final List<BlockDescription> blocks = network.description().blocks();
		final List<float[]> images = TestNetworks.images(batch, height, width);
		try (VisionMambaSession whole = network.open(new ScanStrategy.WholeGraph(new ReferenceIndexEngine()));
				VisionMambaSession cut = network.open(new ScanStrategy.CutAtScans()))
		{
			final ForwardPass expected = whole.run(images, height, width, blocks, INDICES, Progress.NONE);
			final ForwardPass found = cut.run(images, height, width, blocks, INDICES, Progress.NONE);
			for (int image = 0; image < batch; image++) {
				assertArrayEquals(expected.logits()[image], found.logits()[image], LOGIT_TOLERANCE);
				for (int block = 0; block < blocks.size(); block++)
					requireClose(expected.indices().get(image).get(block), found.indices().get(image).get(block), blocks.get(block).name());
			}
		}
	}

	/** Each direction scans an input of its own, and one token is no cell. */
	@ParameterizedTest
	@CsvSource({ "vim-16, 80, 80, 2", "vim-16, 48, 112, 1", "vim-8, 64, 90, 2" })
	void vimGivesWhatPyTorchGives(final String name, final int height, final int width, final int batch) throws IOException {
		final TestNetwork network = TestNetworks.write(CheckpointConverter.convert(Fixtures.file(name + ".pth"), ConversionOptions.DEFAULT,
			Progress.NONE).graph(), folder);
		final double[] expected = Fixtures.arrays(name + "-" + height + "x" + width + "-b" + batch + ".npz").get(NetworkGraph.LOGITS);
		final List<float[]> images = pixels(Fixtures.image(batch * 3 * height * width), batch, network.description().normalisation());
		try (VisionMambaSession cut = network.open(new ScanStrategy.CutAtScans())) {
			final ForwardPass found = cut.run(images, height, width, List.of(), Set.of(), Progress.NONE);
			final int classes = expected.length / batch;
			for (int i = 0; i < expected.length; i++)
				assertEquals(expected[i], found.logits()[i / classes][i % classes], LOGIT_TOLERANCE);
		}
	}

	/** The pixel values that the normalisation makes these network inputs of. */
	private static List<float[]> pixels(final float[] inputs, final int batch, final Normalisation normalisation) {
		final int plane = inputs.length / batch / 3;
		return IntStream.range(0, batch).mapToObj(image -> {
			final float[] pixels = new float[3 * plane];
			for (int i = 0; i < pixels.length; i++)
				pixels[i] = (float) (255 * (inputs[image * pixels.length + i] * normalisation.standardDeviation().get(i / plane) + normalisation.mean()
					.get(i / plane)));
			return pixels;
		}).toList();
	}

	/** Other orders would need separators at other places. */
	@Test
	void theCascadeHasNoOtherOrders() throws IOException {
		final ConversionOptions options = new ConversionOptions(CheckpointConverter.AUTO, false, Optional.of(ScanPattern.CASCADE_2D));
		final TestNetwork network = TestNetworks.write(CheckpointConverter.convert(Fixtures.file("vmamba2.pth"), options, Progress.NONE).graph(),
			folder);
		try (VisionMambaSession cut = network.open(new ScanStrategy.CutAtScans())) {
			final List<float[]> images = TestNetworks.images(1, 32, 32);
			final UserException problem = assertThrows(UserException.class, () -> cut.run(images, 32, 32, List.of(), IndexRequest.NONE, OrderPlan.byName(
				"cross"), Progress.NONE));
			assertTrue(problem.getMessage().startsWith("The scan order 'cross' can't take the place of the model's"), problem.getMessage());
		}
	}

	private static void requireClose(final BlockIndices expected, final BlockIndices found, final String block) {
		assertEquals(expected.orders(), found.orders());
		for (final InfluenceIndex index : INDICES) {
			final float[] wanted = expected.values().get(index);
			double largest = 0;
			for (final float value : wanted)
				largest = Math.max(largest, value);
			final double tolerance = (index == InfluenceIndex.ENERGY ? ENERGY_TOLERANCE : INDEX_TOLERANCE) * largest;
			assertArrayEquals(wanted, found.values().get(index), (float) tolerance, block + ", " + index);
		}
	}
}
