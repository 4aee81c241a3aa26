package org.xvmamba.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.xvmamba.UserException;

/**
 * The second part of a macro's {@code run("...", "key=value key=[a value] flag")}.
 *
 * @param values by their keys, in the order of the macro; of a flag, {@code true}
 */
record MacroOptions(Map<String, String> values) {

	/** A key; then, perhaps, a value in brackets that may hold pairs of brackets, in quotes, or without spaces. */
	private static final Pattern OPTION = Pattern.compile("\\s*([^\\s=\\[\\]']+)(?:=(?:\\[(" + inBrackets() +
		")\\]|'([^']*)'|([^\\s\\[']\\S*|)))?(?:\\s+|$)");

	/**
	 * @param options as a macro gives them
	 * @return the same by their keys
	 * @throws UserException when they are not of that form, or a key stands there twice
	 */
	static MacroOptions parse(final String options) {
		final Map<String, String> values = new LinkedHashMap<>();
		final Matcher matcher = OPTION.matcher(options.strip());
		int at = 0;
		while (at < matcher.regionEnd()) {
			matcher.region(at, options.strip().length());
			if (!matcher.lookingAt()) throw new UserException("The options '" + options.strip() +
				"' can't be read from '" + options.strip().substring(at) + "' on; write key=value, with [brackets] around a value that has spaces.");
			if (values.put(matcher.group(1), value(matcher)) != null) throw new UserException("The option '" + matcher.group(1) +
				"' is given twice; give it once.");
			at = matcher.end();
		}
		return new MacroOptions(values);
	}

	/** As ImageJ itself counts brackets; four pairs in each other are enough for any folder's name. */
	private static String inBrackets() {
		String text = "[^\\[\\]]*+";
		for (int depth = 0; depth < 4; depth++)
			text = "(?:[^\\[\\]]|\\[" + text + "\\])*+";
		return text;
	}

	private static String value(final Matcher matcher) {
		for (int group = 2; group <= 4; group++)
			if (matcher.group(group) != null) return matcher.group(group);
		return Boolean.TRUE.toString();
	}

	/** @throws UserException naming the known keys, when there is another one */
	void requireKnown(final Set<String> known) {
		final Set<String> unknown = new TreeSet<>(values.keySet());
		unknown.removeAll(known);
		if (!unknown.isEmpty()) throw new UserException("Unknown option '" + String.join("', '", unknown) + "'; the options are " + String.join(
			", ", known) + ", all in lower case.");
	}
}
