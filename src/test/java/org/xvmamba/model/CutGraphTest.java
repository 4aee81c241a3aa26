package org.xvmamba.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.Progress;
import org.xvmamba.model.TestNetworks.TestNetwork;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.FusedIndexEngine;
import org.xvmamba.ssm.InfluenceIndex;

/** The graph cut at its scans against the whole graph, for MedMamba-T with random weights: one session of each for all sizes and batches. */
class CutGraphTest {

	private static final double TOLERANCE = 1e-5;

	/** What the first slice's kernel computes too. */
	private static final Set<InfluenceIndex> INDICES = EnumSet.of(InfluenceIndex.JACOBIAN, InfluenceIndex.JACOBIAN_DIRECT,
		InfluenceIndex.JACOBIAN_PROPAGATED, InfluenceIndex.GRAMIAN);

	@TempDir
	private static Path folder;

	private static List<BlockDescription> blocks;
	private static FusedIndexEngine indexEngine;
	private static VisionMambaSession whole;
	private static VisionMambaSession cut;

	@BeforeAll
	static void open() throws IOException {
		final TestNetwork network = TestNetworks.write(TestNetworks.medMambaTiny(), folder);
		blocks = network.description().blocks();
		indexEngine = new FusedIndexEngine(2);
		whole = network.open(new ScanStrategy.WholeGraph(indexEngine));
		cut = network.open(new ScanStrategy.CutAtScans());
	}

	@AfterAll
	static void close() {
		cut.close();
		whole.close();
		indexEngine.close();
	}

	@ParameterizedTest
	@CsvSource({ "224,224,1", "160,224,2", "56,56,1", "56,56,3", "224,224,1" })
	void givesWhatTheWholeGraphGives(final int height, final int width, final int batch) {
		final List<float[]> images = TestNetworks.images(batch, height, width);
		final ForwardPass expected = whole.run(images, height, width, blocks, INDICES, Progress.NONE);
		final ForwardPass found = cut.run(images, height, width, blocks, INDICES, Progress.NONE);
		double logits = 0;
		double indices = 0;
		for (int image = 0; image < batch; image++) {
			logits = Math.max(logits, largestDifference(expected.logits()[image], found.logits()[image]));
			assertArrayEquals(expected.ssmShares()[image], found.ssmShares()[image], TOLERANCE);
			for (int block = 0; block < blocks.size(); block++)
				indices = Math.max(indices, relativeDifference(expected.indices().get(image).get(block), found.indices().get(image).get(block)));
		}
		System.out.printf("%d x %d, batch %d: logits %.1e absolute, indices %.1e relative%n", height, width, batch, logits, indices);
		assertEquals(0, logits, TOLERANCE, "logits");
		assertEquals(0, indices, TOLERANCE, "indices");
	}

	private static double relativeDifference(final BlockIndices expected, final BlockIndices found) {
		assertEquals(expected.orders(), found.orders());
		final int cells = expected.orders().get(0).length();
		double relative = 0;
		for (final InfluenceIndex index : INDICES)
			for (int direction = 0; direction < expected.orders().size(); direction++) {
				final double[] wanted = doubles(expected.onGrid(index, cells)[direction]);
				final double largest = largestDifference(wanted, new double[wanted.length]);
				// The last step of a scan influences no later one: with a single token, that is all of the propagated part.
				if (largest == 0) assertArrayEquals(wanted, doubles(found.onGrid(index, cells)[direction]), index.key());
				else relative = Math.max(relative, largestDifference(wanted, doubles(found.onGrid(index, cells)[direction])) / largest);
			}
		return relative;
	}

	private static double[] doubles(final float[] values) {
		final double[] doubles = new double[values.length];
		for (int i = 0; i < doubles.length; i++)
			doubles[i] = values[i];
		return doubles;
	}

	private static double largestDifference(final double[] expected, final double[] found) {
		assertEquals(expected.length, found.length);
		double largest = 0;
		for (int i = 0; i < expected.length; i++)
			largest = Math.max(largest, Math.abs(expected[i] - found[i]));
		return largest;
	}

	@Test
	void explainsTheBlocksAskedForAlone() {
		final List<float[]> images = TestNetworks.images(2, 64, 96);
		final List<BlockDescription> two = List.of(blocks.get(7), blocks.get(2));
		final Set<InfluenceIndex> energy = Set.of(InfluenceIndex.ENERGY);
		final ForwardPass all = cut.run(images, 64, 96, blocks, energy, Progress.NONE);
		final ForwardPass some = cut.run(images, 64, 96, two, energy, Progress.NONE);
		for (int image = 0; image < 2; image++) {
			assertEquals(2, some.indices().get(image).size());
			assertArrayEquals(all.indices().get(image).get(7).values().get(InfluenceIndex.ENERGY), some.indices().get(image).get(0).values().get(
				InfluenceIndex.ENERGY));
			assertArrayEquals(all.logits()[image], some.logits()[image]);
			assertEquals(all.ssmShares()[image][2], some.ssmShares()[image][1]);
		}
	}
}
