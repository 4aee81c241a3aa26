package org.xvmamba.ssm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.xvmamba.ssm.TestScans.between;
import static org.xvmamba.ssm.TestScans.orZero;
import static org.xvmamba.ssm.TestScans.signed;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

import org.xvmamba.Progress;
import org.xvmamba.ssm.TestBlocks.Block;
import org.xvmamba.ssm.TestBlocks.Shape;
import org.xvmamba.ssm.TestBlocks.Values;

/** The scan against float64, on blocks of any shape, along any permutations, with values from the whole range that the formulas allow. */
class FusedScanEnginePropertyTest {

	/** How far a decay exp(ΔA) may be off in single precision: what {@link FusedScanEngine} promises. */
	private static final double DECAY_ERROR = 2e-7;

	private static final ScanRequest ALL = new ScanRequest(EnumSet.allOf(InfluenceIndex.class), true);
	private static final FusedScanEngine ENGINE = new FusedScanEngine(2);

	@AfterContainer
	static void closeEngine() {
		ENGINE.close();
	}

	@Property(tries = 100)
	void slowAndMediumDecays(@ForAll @IntRange(min = 1, max = 3) final int images, @ForAll @IntRange(min = 1, max = 4) final int directions,
		@ForAll @IntRange(min = 1, max = 60) final int length, @ForAll @IntRange(min = 1, max = 70) final int channels, @ForAll @IntRange(min = 1,
			max = 64) final int states, @ForAll final long seed)
	{
		final Random random = new Random(seed);
		// |ΔA| up to 1: a decay then keeps its relative precision, and so does everything else.
		final Block block = block(new Shape(images, directions, length, channels, states), between(random, 1e-8, 0.0625), random);
		final ScanErrors errors = errors(block, images - 1);
		assertTrue(errors.outputByToken() <= 1e-6, () -> "output: " + errors);
		assertTrue(errors.stateNorm() <= 1e-6, () -> "state norms: " + errors);
		errors.indices().forEach((index, error) -> assertTrue(error <= 1e-6, () -> index + ": " + errors));
	}

	@Property(tries = 100)
	void allDecays(@ForAll @IntRange(min = 1, max = 3) final int images, @ForAll @IntRange(min = 1, max = 4) final int directions,
		@ForAll @IntRange(min = 1, max = 60) final int length, @ForAll @IntRange(min = 1, max = 70) final int channels, @ForAll @IntRange(min = 1,
			max = 64) final int states, @ForAll final long seed)
	{
		final Random random = new Random(seed);
		final Block block = block(new Shape(images, directions, length, channels, states), between(random, 1e-8, 50), random);
		assertOutputIsThatOfDecaysWithinTheirError(block, images - 1);
		final ScanErrors errors = errors(block, images - 1);
		// For the others see FusedIndexEnginePropertyTest: a decay near 0 is exact to 2e-7 of 1, not of itself.
		for (final InfluenceIndex index : List.of(InfluenceIndex.JACOBIAN_DIRECT, InfluenceIndex.GRAMIAN))
			assertTrue(errors.indices().get(index) <= 1e-6, () -> index + ": " + errors);
	}

	/**
	 * Within a millionth of the largest magnitude, the output must be that of a scan whose decays are off by at most {@link #DECAY_ERROR}: such a
	 * scan differs from the exact one by no more than their magnitudes do.
	 */
	private static void assertOutputIsThatOfDecaysWithinTheirError(final Block block, final int image) {
		final float[] output = block.scan(ENGINE, ScanRequest.OUTPUT_ONLY, Progress.NONE).output();
		final double[] exact = block.reference(image).output();
		final double[] magnitude = outputOfDecaysOffBy(0, block.magnitudes(), image);
		final double[] withError = outputOfDecaysOffBy(DECAY_ERROR, block.magnitudes(), image);
		final double largest = Arrays.stream(magnitude).max().orElseThrow();
		for (int i = 0; i < exact.length; i++)
			assertEquals(exact[i], output[image * exact.length + i], 1e-6 * largest + withError[i] - magnitude[i], "output " + i);
	}

	private static double[] outputOfDecaysOffBy(final double decayError, final Block block, final int image) {
		final ScanProjections p = block.projections();
		final double[] output = new double[p.length() * p.channels()];
		for (int k = 0; k < p.directions(); k++)
			for (int channel = 0; channel < p.channels(); channel++) {
				final double[] h = new double[p.states()];
				for (int step = 0; step < p.length(); step++) {
					final int token = block.orders().get(k).tokenAt(step);
					final int position = (image * p.directions() + k) * p.length() + token;
					final double x = (double) p.dt().get(position * p.channels() + channel) + block.parameters().deltaBias().get(k * p.channels() + channel);
					final double delta = Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
					final double u = p.u().get((image * p.length() + token) * p.channels() + channel);
					double y = block.parameters().skip().get(k * p.channels() + channel) * u;
					for (int n = 0; n < h.length; n++) {
						final double rate = block.parameters().a().get((k * h.length + n) * p.channels() + channel);
						h[n] = (Math.exp(delta * rate) + decayError) * h[n] + delta * p.b().get(position * h.length + n) * u;
						y += p.c().get(position * h.length + n) * h[n];
					}
					output[token * p.channels() + channel] += y;
				}
			}
		return output;
	}

	private static Block block(final Shape shape, final DoubleSupplier delta, final Random random) {
		return TestBlocks.of(shape, new Values(orZero(random, 0.1, signed(random, 1e-3, 1e3)), delta, zeroOrHuge(random), zeroOrHuge(random),
			between(random, 0.5, 16)), random);
	}

	private static DoubleSupplier zeroOrHuge(final Random random) {
		return orZero(random, 0.3, signed(random, 1e-3, 1e8));
	}

	private static ScanErrors errors(final Block block, final int image) {
		return ScanErrors.of(block, block.scan(ENGINE, ALL, Progress.NONE), image);
	}
}
