package org.xvmamba.display;

import java.util.ArrayList;
import java.util.List;

import org.xvmamba.explain.MapIndex;
import org.xvmamba.explain.MapIndex.Activation;
import org.xvmamba.explain.MapIndex.ClassWeighted;
import org.xvmamba.explain.MapIndex.Corrected;
import org.xvmamba.explain.MapIndex.Influence;

/** What a reader must know of an index, a sentence each. */
final class IndexNotes {

	private IndexNotes() {}

	/**
	 * @param index which one
	 * @param className the class of maps that depend on one
	 */
	static List<String> of(final MapIndex index, final String className) {
		if (index instanceof Activation) return List.of("The class activation map shows what speaks for '" + className +
			"' in the last feature map, whatever branch brought it there. It tells nothing of the scans.");
		if (index instanceof ClassWeighted weighted) return List.of(ofValue(weighted.weighted()),
			"Weighted by the class activation map of '" + className + "', as far as it is above zero, as a share of its maximum: only that factor " +
				"depends on the class, and it is not of the scans.");
		final List<String> notes = new ArrayList<>();
		notes.add("The index does not depend on the class: it shows where the scan can act, not what speaks for the class.");
		notes.add(ofValue(index));
		return notes;
	}

	private static String ofValue(final MapIndex index) {
		if (index instanceof Corrected) return "Divided by the same index of a scan all of whose tokens are the mean token: 1 is what the mean token " +
			"has at this place of the scan.";
		if (!(index instanceof Influence influence)) return "The Jacobian and the Gramian index, each scaled to [0,1] for each block and direction, are far " +
			"apart where it is high: the propagated and the local view disagree.";
		return switch (influence.index()) {
			case JACOBIAN, JACOBIAN_DIRECT, JACOBIAN_PROPAGATED ->
				"It bounds the summed Jacobian of the scan's outputs from above, with \u0394, B and C frozen.";
			case GRAMIAN -> "Local: as if a token's \u0394, B and C held for all time.";
			case ENERGY -> "The root of the energy that the scan's outputs owe to a token, with \u0394, B and C frozen.";
			case ABSOLUTE -> "The summed absolute Jacobian of the scan's outputs, exactly, with \u0394, B and C frozen.";
		};
	}
}
