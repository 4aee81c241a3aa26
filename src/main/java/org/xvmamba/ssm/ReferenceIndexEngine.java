package org.xvmamba.ssm;

import java.nio.FloatBuffer;
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
			final Map<InfluenceIndex, double[]> exact = compute(scan, indices.contains(InfluenceIndex.ABSOLUTE), progress);
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
		return compute(scan, true, progress);
	}

	private static Map<InfluenceIndex, double[]> compute(final SelectiveScan scan, final boolean withAbsolute, final Progress progress) {
		final Map<InfluenceIndex, double[]> values = new EnumMap<>(InfluenceIndex.class);
		for (int direction = 0; direction < scan.directions(); direction++) {
			final int first = direction * scan.length();
			direction(scan, direction).indices(withAbsolute, progress).forEach((index, ofDirection) -> System.arraycopy(ofDirection, 0, values.computeIfAbsent(
				index, any -> new double[scan.directions() * scan.length()]), first, scan.length()));
		}
		return values;
	}

	private static ReferenceDirection direction(final SelectiveScan scan, final int direction) {
		return new ReferenceDirection(scan.length(), scan.channels(), scan.states(), part(scan.delta(), direction, scan), part(scan.b(),
			direction, scan), part(scan.c(), direction, scan), part(scan.a(), direction, scan));
	}

	/** A copy of one direction's part of a buffer, whose first axis is the direction. */
	private static double[] part(final FloatBuffer buffer, final int direction, final SelectiveScan scan) {
		final double[] part = new double[buffer.capacity() / scan.directions()];
		for (int i = 0; i < part.length; i++)
			part[i] = buffer.get(direction * part.length + i);
		return part;
	}

	private static float[] toFloats(final double[] values) {
		final float[] floats = new float[values.length];
		for (int i = 0; i < values.length; i++)
			floats[i] = (float) values[i];
		return floats;
	}
}
