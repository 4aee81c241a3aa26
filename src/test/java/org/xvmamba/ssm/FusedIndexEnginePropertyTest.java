package org.xvmamba.ssm;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.xvmamba.ssm.TestScans.between;
import static org.xvmamba.ssm.TestScans.orZero;
import static org.xvmamba.ssm.TestScans.signed;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

import org.xvmamba.Progress;
import org.xvmamba.ssm.TestScans.Shape;

/** The fused kernel against the reference, on scans of any shape and with values from the whole range that the formulas allow. */
class FusedIndexEnginePropertyTest {

	/** How far a decay exp(ΔA) may be off in single precision: what {@link FusedIndexEngine} promises. */
	private static final double DECAY_ERROR = 2e-7;

	private static final FusedIndexEngine ENGINE = new FusedIndexEngine(2);

	@AfterContainer
	static void closeEngine() {
		ENGINE.close();
	}

	@Property(tries = 150)
	void slowAndMediumDecays(@ForAll @IntRange(min = 1, max = 3) final int directions, @ForAll @IntRange(min = 1, max = 90) final int length,
		@ForAll @IntRange(min = 1, max = 130) final int channels, @ForAll @IntRange(min = 1, max = 64) final int states,
		@ForAll final long seed)
	{
		final Random random = new Random(seed);
		// |ΔA| up to 1: a decay then keeps its relative precision, and so does every index.
		final SelectiveScan scan = TestScans.of(new Shape(directions, length, channels, states), between(random, 1e-8, 0.0625), zeroOrHuge(
			random), zeroOrHuge(random), between(random, 0.5, 16));
		final Map<InfluenceIndex, double[]> reference = ReferenceIndexEngine.compute(scan, Progress.NONE);
		compute(scan).forEach((index, values) -> assertClose(index, values, reference.get(index), reference.get(index)));
	}

	@Property(tries = 150)
	void allDecays(@ForAll @IntRange(min = 1, max = 3) final int directions, @ForAll @IntRange(min = 1, max = 90) final int length,
		@ForAll @IntRange(min = 1, max = 130) final int channels, @ForAll @IntRange(min = 1, max = 64) final int states,
		@ForAll final long seed)
	{
		final Random random = new Random(seed);
		final SelectiveScan scan = TestScans.of(new Shape(directions, length, channels, states), between(random, 1e-8, 50), zeroOrHuge(random),
			zeroOrHuge(random), between(random, 0.5, 16));
		final Map<InfluenceIndex, double[]> reference = ReferenceIndexEngine.compute(scan, Progress.NONE);
		final Map<InfluenceIndex, float[]> fused = compute(scan);
		for (final InfluenceIndex index : List.of(InfluenceIndex.JACOBIAN_DIRECT, InfluenceIndex.GRAMIAN))
			assertClose(index, fused.get(index), reference.get(index), reference.get(index));
		// What only faded states give may be less than single precision can hold.
		for (final InfluenceIndex index : List.of(InfluenceIndex.ENERGY, InfluenceIndex.ABSOLUTE))
			assertClose(index, fused.get(index), reference.get(index), Arrays.stream(reference.get(index)).map(value -> Math.max(value, 1e-30))
				.toArray());
		assertBetween(jacobian(scan, -DECAY_ERROR), fused.get(InfluenceIndex.JACOBIAN), jacobian(scan, DECAY_ERROR));
	}

	/** Within a millionth, the values must be those of a scan whose decays are somewhere between the two. */
	private static void assertBetween(final double[] least, final float[] values, final double[] most) {
		for (int i = 0; i < values.length; i++)
			assertTrue(least[i] * (1 - 1e-6) <= values[i] && values[i] <= most[i] * (1 + 1e-6), "value " + i + ": " + values[i] + " is not from " +
				least[i] + " to " + most[i]);
	}

	/** The Jacobian index of decays that are off by the amount given, but never below 0. */
	private static double[] jacobian(final SelectiveScan scan, final double decayError) {
		final double[] values = new double[scan.directions() * scan.length()];
		for (int direction = 0; direction < scan.directions(); direction++)
			for (int channel = 0; channel < scan.channels(); channel++)
				for (int state = 0; state < scan.states(); state++) {
					final double rate = scan.a().get((direction * scan.states() + state) * scan.channels() + channel);
					double q = 0;
					for (int token = scan.length() - 1; token >= 0; token--) {
						final int position = direction * scan.length() + token;
						final double delta = scan.delta().get(position * scan.channels() + channel);
						final double c = Math.abs(scan.c().get(position * scan.states() + state));
						final double b = Math.abs(scan.b().get(position * scan.states() + state));
						values[position] += delta * b * (c + q) / scan.channels();
						q = Math.max(0, Math.exp(delta * rate) + decayError) * (c + q);
					}
				}
		return values;
	}

	private static DoubleSupplier zeroOrHuge(final Random random) {
		return orZero(random, 0.3, signed(random, 1e-3, 1e8));
	}

	private static Map<InfluenceIndex, float[]> compute(final SelectiveScan scan) {
		return ENGINE.compute(List.of(scan), EnumSet.allOf(InfluenceIndex.class), Progress.NONE).get(0);
	}

	private static void assertClose(final InfluenceIndex index, final float[] values, final double[] reference, final double[] scale) {
		final double error = FusedIndexEngineTest.largestError(values, reference, scale);
		// Of these two the states cancel each other.
		final boolean cancels = index == InfluenceIndex.ENERGY || index == InfluenceIndex.ABSOLUTE;
		assertTrue(error <= (cancels ? 1e-5 : 1e-6), index + " is off by " + error);
	}
}
