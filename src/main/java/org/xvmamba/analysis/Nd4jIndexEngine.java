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
			final Map<InfluenceIndex, float[]> result = compute(scan, indices.contains(InfluenceIndex.ENERGY), progress);
			result.keySet().retainAll(indices);
			results.add(result);
		}
		return results;
	}

	private static Map<InfluenceIndex, float[]> compute(final SelectiveScan scan, final boolean withEnergy, final Progress progress) {
		final int length = scan.length();
		final Map<InfluenceIndex, float[]> results = new EnumMap<>(InfluenceIndex.class);
		for (final InfluenceIndex index : InfluenceIndex.values())
			results.put(index, new float[scan.directions() * length]);
		for (int direction = 0; direction < scan.directions(); direction++) {
			final float[] delta = part(scan.delta(), direction, scan);
			final float[] b = part(scan.b(), direction, scan);
			final float[] c = part(scan.c(), direction, scan);
			final float[] a = part(scan.a(), direction, scan);
			final float[][] values = Nd4jRuntime.arithmetic().indices(length, scan.channels(), scan.states(), delta, b, c, a,
				progress::throwIfCancelled);
			if (withEnergy) System.arraycopy(Nd4jRuntime.arithmetic().energy(length, scan.channels(), scan.states(), delta, b, c, a,
				progress::throwIfCancelled), 0, results.get(InfluenceIndex.ENERGY), direction * length, length);
			for (int token = 0; token < length; token++) {
				final int position = direction * length + token;
				results.get(InfluenceIndex.JACOBIAN_DIRECT)[position] = values[0][token];
				results.get(InfluenceIndex.JACOBIAN_PROPAGATED)[position] = values[1][token];
				results.get(InfluenceIndex.JACOBIAN)[position] = values[0][token] + values[1][token];
				results.get(InfluenceIndex.GRAMIAN)[position] = values[2][token];
			}
		}
		return results;
	}

	/** A copy of one direction's part of a buffer, whose first axis is the direction. */
	private static float[] part(final FloatBuffer buffer, final int direction, final SelectiveScan scan) {
		final float[] part = new float[buffer.capacity() / scan.directions()];
		buffer.get(direction * part.length, part);
		return part;
	}
}
