package org.xvmamba.model;

import java.util.List;

/**
 * What a model description says of a model beside what it computes.
 *
 * @param name of the model, for people
 * @param text what the model does, a sentence; where it is empty, one is made from the class names
 * @param authors names; may be empty
 * @param licence an SPDX identifier such as {@code CC0-1.0}; empty where it is not known
 */
public record ModelCredits(String name, String text, List<String> authors, String licence) {

	/** Copies the list. */
	public ModelCredits {
		authors = List.copyOf(authors);
	}
}
