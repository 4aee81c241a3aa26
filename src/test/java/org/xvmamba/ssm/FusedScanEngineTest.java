package org.xvmamba.ssm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.xvmamba.ssm.TestScans.between;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.scan.Permutation;
import org.xvmamba.ssm.TestBlocks.Block;
import org.xvmamba.ssm.TestBlocks.Scanned;
import org.xvmamba.ssm.TestBlocks.Shape;
import org.xvmamba.ssm.TestBlocks.Values;

class FusedScanEngineTest {

	private static final ScanRequest ALL = new ScanRequest(EnumSet.allOf(InfluenceIndex.class), true);
	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
	private static final Map<String, Double> WORST = new TreeMap<>();
	private static final FusedScanEngine ENGINE = new FusedScanEngine(2);

	@AfterAll
	static void closeEngine() {
		ENGINE.close();
		System.out.println("Largest relative errors of the scan, over all shapes:");
		WORST.forEach((what, error) -> System.out.printf("  %-60s %.1e%n", what, error));
	}

	static Stream<Arguments> regimes() {
		final Random random = new Random(5);
		final List<Arguments> regimes = new ArrayList<>();
		for (final Shape shape : List.of(new Shape(2, 4, 196, 96, 16), new Shape(1, 2, 500, 13, 17), new Shape(3, 2, 700, 1, 1), new Shape(1, 1,
			100, 700, 2), new Shape(1, 2, 50, 37, 64), new Shape(2, 3, 1, 5, 3)))
		{
			regimes.add(regime("realistic", shape, between(random, 1e-3, 0.1), random));
			regimes.add(regime("one Δ = 1e-7", shape, () -> 1e-7, random));
			regimes.add(regime("ΔA < -80", shape, between(random, 81, 200), random));
			// On a uniform background every token is the same: rounding must not add up.
			regimes.add(Arguments.of("the same token again and again", shape, TestBlocks.of(shape, new Values(() -> 0.9, () -> 0.00123, () -> 1.1,
				() -> 0.7, () -> 0.81), random)));
		}
		return regimes.stream();
	}

	private static Arguments regime(final String name, final Shape shape, final DoubleSupplier delta, final Random random) {
		return Arguments.of(name, shape, TestBlocks.of(shape, new Values(random::nextGaussian, delta, random::nextGaussian,
			random::nextGaussian, between(random, 1, 16)), random));
	}

	@ParameterizedTest(name = "{0}, {1}")
	@MethodSource("regimes")
	void isWithinAMillionthOfFloat64(final String regime, final Shape shape, final Block block) {
		final Scanned scanned = block.scan(ENGINE, ALL, Progress.NONE);
		for (int image = 0; image < shape.images(); image++) {
			final ScanErrors errors = ScanErrors.of(block, scanned, image);
			errors.all().forEach((what, error) -> WORST.merge(regime + ", " + what, error, Math::max));
			assertTrue(errors.output() <= 1e-6, () -> "output: " + errors);
			assertTrue(errors.stateNorm() <= 1e-6, () -> "state norms: " + errors);
			errors.indices().forEach((index, error) -> assertTrue(error <= 1e-6, () -> index + ": " + errors));
		}
	}

	/** As in Vim. */
	@Test
	void directionsMayHaveInputsOfTheirOwn() {
		final Block block = TestBlocks.realistic(new Shape(2, 3, 90, 70, 5), 8).withInputsOfDirections(new Random(9));
		final Scanned scanned = block.scan(ENGINE, ALL, Progress.NONE);
		for (int image = 0; image < 2; image++) {
			final ScanErrors errors = ScanErrors.of(block, scanned, image);
			assertTrue(errors.output() <= 1e-6 && errors.stateNorm() <= 1e-6, errors::toString);
		}
	}

	@Test
	void theEnergyIndexIsItsQuadraticDefinition() {
		final Block block = TestBlocks.realistic(new Shape(1, 2, 60, 7, 16), 4);
		final float[] energy = block.scan(ENGINE, ALL, Progress.NONE).results().get(0).indices().get(InfluenceIndex.ENERGY);
		final SelectiveScan scan = scanOrder(block);
		final double[] exact = ReferenceIndexEngineTest.energyByDefinition(scan);
		assertTrue(FusedIndexEngineTest.largestError(energy, exact, exact) <= 1e-5);
	}

	@Test
	void givesTheIndexEngineSValues() {
		final Block block = TestBlocks.realistic(new Shape(1, 3, 50, 70, 16), 4);
		final ScanResult scanned = block.scan(ENGINE, ALL, Progress.NONE).results().get(0);
		try (FusedIndexEngine engine = new FusedIndexEngine(1)) {
			engine.compute(List.of(scanOrder(block)), ALL.indices(), Progress.NONE).get(0).forEach((index, values) -> assertArrayEquals(values,
				scanned.indices().get(index), 1e-6f * maximum(values), index::toString));
		}
	}

	@Test
	void twoStepsByHand() {
		// Δ = softplus(ln(e - 1)) = 1 and A = -ln 2, so Ā = 1/2; token 1 comes first.
		final float dt = (float) Math.log(Math.E - 1);
		final Block block = new Block(new ScanProjections(1, 1, 2, 1, 1, floats(3, 5), floats(dt - 1, dt - 1), floats(1, 2), floats(7, 11)),
			new ScanParameters(1, 1, 1, floats(-(float) Math.log(2)), floats(1), floats(0.5f)), List.of(new Permutation(1, 0)));
		final Scanned scanned = block.scan(ENGINE, ALL, Progress.NONE);
		// h = 2·5 = 10, then 10/2 + 1·3 = 8.
		assertArrayEquals(new float[] { 10, 8 }, scanned.results().get(0).stateNorms(), 1e-5f);
		assertArrayEquals(new float[] { 7 * 8 + 1.5f, 11 * 10 + 2.5f }, scanned.output(), 1e-4f);
		// Of the first step, 2: at once 11·2, at the second step 7/2·2.
		assertArrayEquals(new float[] { (float) Math.hypot(22, 7), 7 }, scanned.results().get(0).indices().get(InfluenceIndex.ENERGY), 1e-4f);
		assertArrayEquals(new float[] { 22 + 7, 7 }, scanned.results().get(0).indices().get(InfluenceIndex.JACOBIAN), 1e-4f);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 16 })
	void theNumberOfThreadsChangesNoBit(final int threads) {
		final Block block = TestBlocks.realistic(new Shape(3, 4, 90, 150, 16), 8);
		final Scanned expected = block.scan(ENGINE, ALL, Progress.NONE);
		try (FusedScanEngine engine = new FusedScanEngine(threads)) {
			assertSame(expected, block.scan(engine, ALL, Progress.NONE));
		}
	}

	@Test
	void whatIsAskedForBesidesChangesNoBit() {
		final Block block = TestBlocks.realistic(new Shape(1, 4, 60, 70, 5), 8);
		final Scanned all = block.scan(ENGINE, ALL, Progress.NONE);
		final Scanned output = block.scan(ENGINE, ScanRequest.OUTPUT_ONLY, Progress.NONE);
		assertArrayEquals(all.output(), output.output());
		assertEquals(Map.of(), output.results().get(0).indices());
		assertEquals(0, output.results().get(0).stateNorms().length);
		for (final InfluenceIndex index : InfluenceIndex.values()) {
			final ScanResult alone = block.scan(ENGINE, new ScanRequest(Set.of(index), false), Progress.NONE).results().get(0);
			assertEquals(Set.of(index), alone.indices().keySet());
			assertArrayEquals(all.results().get(0).indices().get(index), alone.indices().get(index));
		}
	}

	@Test
	void callersAtTheSameTimeAndChangingShapesDoNotDisturbEachOther() {
		final List<Block> blocks = new ArrayList<>();
		for (int i = 0; i < 8; i++)
			blocks.add(TestBlocks.realistic(new Shape(1 + i % 3, 1 + i % 4, 5 + 37 * i, 5 + 31 * (i % 5), 1 + 5 * (i % 4)), i));
		final List<Scanned> expected = blocks.stream().map(block -> block.scan(ENGINE, ALL, Progress.NONE)).toList();
		final List<CompletableFuture<List<Scanned>>> callers = new ArrayList<>();
		for (int i = 0; i < 4; i++)
			callers.add(CompletableFuture.supplyAsync(() -> blocks.stream().map(block -> block.scan(ENGINE, ALL, Progress.NONE)).toList()));
		for (final CompletableFuture<List<Scanned>> caller : callers)
			for (int i = 0; i < blocks.size(); i++)
				assertSame(expected.get(i), caller.join().get(i));
	}

	@Test
	void stopsWithinABlockAndWorksOn() {
		final Block block = TestBlocks.realistic(new Shape(1, 1, 20_000, 8, 4), 1);
		final AtomicInteger asked = new AtomicInteger();
		assertThrows(CancelledException.class, () -> block.scan(ENGINE, ALL, new StopsAt(asked, 4)));
		assertEquals(4, asked.get(), "must ask every few hundred steps, and do nothing after the answer");
		asked.set(0);
		block.scan(ENGINE, ALL, new StopsAt(asked, Integer.MAX_VALUE));
		assertTrue(asked.get() > 2 * 20_000 / 300, () -> "asked only " + asked + " times");
	}

	@Test
	void aRunAfterTheFirstOfItsShapeAllocatesNoBuffers() {
		final Block block = TestBlocks.realistic(new Shape(2, 4, 400, 96, 16), 1);
		final FloatBuffer output = block.output();
		try (FusedScanEngine engine = new FusedScanEngine(2)) {
			final Runnable run = () -> engine.run(block.projections(), block.parameters(), block.orders(), ScanRequest.OUTPUT_ONLY, output,
				Progress.NONE);
			// Which thread gets which item is chance: each must have met every width.
			for (int i = 0; i < 20; i++)
				run.run();
			final long[] workers = threadsOfEngines();
			final long before = allocatedBytes(workers);
			for (int i = 0; i < 10; i++)
				run.run();
			final long bytesARun = (allocatedBytes(workers) - before) / 10;
			// Futures, records and the like. The outputs of the directions alone would be 1.2 MB, one array of each work item 50 kB.
			System.out.println("A run of the scan allocates " + bytesARun + " bytes");
			assertTrue(bytesARun < 32_768, () -> bytesARun + " bytes a run");
		}
	}

	private static long[] threadsOfEngines() {
		final ThreadInfo[] all = THREADS.getThreadInfo(THREADS.getAllThreadIds());
		return Arrays.stream(all).filter(thread -> thread != null && thread.getThreadName().startsWith("xvmamba-scan")).mapToLong(
			ThreadInfo::getThreadId).toArray();
	}

	/** What this thread and those given have allocated since they began. */
	private static long allocatedBytes(final long[] workers) {
		return THREADS.getCurrentThreadAllocatedBytes() + Arrays.stream(THREADS.getThreadAllocatedBytes(workers)).sum();
	}

	@Test
	void refusesWhatDoesNotFit() {
		final Block block = TestBlocks.realistic(new Shape(1, 2, 6, 3, 2), 1);
		final Block other = TestBlocks.realistic(new Shape(1, 2, 5, 3, 3), 1);
		assertThrows(IllegalArgumentException.class, () -> new Block(block.projections(), other.parameters(), block.orders()).scan(ENGINE, ALL,
			Progress.NONE));
		assertThrows(IllegalArgumentException.class, () -> new Block(block.projections(), block.parameters(), other.orders()).scan(ENGINE, ALL,
			Progress.NONE));
		assertThrows(IllegalArgumentException.class, () -> new Block(block.projections(), block.parameters(), block.orders().subList(0, 1))
			.scan(ENGINE, ALL, Progress.NONE));
		assertThrows(IllegalArgumentException.class, () -> ENGINE.run(block.projections(), block.parameters(), block.orders(), ALL, other
			.output(), Progress.NONE));
		assertThrows(IllegalArgumentException.class, () -> new ScanProjections(0, 1, 1, 1, 1, floats(), floats(), floats(), floats()));
		assertThrows(IllegalArgumentException.class, () -> new ScanProjections(1, 1, 1, 1, 1, floats(1), floats(1), floats(1, 2), floats(1)));
		assertThrows(IllegalArgumentException.class, () -> new ScanParameters(1, 1, 1, floats(0.1f), floats(1), floats(1)));
		assertThrows(IllegalArgumentException.class, () -> new ScanParameters(1, 1, 1, floats(Float.NaN), floats(1), floats(1)));
		assertThrows(IllegalArgumentException.class, () -> new FusedScanEngine(0));
	}

	@Test
	void aClosedEngineSaysSo() {
		final FusedScanEngine engine = new FusedScanEngine(1);
		final Block block = TestBlocks.realistic(new Shape(1, 1, 2, 2, 2), 1);
		block.scan(engine, ALL, Progress.NONE);
		engine.close();
		assertThrows(IllegalStateException.class, () -> block.scan(engine, ALL, Progress.NONE));
	}

	/** The first image's Δ, B and C in scan order, as the index engines take them. */
	static SelectiveScan scanOrder(final Block block) {
		final ScanProjections p = block.projections();
		final FloatBuffer delta = FloatBuffer.allocate(p.directions() * p.length() * p.channels());
		final FloatBuffer b = FloatBuffer.allocate(p.directions() * p.length() * p.states());
		final FloatBuffer c = FloatBuffer.allocate(b.capacity());
		for (int k = 0; k < p.directions(); k++)
			for (int step = 0; step < p.length(); step++) {
				final int token = k * p.length() + block.orders().get(k).tokenAt(step);
				for (int channel = 0; channel < p.channels(); channel++) {
					final double x = (double) p.dt().get(token * p.channels() + channel) + block.parameters().deltaBias().get(k * p.channels() + channel);
					delta.put((float) Math.log1p(Math.exp(x)));
				}
				for (int state = 0; state < p.states(); state++) {
					b.put(p.b().get(token * p.states() + state));
					c.put(p.c().get(token * p.states() + state));
				}
			}
		return new SelectiveScan(p.directions(), p.length(), p.channels(), p.states(), delta, b, c, block.parameters().a());
	}

	private static void assertSame(final Scanned expected, final Scanned actual) {
		assertArrayEquals(expected.output(), actual.output());
		assertEquals(expected.results().size(), actual.results().size());
		for (int image = 0; image < expected.results().size(); image++) {
			final ScanResult result = actual.results().get(image);
			expected.results().get(image).indices().forEach((index, values) -> assertArrayEquals(values, result.indices().get(index)));
			assertArrayEquals(expected.results().get(image).stateNorms(), result.stateNorms());
		}
	}

	private static float maximum(final float[] values) {
		float maximum = 0;
		for (final float value : values)
			maximum = Math.max(maximum, value);
		return maximum;
	}

	private static FloatBuffer floats(final float... values) {
		return FloatBuffer.wrap(values);
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
