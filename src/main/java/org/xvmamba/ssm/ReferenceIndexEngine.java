package org.xvmamba.ssm;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.xvmamba.Progress;

/**
 * The indices in float64 and as plainly as their formulas, to hold faster engines against. Some thirty times slower than
 * {@link FusedIndexEngine}.
 * <p>
 * Thread-safe; works in the caller's thread.
 */
public final class ReferenceIndexEngine implements IndexEngine {

	@Override
	public String name() {
		return "reference";
	}

	@Override
	public List<Map<InfluenceIndex, float[]>> compute(final List<SelectiveScan> scans, final Set<InfluenceIndex> indices,
		final Progress progress)
	{
		if (indices.isEmpty()) throw new IllegalArgumentException("No index is asked for; at least one is needed.");
		final List<Map<InfluenceIndex, float[]>> results = new ArrayList<>();
		for (final SelectiveScan scan : scans) {
			final Map<InfluenceIndex, double[]> exact = compute(scan, progress);
			final Map<InfluenceIndex, float[]> rounded = new EnumMap<>(InfluenceIndex.class);
			for (final InfluenceIndex index : indices)
				rounded.put(index, toFloats(exact.get(index)));
			results.add(rounded);
		}
		return results;
	}

	/**
	 * All indices of one scan, in double precision.
	 *
	 * @param scan what to work on
	 * @param progress asked for cancellation between channels
	 * @return for each index, its values [K · L] in scan order, direction by direction
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 */
	public static Map<InfluenceIndex, double[]> compute(final SelectiveScan scan, final Progress progress) {
		final Map<InfluenceIndex, double[]> sums = new EnumMap<>(InfluenceIndex.class);
		for (final InfluenceIndex index : InfluenceIndex.values())
			sums.put(index, new double[scan.directions() * scan.length()]);
		for (int direction = 0; direction < scan.directions(); direction++)
			for (int channel = 0; channel < scan.channels(); channel++) {
				progress.throwIfCancelled();
				for (int state = 0; state < scan.states(); state++)
					addState(scan, direction, channel, state, sums);
			}
		for (final double[] sum : sums.values())
			for (int i = 0; i < sum.length; i++)
				sum[i] /= scan.channels();
		return sums;
	}

	/** Adds what one state of one channel contributes to the indices of all tokens. */
	private static void addState(final SelectiveScan scan, final int direction, final int channel, final int state,
		final Map<InfluenceIndex, double[]> sums)
	{
		final double rate = scan.a().get((direction * scan.states() + state) * scan.channels() + channel);
		double q = 0;
		for (int token = scan.length() - 1; token >= 0; token--) {
			final int position = direction * scan.length() + token;
			final double delta = scan.delta().get(position * scan.channels() + channel);
			final double c = scan.c().get(position * scan.states() + state);
			final double bBar = delta * scan.b().get(position * scan.states() + state);

			final double direct = Math.abs(bBar) * Math.abs(c);
			final double propagated = Math.abs(bBar) * q;
			sums.get(InfluenceIndex.JACOBIAN)[position] += direct + propagated;
			sums.get(InfluenceIndex.JACOBIAN_DIRECT)[position] += direct;
			sums.get(InfluenceIndex.JACOBIAN_PROPAGATED)[position] += propagated;

			// 1 - Ā² would lose digits where Δ is small.
			final double oneMinusSquare = -Math.expm1(2 * delta * rate);
			sums.get(InfluenceIndex.GRAMIAN)[position] += c * c * bBar * bBar / (oneMinusSquare + 1e-8);

			q = Math.exp(delta * rate) * (Math.abs(c) + q);
		}
	}

	private static float[] toFloats(final double[] values) {
		final float[] floats = new float[values.length];
		for (int i = 0; i < values.length; i++)
			floats[i] = (float) values[i];
		return floats;
	}
}
