package org.xvmamba.display;

import java.util.regex.Pattern;

/**
 * A model card as HTML for a text pane: headings, paragraphs, lists and tables of Markdown are laid out; everything else stays as it is written.
 * No picture and no address of a card is loaded.
 */
final class ModelCardText {

	private static final Pattern RULE_OF_TABLE = Pattern.compile("\\|?[\\s:|-]+\\|?");

	private final StringBuilder html = new StringBuilder();

	/** What is open: a paragraph, a list, a table, or nothing. */
	private String open = "";

	private ModelCardText() {}

	/**
	 * @param markdown a model card
	 * @return the inside of an HTML body
	 */
	static String html(final String markdown) {
		final ModelCardText text = new ModelCardText();
		markdown.lines().map(String::strip).forEach(text::add);
		text.begin("");
		return text.html.toString();
	}

	private void add(final String line) {
		if (line.isEmpty()) begin("");
		else if (line.startsWith("#")) addHeading(line);
		else if (line.startsWith("|")) addRow(line);
		else if (line.matches("[-*] .*")) {
			begin("ul");
			html.append("<li>").append(inline(line.substring(2))).append("</li>");
		}
		else {
			if (!open.equals("ul")) begin("p");
			html.append(inline(line)).append('\n');
		}
	}

	private void addHeading(final String line) {
		begin("");
		final int level = Math.min(4, 1 + line.replaceFirst("^(#+).*", "$1").length());
		html.append("<h").append(level).append('>').append(inline(line.replaceFirst("^#+", "").strip())).append("</h").append(level).append('>');
	}

	private void addRow(final String line) {
		begin("table");
		if (RULE_OF_TABLE.matcher(line).matches()) return;
		html.append("<tr>");
		for (final String cell : line.replaceFirst("^\\|", "").replaceFirst("\\|$", "").split("\\|", -1))
			html.append("<td valign=top>").append(inline(cell.strip())).append("</td>");
		html.append("</tr>");
	}

	private static String inline(final String text) {
		return Html.escaped(text).replaceAll("\\*\\*(.+?)\\*\\*", "<b>$1</b>").replaceAll("`(.+?)`", "<code>$1</code>").replaceAll(
			"\\[(.+?)]\\((.+?)\\)", "$1 ($2)");
	}

	private void begin(final String element) {
		if (open.equals(element)) return;
		if (!open.isEmpty()) html.append("</").append(open).append('>');
		if (!element.isEmpty()) html.append('<').append(element).append(element.equals("table") ? " cellspacing=6>" : ">");
		open = element;
	}
}
