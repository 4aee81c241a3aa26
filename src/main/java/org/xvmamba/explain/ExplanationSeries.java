package org.xvmamba.explain;

import java.util.List;

import org.xvmamba.image.PlanePosition;

/**
 * Explanations of several planes of one image, all of the same part of it, with the same model and options. Immutable.
 *
 * @param planes at least one, in the order of the result's frames
 */
public record ExplanationSeries(List<Explanation> planes) {

	/** Copies the list. */
	public ExplanationSeries {
		planes = List.copyOf(planes);
		if (planes.isEmpty()) throw new IllegalArgumentException("A series has at least one plane.");
	}

	/** @return the explanation of the first plane */
	public Explanation first() {
		return planes.get(0);
	}

	/** @return the explanation of a plane; where that was not explained, the first one */
	public Explanation at(final PlanePosition position) {
		return planes.stream().filter(explanation -> explanation.picture().plane().equals(position)).findFirst().orElse(first());
	}
}
