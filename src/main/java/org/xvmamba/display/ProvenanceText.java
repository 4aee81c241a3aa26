package org.xvmamba.display;

import java.util.Map;

import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.ExplanationSeries;

/** Provenance as lines of text, as ImageJ's Image > Show Info... shows it. */
final class ProvenanceText {

	private ProvenanceText() {}

	/** @return {@code key: value} lines; keys of nested maps joined by a point */
	static String of(final Explanation explanation) {
		return of(explanation.provenance());
	}

	/** As above, of any such map. */
	static String of(final Map<String, Object> provenance) {
		final StringBuilder text = new StringBuilder();
		append(text, "", provenance);
		return text.toString();
	}

	/** @return the same of the first plane; of several, a line for each follows with what differs */
	static String of(final ExplanationSeries series) {
		final StringBuilder text = new StringBuilder(of(series.first()));
		if (series.planes().size() > 1) for (final Explanation plane : series.planes())
			text.append(plane.picture().plane().inWords()).append(": ").append(MapTexts.prediction(plane.prediction())).append("; ").append(plane
				.picture().conversion()).append('\n');
		return text.toString();
	}

	private static void append(final StringBuilder text, final String prefix, final Map<?, ?> map) {
		map.forEach((key, value) -> {
			if (value instanceof Map<?, ?> nested) append(text, prefix + key + ".", nested);
			else text.append(prefix).append(key).append(": ").append(value).append('\n');
		});
	}
}
