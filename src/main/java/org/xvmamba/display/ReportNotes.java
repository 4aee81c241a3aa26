package org.xvmamba.display;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapIndex;

/** How to read the maps, and how they came about, in a {@link ReportPage}. */
final class ReportNotes {

	private static final String[] CAREFULLY = {
		"The maps show the SSM branch alone. Where a block has a second branch, such as MedMamba's convolutions, that one is not seen here.",
		"The Jacobian index is an upper bound, with \u0394, B and C held at their values on this image; the Gramian index is its closed local form; the output-energy index counts what states cancel in each other.",
		"The raw values of different blocks and indices lie orders of magnitude apart; only their patterns can be compared.",
		"Each block sees its own grid: a cell's value is resized to the pixels under it, so edges of maps are no edges of structures.",
		"What the model was trained on, and its limits, stand in the README.md of its folder. A map is worth no more than the model." };

	private ReportNotes() {}

	/** @return which of an explanation's maps depend on a class: one sentence */
	static String ofClass(final Explanation explanation) {
		return explanation.indices().stream().anyMatch(MapIndex::dependsOnClass)
			? "Of the maps, only the class activation map and those weighted by it depend on the class, here on " + explanation.className() + "."
			: "No index depends on the class.";
	}

	/** Adds both sections: how to read the maps, and the provenance. */
	static void add(final StringBuilder html, final Explanation explanation) {
		html.append("<h2>To be read carefully</h2>\n<ul>\n");
		html.append("<li>").append(Html.escaped(ofClass(explanation))).append(
			" An influence map shows where the scan can act on the network's states, not what speaks for a class.</li>\n");
		for (final String sentence : CAREFULLY)
			html.append("<li>").append(Html.escaped(sentence)).append("</li>\n");
		html.append("</ul>\n");
		addProvenance(html, explanation);
	}

	/** Adds how the explanation came about. */
	static void addProvenance(final StringBuilder html, final Explanation explanation) {
		html.append("<h2>Provenance</h2>\n<table class=\"provenance\">\n<caption>How this explanation came about; times in milliseconds</caption>\n")
			.append("<thead><tr><th scope=\"col\">What</th><th scope=\"col\">Value</th></tr></thead>\n<tbody>\n");
		addRows(html, "", explanation.provenance());
		html.append("</tbody>\n</table>\n");
	}

	private static void addRows(final StringBuilder html, final String prefix, final Map<?, ?> map) {
		map.forEach((key, value) -> {
			if (value instanceof Map<?, ?> nested) addRows(html, prefix + key + ".", nested);
			else html.append("<tr><th scope=\"row\">").append(Html.escaped((prefix + key).replace('_', ' ').replace(".", ", "))).append("</th><td>")
				.append(text(value)).append("</td></tr>\n");
		});
	}

	/** Entries of a list stand on lines of their own. */
	private static String text(final Object value) {
		if (value instanceof List<?> list) return list.isEmpty() ? "none" : list.stream().map(ReportNotes::text).collect(Collectors.joining("<br>"));
		if (value instanceof Map<?, ?> map) return map.entrySet().stream().map(entry -> Html.escaped(String.valueOf(entry.getKey()).replace('_',
			' ')) + ": " + (entry.getValue() instanceof List<?> list ? Html.escaped(list.stream().map(String::valueOf).collect(Collectors.joining(
				" "))) : Html.escaped(String.valueOf(entry.getValue())))).collect(Collectors.joining(", "));
		return Html.escaped(String.valueOf(value));
	}
}
