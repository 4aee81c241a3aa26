package org.xvmamba.ssm;

import java.util.Set;

/**
 * What a scan shall tell besides its output.
 *
 * @param indices which influence indices; may be empty
 * @param stateNorms whether the norms of the states
 */
public record ScanRequest(Set<InfluenceIndex> indices, boolean stateNorms) {

	/** The output alone. */
	public static final ScanRequest OUTPUT_ONLY = new ScanRequest(Set.of(), false);

	/** Copies the set. */
	public ScanRequest {
		indices = Set.copyOf(indices);
	}

	boolean needsDirect() {
		return indices.contains(InfluenceIndex.JACOBIAN) || indices.contains(InfluenceIndex.JACOBIAN_DIRECT);
	}

	boolean needsPropagated() {
		return indices.contains(InfluenceIndex.JACOBIAN) || indices.contains(InfluenceIndex.JACOBIAN_PROPAGATED);
	}

	boolean needsGramian() {
		return indices.contains(InfluenceIndex.GRAMIAN);
	}

	boolean needsEnergy() {
		return indices.contains(InfluenceIndex.ENERGY);
	}
}
