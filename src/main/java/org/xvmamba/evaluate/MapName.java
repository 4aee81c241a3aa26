package org.xvmamba.evaluate;

/**
 * Where a tested map comes from.
 *
 * @param method key of an index or of a {@link Baseline}
 * @param source of an index, the block's name or how the blocks are joined; empty for a baseline
 */
public record MapName(String method, String source) {

	/** @return the map of a baseline */
	static MapName of(final Baseline baseline) {
		return new MapName(baseline.key(), "");
	}

	/** @return whether it is none of the model's indices */
	public boolean isBaseline() {
		return source.isEmpty();
	}

	/** @return both in a few words, for tables and plots */
	public String label() {
		return isBaseline() ? method : method + ", " + source;
	}
}
