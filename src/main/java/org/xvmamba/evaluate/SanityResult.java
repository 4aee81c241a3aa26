package org.xvmamba.evaluate;

import java.util.List;

/**
 * What became of the maps as the weights became random, part by part from the head down.
 *
 * @param parts what was randomised in each step, besides that of the steps before, the head first
 * @param rows for each map and step
 */
public record SanityResult(List<String> parts, List<Row> rows) {

	/**
	 * @param map which map
	 * @param step position in the list of parts
	 * @param correlation mean over the images of the rank correlation with the map of the model as it is, 0 where nothing of it is left, as the
	 *          map has become the same all over; an image on which it was so from the beginning has none
	 */
	public record Row(MapName map, int step, Interval correlation) {}

	/** Copies the lists. */
	public SanityResult {
		parts = List.copyOf(parts);
		rows = List.copyOf(rows);
	}

	/** @return the rows of the last step, in which all weights are random */
	public List<Row> afterAll() {
		return rows.stream().filter(row -> row.step() == parts.size() - 1).toList();
	}
}
