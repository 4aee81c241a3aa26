package org.xvmamba.analysis;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.xvmamba.Progress;
import org.xvmamba.ssm.IndexEngine;
import org.xvmamba.ssm.InfluenceIndex;
import org.xvmamba.ssm.SelectiveScan;

/**
 * Computes the indices with ND4J, as plainly as the formulas stand: an independent check of the fused kernel, and some hundred times slower.
 * <p>
 * ND4J is loaded at the first computation, by a class loader of its own, from the folder that the system property {@code xvmamba.nd4j} names,
 * else from {@code X-VMamba/nd4j} in the folder of ImageJ; {@link #compute} throws an {@link org.xvmamba.UserException} when it isn't there.
 * Thread-safe; works in the caller's thread.
 */
public final class Nd4jIndexEngine implements IndexEngine {

	@Override
	public String name() {
		return "nd4j";
	}

	@Override
	public List<Map<InfluenceIndex, float[]>> compute(final List<SelectiveScan> scans, final Set<InfluenceIndex> indices,
		final Progress progress)
	{
		if (indices.isEmpty()) throw new IllegalArgumentException("No index is asked for; at least one is needed.");
		final List<Map<InfluenceIndex, float[]>> results = new ArrayList<>();
		for (final SelectiveScan scan : scans) {
			results.add(compute(scan, indices, progress));
		}
		return results;
	}

	private static Map<InfluenceIndex, float[]> compute(final SelectiveScan scan, final Set<InfluenceIndex> indices, final Progress progress) {
		final Map<InfluenceIndex, float[]> results = new EnumMap<>(InfluenceIndex.class);
		indices.forEach(index -> results.put(index, new float[scan.directions() * scan.length()]));
		for (int direction = 0; direction < scan.directions(); direction++) {
			final int first = direction * scan.length();
			ofDirection(scan, direction, indices, progress).forEach((index, values) -> System.arraycopy(values, 0, results.get(index), first,
				values.length));
		}
		return results;
	}

	private static Map<InfluenceIndex, float[]> ofDirection(final SelectiveScan scan, final int direction, final Set<InfluenceIndex> indices,
		final Progress progress)
	{
		final float[] delta = part(scan.delta(), direction, scan);
		final float[] b = part(scan.b(), direction, scan);
		final float[] c = part(scan.c(), direction, scan);
		final float[] a = part(scan.a(), direction, scan);
		final IndexArithmetic arithmetic = Nd4jRuntime.arithmetic();
		final Map<InfluenceIndex, float[]> results = new EnumMap<>(InfluenceIndex.class);
		if (indices.contains(InfluenceIndex.ENERGY)) results.put(InfluenceIndex.ENERGY, arithmetic.energy(scan.length(), scan.channels(), scan
			.states(), delta, b, c, a, progress::throwIfCancelled));
		if (indices.contains(InfluenceIndex.ABSOLUTE)) results.put(InfluenceIndex.ABSOLUTE, arithmetic.absolute(scan.length(), scan.channels(), scan
			.states(), delta, b, c, a, progress::throwIfCancelled));
		if (results.size() < indices.size()) {
			final float[][] values = arithmetic.indices(scan.length(), scan.channels(), scan.states(), delta, b, c, a, progress::throwIfCancelled);
			results.put(InfluenceIndex.JACOBIAN_DIRECT, values[0]);
			results.put(InfluenceIndex.JACOBIAN_PROPAGATED, values[1]);
			results.put(InfluenceIndex.JACOBIAN, sum(values[0], values[1]));
			results.put(InfluenceIndex.GRAMIAN, values[2]);
		}
		results.keySet().retainAll(indices);
		return results;
	}

	private static float[] sum(final float[] x, final float[] y) {
		final float[] sum = new float[x.length];
		for (int i = 0; i < sum.length; i++)
			sum[i] = x[i] + y[i];
		return sum;
	}

	/** A copy of one direction's part of a buffer, whose first axis is the direction. */
	private static float[] part(final FloatBuffer buffer, final int direction, final SelectiveScan scan) {
		final float[] part = new float[buffer.capacity() / scan.directions()];
		buffer.get(direction * part.length, part);
		return part;
	}
}
