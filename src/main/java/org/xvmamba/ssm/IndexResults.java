package org.xvmamba.ssm;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The values of one scan's indices while they are computed. Several threads may fill in values of different tokens. */
final class IndexResults {

	private final Map<InfluenceIndex, float[]> values = new EnumMap<>(InfluenceIndex.class);

	/** Room for the indices asked for: [K · L] each. */
	IndexResults(final SelectiveScan scan, final Set<InfluenceIndex> indices) {
		for (final InfluenceIndex index : indices)
			values.put(index, new float[scan.directions() * scan.length()]);
	}

	/** @return whether the recursion has to run */
	boolean needPropagated() {
		return values.containsKey(InfluenceIndex.JACOBIAN) || values.containsKey(InfluenceIndex.JACOBIAN_PROPAGATED);
	}

	/** @return whether the Gramian index is asked for */
	boolean needGramian() {
		return values.containsKey(InfluenceIndex.GRAMIAN);
	}

	/** Keeps those values of a token that are asked for; position is direction · L + step. */
	void put(final int position, final double direct, final double propagated, final double gramian) {
		put(InfluenceIndex.JACOBIAN, position, direct + propagated);
		put(InfluenceIndex.JACOBIAN_DIRECT, position, direct);
		put(InfluenceIndex.JACOBIAN_PROPAGATED, position, propagated);
		put(InfluenceIndex.GRAMIAN, position, gramian);
	}

	private void put(final InfluenceIndex index, final int position, final double value) {
		final float[] all = values.get(index);
		if (all != null) all[position] = (float) value;
	}

	/** @return the arrays themselves, by index */
	Map<InfluenceIndex, float[]> asMap() {
		return values;
	}
}
