package org.xvmamba.ssm;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which indices are asked for.
 *
 * @param indices of the image
 * @param ofMeanToken which indices shall also be told of a scan all of whose tokens are the mean token, that is with Δ, B and C replaced by their
 *          means over the tokens: what a token's place in the scan does to the index, whatever the token shows
 */
public record IndexRequest(Set<InfluenceIndex> indices, Set<InfluenceIndex> ofMeanToken) {

	/** Nothing. */
	public static final IndexRequest NONE = new IndexRequest(Set.of(), Set.of());

	/** Copies the sets. */
	public IndexRequest {
		indices = Set.copyOf(indices);
		ofMeanToken = Set.copyOf(ofMeanToken);
	}

	/** @return whether nothing is asked for */
	public boolean isEmpty() {
		return indices.isEmpty() && ofMeanToken.isEmpty();
	}

	/**
	 * @param block a block
	 * @param length its number of tokens
	 * @return those of the indices that can be computed for it
	 */
	public IndexRequest of(final BlockDescription block, final int length) {
		return new IndexRequest(indices.stream().filter(index -> index.isAffordable(block, length)).collect(Collectors.toSet()), ofMeanToken);
	}
}
