package org.xvmamba.ssm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.xvmamba.ssm.TestScans.between;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xvmamba.Progress;
import org.xvmamba.ssm.TestScans.Shape;

/** The energy and the absolute index against their definitions, which are quadratic in L, in float64; and the indices of the mean token. */
class ExactIndicesTest {

	private static final double TOLERANCE = 1e-5;

	private static final FusedIndexEngine ENGINE = new FusedIndexEngine(2);

	@AfterAll
	static void closeEngine() {
		ENGINE.close();
	}

	static Stream<Arguments> extremes() {
		final Random random = new Random(3);
		final DoubleSupplier usual = between(random, 1e-3, 0.1);
		final DoubleSupplier rates = between(random, 1, 16);
		final List<Arguments> cases = new ArrayList<>();
		for (final Shape shape : List.of(new Shape(2, 60, 5, 16), new Shape(1, 150, 3, 16), new Shape(1, 40, 2, 1), new Shape(3, 1, 4, 16), new Shape(
			1, 1, 1, 1), new Shape(1, 90, 3, 2)))
		{
			cases.add(Arguments.of("usual", TestScans.realistic(shape, 5)));
			cases.add(Arguments.of("tiny Δ", TestScans.of(shape, () -> 1e-8, random::nextGaussian, random::nextGaussian, rates)));
			cases.add(Arguments.of("large Δ", TestScans.of(shape, () -> 5, random::nextGaussian, random::nextGaussian, rates)));
			cases.add(Arguments.of("Δ from tiny to large", TestScans.of(shape, between(random, 1e-8, 5), random::nextGaussian, random::nextGaussian,
				rates)));
			cases.add(Arguments.of("states that nearly cancel", TestScans.of(shape, usual, () -> 1, alternating(shape.states()), between(random, 1,
				1.1))));
			cases.add(Arguments.of("states that cancel almost wholly", TestScans.of(shape, usual, () -> 1, alternating(shape.states()), between(
				random, 1, 1.001))));
			cases.add(Arguments.of("no state fades", TestScans.of(shape, () -> 1e-6, () -> 1, random::nextGaussian, () -> 1e-3)));
		}
		return cases.stream();
	}

	/** 1 and -1 in turns: of an even number of states with the same B, what is left of their sum is how differently they fade. */
	private static DoubleSupplier alternating(final int states) {
		final AtomicInteger next = new AtomicInteger();
		return () -> next.getAndIncrement() % states % 2 == 0 ? 1 : -1;
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("extremes")
	void areTheirDefinitions(final String name, final SelectiveScan scan) {
		final Map<InfluenceIndex, float[]> values = ENGINE.compute(List.of(scan), Set.of(InfluenceIndex.ENERGY, InfluenceIndex.ABSOLUTE),
			Progress.NONE).get(0);
		final double[] energy = ReferenceIndexEngineTest.energyByDefinition(scan);
		final double[] absolute = ReferenceIndexEngineTest.absoluteByDefinition(scan);
		assertTrue(FusedIndexEngineTest.largestError(values.get(InfluenceIndex.ENERGY), energy, energy) <= TOLERANCE, "energy");
		assertTrue(FusedIndexEngineTest.largestError(values.get(InfluenceIndex.ABSOLUTE), absolute, absolute) <= TOLERANCE, "absolute");
	}

	/** The accuracy that the engine promises of states that cancel each other, down to the least part that may be left of them. */
	@ParameterizedTest
	@CsvSource({ "ENERGY, 2, 1, 1e-5", "ENERGY, 2, 1e-3, 1e-2", "ENERGY, 4, 1e-3, 1e-3", "ENERGY, 16, 1, 1e-5", "ENERGY, 16, 1e-3, 1e-3",
		"ABSOLUTE, 2, 1, 1e-2", "ABSOLUTE, 4, 1, 1e-3", "ABSOLUTE, 16, 1, 1e-3", "ABSOLUTE, 16, 1e-3, 1" })
	void isItsDefinitionWhereStatesLeaveEnough(final InfluenceIndex index, final int states, final double rate, final double apart) {
		final double leastPart = index == InfluenceIndex.ENERGY ? 1e-8 : 1e-5;
		final SelectiveScan scan = alike(states, rate, apart, alternating(states));
		final float[] values = ENGINE.compute(List.of(scan), Set.of(index), Progress.NONE).get(0).get(index);
		final double[] expected = definition(index, scan);
		final double[] uncancelled = definition(index, alike(states, rate, apart, () -> 1));
		int nearBorder = 0;
		for (int token = 0; token < values.length; token++) {
			final double part = expected[token] / uncancelled[token];
			if (part <= leastPart) continue;
			assertEquals(expected[token], values[token], TOLERANCE * expected[token], "token " + token + ", of which " + part + " is left");
			if (part < 10 * leastPart) nearBorder++;
		}
		assertTrue(nearBorder > 0, "some tokens shall leave next to the least");
	}

	/** One channel, whose rates differ by a part of them; Δ is the same all along, so that what is rounded adds up. */
	private static SelectiveScan alike(final int states, final double rate, final double apart, final DoubleSupplier c) {
		return TestScans.of(new Shape(1, 500, 1, states), () -> 1e-3, () -> 1, c, between(new Random(7), rate, rate * (1 + apart)));
	}

	private static double[] definition(final InfluenceIndex index, final SelectiveScan scan) {
		return index == InfluenceIndex.ENERGY ? ReferenceIndexEngineTest.energyByDefinition(scan) : ReferenceIndexEngineTest.absoluteByDefinition(scan);
	}

	@Test
	void theAbsoluteIndexAcrossChunksIsTheReference() {
		final SelectiveScan scan = TestScans.realistic(new Shape(1, 700, 3, 5), 4);
		final double[] reference = ReferenceIndexEngine.compute(scan, Progress.NONE).get(InfluenceIndex.ABSOLUTE);
		final float[] values = ENGINE.compute(List.of(scan), Set.of(InfluenceIndex.ABSOLUTE), Progress.NONE).get(0).get(InfluenceIndex.ABSOLUTE);
		assertTrue(FusedIndexEngineTest.largestError(values, reference, reference) <= 1e-6);
	}

	/** The same index of the same scan, with Δ, B and C replaced by their means beforehand. */
	@Test
	void theMeanTokenIsTheScanOfTheMeans() {
		for (final Shape shape : List.of(new Shape(2, 90, 7, 5), new Shape(1, 1, 3, 4), new Shape(1, 300, 2, 1))) {
			final SelectiveScan scan = TestScans.realistic(shape, 4);
			final Set<InfluenceIndex> all = EnumSet.allOf(InfluenceIndex.class);
			final Map<InfluenceIndex, double[]> expected = ReferenceIndexEngine.compute(TestScans.ofMeans(scan), Progress.NONE);
			MeanTokens.indices(scan, all, Progress.NONE).forEach((index, values) -> {
				final double[] scale = expected.get(index == InfluenceIndex.JACOBIAN_PROPAGATED ? InfluenceIndex.JACOBIAN : index);
				// The means that the reference is given are rounded to single precision.
				assertTrue(FusedIndexEngineTest.largestError(values, expected.get(index), scale) <= TOLERANCE, () -> index + " of " + shape);
			});
		}
	}

	@Test
	void theScanGivesTheMeanTokenOfItsProjections() {
		final TestBlocks.Block block = TestBlocks.realistic(new TestBlocks.Shape(2, 3, 40, 9, 5), 4);
		final Set<InfluenceIndex> all = EnumSet.allOf(InfluenceIndex.class);
		try (FusedScanEngine engine = new FusedScanEngine(2)) {
			final List<ScanResult> results = block.scan(engine, new ScanRequest(Set.of(), all, false), Progress.NONE).results();
			assertEquals(2, results.size());
			final Map<InfluenceIndex, float[]> expected = MeanTokens.indices(FusedScanEngineTest.scanOrder(block), all, Progress.NONE);
			results.get(0).ofMeanToken().forEach((index, values) -> {
				for (int i = 0; i < values.length; i++)
					assertEquals(expected.get(index)[i], values[i], 1e-5 * expected.get(InfluenceIndex.JACOBIAN)[i] + 1e-12, index::toString);
			});
			assertEquals(all, results.get(1).ofMeanToken().keySet());
		}
	}

	@Test
	void onlyTheAbsoluteIndexCanBeTooMuch() {
		final BlockDescription block = new BlockDescription("stage0.block0", 0, 0, 4, 96, 16, List.of("row-major", "column-major"), null);
		assertTrue(InfluenceIndex.ABSOLUTE.isAffordable(block, 56 * 56));
		assertFalse(InfluenceIndex.ABSOLUTE.isAffordable(block, 112 * 112));
		assertTrue(InfluenceIndex.ENERGY.isAffordable(block, 112 * 112));
		final IndexRequest request = new IndexRequest(EnumSet.allOf(InfluenceIndex.class), Set.of(InfluenceIndex.ABSOLUTE));
		assertEquals(EnumSet.complementOf(EnumSet.of(InfluenceIndex.ABSOLUTE)), request.of(block, 112 * 112).indices());
	}
}
