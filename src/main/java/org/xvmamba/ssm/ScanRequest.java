package org.xvmamba.ssm;

import java.util.Set;

/**
 * What a scan shall tell besides its output.
 *
 * @param indices which influence indices; may be empty
 * @param ofMeanToken which influence indices of the mean token, see {@link IndexRequest}; may be empty
 * @param stateNorms whether the norms of the states
 */
public record ScanRequest(Set<InfluenceIndex> indices, Set<InfluenceIndex> ofMeanToken, boolean stateNorms) {

	/** The output alone. */
	public static final ScanRequest OUTPUT_ONLY = new ScanRequest(Set.of(), false);

	/** Copies the sets. */
	public ScanRequest {
		indices = Set.copyOf(indices);
		ofMeanToken = Set.copyOf(ofMeanToken);
	}

	/** No index of the mean token. */
	public ScanRequest(final Set<InfluenceIndex> indices, final boolean stateNorms) {
		this(indices, Set.of(), stateNorms);
	}

	/** Indices alone. */
	public ScanRequest(final IndexRequest indices) {
		this(indices.indices(), indices.ofMeanToken(), false);
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

	/** @return whether something is asked for that one walk over the steps tells */
	boolean needsWalk() {
		return stateNorms || needsDirect() || needsPropagated() || needsGramian() || needsEnergy();
	}

	boolean needsAbsolute() {
		return indices.contains(InfluenceIndex.ABSOLUTE);
	}
}
