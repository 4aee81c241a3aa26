package org.xvmamba.ssm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.xvmamba.ssm.TestScans.between;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.ssm.TestScans.Shape;

class FusedIndexEngineTest {

	private static final Set<InfluenceIndex> ALL = EnumSet.allOf(InfluenceIndex.class);
	private static final Map<String, Double> WORST = new TreeMap<>();
	private static final FusedIndexEngine ENGINE = new FusedIndexEngine(2);

	@AfterAll
	static void closeEngine() {
		ENGINE.close();
		System.out.println("Largest relative errors of the fused kernel, over all shapes:");
		WORST.forEach((what, error) -> System.out.printf("  %-60s %.1e%n", what, error));
	}

	static Stream<Arguments> regimes() {
		final Random random = new Random(5);
		final List<Arguments> regimes = new ArrayList<>();
		for (final Shape shape : List.of(new Shape(4, 196, 96, 16), new Shape(2, 500, 13, 17), new Shape(2, 700, 1, 1), new Shape(1, 200, 1500, 2),
			new Shape(3, 50, 7, 64), new Shape(3, 1, 5, 3)))
		{
			regimes.add(Arguments.of("realistic", shape, TestScans.realistic(shape, 1)));
			regimes.add(Arguments.of("one state", shape, TestScans.realistic(new Shape(shape.directions(), shape.length(), shape.channels(), 1),
				2)));
			for (final double tiny : new double[] { 1e-7, 1e-8 })
				regimes.add(Arguments.of("Δ = " + tiny, shape, TestScans.of(shape, () -> tiny, random::nextGaussian, random::nextGaussian, between(
					random, 1, 16))));
			regimes.add(Arguments.of("ΔA < -80", shape, TestScans.of(shape, between(random, 10, 50), random::nextGaussian, random::nextGaussian,
				between(random, 9, 16))));
			// On a uniform background every token is the same: rounding must not add up.
			regimes.add(Arguments.of("the same token again and again", shape, TestScans.of(shape, () -> 0.00123, () -> 1.1, () -> 0.7,
				() -> 0.81)));
			regimes.add(Arguments.of("C mostly zero", shape, TestScans.of(shape, between(random, 1e-3, 0.05), random::nextGaussian, TestScans
				.orZero(random, 0.95, random::nextGaussian), between(random, 0.5, 2))));
		}
		return regimes.stream();
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("regimes")
	void isWithinAMillionthOfTheReference(final String regime, final Shape shape, final SelectiveScan scan) {
		final Map<InfluenceIndex, float[]> fused = compute(scan);
		final Map<InfluenceIndex, double[]> reference = ReferenceIndexEngine.compute(scan, Progress.NONE);
		for (final InfluenceIndex index : InfluenceIndex.values()) {
			// See FusedIndexEngine.
			final double[] scale = switch (index) {
				case GRAMIAN, ENERGY, ABSOLUTE -> reference.get(index);
				case JACOBIAN, JACOBIAN_DIRECT, JACOBIAN_PROPAGATED -> reference.get(InfluenceIndex.JACOBIAN);
			};
			final double error = largestError(fused.get(index), reference.get(index), scale);
			WORST.merge(regime + ", " + index.key(), error, Math::max);
			assertTrue(error <= 1e-6, index + " is off by " + error);
		}
	}

	@Test
	void withoutReadingNothingHasInfluence() {
		final Random random = new Random(1);
		final SelectiveScan scan = TestScans.of(new Shape(2, 30, 5, 3), between(random, 1e-3, 1), random::nextGaussian, () -> 0, () -> 1);
		compute(scan).values().forEach(values -> assertArrayEquals(new float[60], values));
	}

	@Test
	void aDecayTooFastForSinglePrecisionPropagatesNothing() {
		final SelectiveScan scan = TestScans.of(new Shape(1, 20, 3, 2), () -> 40, () -> 1, () -> 1, () -> 2.5);
		assertArrayEquals(new float[20], compute(scan).get(InfluenceIndex.JACOBIAN_PROPAGATED));
	}

	@ParameterizedTest
	@EnumSource
	void oneIndexAloneIsTheSameAsAmongAll(final InfluenceIndex index) {
		final SelectiveScan scan = TestScans.realistic(new Shape(2, 40, 9, 5), 3);
		final Map<InfluenceIndex, float[]> alone = ENGINE.compute(List.of(scan), Set.of(index), Progress.NONE).get(0);
		assertEquals(Set.of(index), alone.keySet());
		assertArrayEquals(compute(scan).get(index), alone.get(index));
	}

	@Test
	void callersAtTheSameTimeDoNotDisturbEachOther() {
		final List<SelectiveScan> scans = new ArrayList<>();
		for (int i = 0; i < 12; i++)
			scans.add(TestScans.realistic(new Shape(1 + i % 4, 20 + 17 * i, 5 + 31 * (i % 5), 1 + 5 * (i % 4)), i));
		final List<Map<InfluenceIndex, float[]>> expected = scans.stream().map(FusedIndexEngineTest::compute).toList();
		final List<CompletableFuture<List<Map<InfluenceIndex, float[]>>>> callers = new ArrayList<>();
		for (int i = 0; i < 6; i++)
			callers.add(CompletableFuture.supplyAsync(() -> ENGINE.compute(scans, ALL, Progress.NONE)));
		for (final CompletableFuture<List<Map<InfluenceIndex, float[]>>> caller : callers)
			for (int i = 0; i < scans.size(); i++)
				for (final InfluenceIndex index : InfluenceIndex.values())
					assertArrayEquals(expected.get(i).get(index), caller.join().get(i).get(index));
	}

	@Test
	void stopsWithinAScan() {
		final SelectiveScan scan = TestScans.realistic(new Shape(1, 20_000, 16, 4), 1);
		final AtomicInteger asked = new AtomicInteger();
		assertThrows(CancelledException.class, () -> ENGINE.compute(List.of(scan), ALL, new StopsAt(asked, 4)));
		assertEquals(4, asked.get());
		assertEquals(20_000, compute(scan).get(InfluenceIndex.GRAMIAN).length, "the engine works on after a stop");
	}

	@Test
	void stopsBetweenScans() {
		final List<SelectiveScan> scans = new ArrayList<>();
		for (int i = 0; i < 50; i++)
			scans.add(TestScans.realistic(new Shape(4, 10, 3, 2), i));
		final AtomicInteger asked = new AtomicInteger();
		assertThrows(CancelledException.class, () -> ENGINE.compute(scans, ALL, new StopsAt(asked, 10)));
	}

	@Test
	void aClosedEngineSaysSo() {
		final FusedIndexEngine engine = new FusedIndexEngine(1);
		engine.close();
		final SelectiveScan scan = TestScans.realistic(new Shape(1, 2, 2, 2), 1);
		assertThrows(IllegalStateException.class, () -> engine.compute(List.of(scan), ALL, Progress.NONE));
	}

	@Test
	void nothingToDoAndNothingAskedFor() {
		assertEquals(List.of(), ENGINE.compute(List.of(), ALL, Progress.NONE));
		assertThrows(IllegalArgumentException.class, () -> ENGINE.compute(List.of(), Set.of(), Progress.NONE));
		assertThrows(IllegalArgumentException.class, () -> new FusedIndexEngine(0));
	}

	private static Map<InfluenceIndex, float[]> compute(final SelectiveScan scan) {
		return ENGINE.compute(List.of(scan), ALL, Progress.NONE).get(0);
	}

	/** The largest |value - reference| / scale, where 0/0 counts as 0. */
	static double largestError(final float[] values, final double[] reference, final double[] scale) {
		double largest = 0;
		for (int i = 0; i < values.length; i++) {
			final double error = Math.abs(values[i] - reference[i]);
			if (!(error == 0)) largest = Math.max(largest, error / scale[i]);
		}
		return largest;
	}

	private record StopsAt(AtomicInteger asked, int question) implements Progress {

		@Override
		public void report(final String step, final long done, final long total) {
			// only the questions matter
		}

		@Override
		public boolean isCancelled() {
			return asked.incrementAndGet() >= question;
		}
	}
}
