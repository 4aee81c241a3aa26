package org.xvmamba.ssm;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A measure of how far a token controls the states and outputs of a selective scan: one value per token and direction, the mean over the
 * inner channels. With φ(t,l) = Π_{j=l+1..t} Ā_j, and Δ, B, C frozen at their values for this image.
 *
 * @see SelectiveScan
 */
public enum InfluenceIndex {

	/**
	 * J_l = Σ_n |B̄_ln| (|C_ln| + Q_ln), Q_L = 0, Q_{l-1} = Ā_l ∘ (|C_l| + Q_l) (X-VMamba, arXiv 2511.12694). An upper bound of the summed
	 * absolute Jacobian Σ_t |∂y_t/∂u_l|, and equal to it for one state a channel.
	 */
	JACOBIAN("jacobian", "Jacobian index"),

	/** The part of the Jacobian index that acts at the token's own step: Σ_n |B̄_ln| |C_ln|. */
	JACOBIAN_DIRECT("jacobian-direct", "Jacobian index, direct part"),

	/** The part of the Jacobian index that acts through later states: Σ_n |B̄_ln| Q_ln. */
	JACOBIAN_PROPAGATED("jacobian-propagated", "Jacobian index, propagated part"),

	/** G_l = Σ_n C²_ln B̄²_ln / (1 - Ā²_ln + 1e-8) (X-VMamba, arXiv 2511.12694). */
	GRAMIAN("gramian", "Gramian index"),

	/**
	 * E_l = sqrt(Σ_{t≥l} (Σ_n C_tn φ_n(t,l) B̄_ln)²) = sqrt(B̄_lᵀ W_l B̄_l) with the observability Gramian W_l = C_l C_lᵀ +
	 * diag(Ā_{l+1}) W_{l+1} diag(Ā_{l+1}): the root of the energy that the output at and after step l owes to its input, what the states cancel in
	 * each other included. Defined by this project; exact, and linear in L. Costs some four times as much as the Jacobian index for 16 states.
	 */
	ENERGY("energy", "Output-energy index"),

	/**
	 * X_l = Σ_{t≥l} |Σ_n C_tn φ_n(t,l) B̄_ln|: the summed absolute Jacobian Σ_t |∂y_t/∂u_l| that the Jacobian index bounds from above, what the
	 * states cancel in each other included. Exact, and quadratic in L.
	 */
	ABSOLUTE("absolute", "Exact absolute index");

	/** Responses that are added up for one block of one image at most: some 0.06 to 0.13 ns each on one core. */
	public static final double MOST_RESPONSES = 5e10;

	private final String key;
	private final String label;

	InfluenceIndex(final String key, final String label) {
		this.key = key;
		this.label = label;
	}

	/** @return the name in macros, on the command line and in file names */
	public String key() {
		return key;
	}

	/** @return the name for people */
	public String label() {
		return label;
	}

	/**
	 * Whether the index can be computed for a block in a few seconds. All are linear in L but the absolute one, which adds up the response of every
	 * state to every token before, K · D · N · L (L + 1) / 2 in all.
	 *
	 * @param block the block
	 * @param length L
	 * @return true for all indices but the absolute one; for that one, where there are at most {@value #MOST_RESPONSES} responses
	 */
	public boolean isAffordable(final BlockDescription block, final int length) {
		return this != ABSOLUTE || 0.5 * block.directions() * block.channels() * block.states() * length * (length + 1.0) <= MOST_RESPONSES;
	}

	/**
	 * @param key as {@link #key()} gives it
	 * @return the index of that key
	 * @throws IllegalArgumentException naming the known keys, when there is none
	 */
	public static InfluenceIndex byKey(final String key) {
		return Arrays.stream(values()).filter(index -> index.key.equals(key)).findFirst().orElseThrow(() -> new IllegalArgumentException(
			"Unknown index '" + key + "'; known are " + Arrays.stream(values()).map(InfluenceIndex::key).collect(Collectors.joining(", ")) + "."));
	}
}
