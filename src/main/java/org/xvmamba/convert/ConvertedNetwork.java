package org.xvmamba.convert;

import java.util.List;

/**
 * What came of a checkpoint.
 *
 * @param family the network's kind, such as {@code medmamba}
 * @param recognisedBy a sentence: which kind it is, and by which tensors that is known
 * @param graph the network
 * @param notes sentences about what was done with the file, such as a prefix that was removed
 */
public record ConvertedNetwork(String family, String recognisedBy, NetworkGraph graph, List<String> notes) {

	/** Copies the list. */
	public ConvertedNetwork {
		notes = List.copyOf(notes);
	}
}
