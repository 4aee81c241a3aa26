package org.xvmamba.model;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.xvmamba.UserException;

/**
 * What a model description says of a model beside what it computes, as BioImage.IO allows it.
 *
 * @param name of the model, for people: 5 to 128 letters, digits, spaces and {@code _ + - ( )}
 * @param text what the model does, a sentence of at most 1024 characters; where it is empty, one is made from the class names
 * @param authors names; may be empty
 * @param licence an SPDX identifier such as {@code CC0-1.0}; empty where it is not known
 */
public record ModelCredits(String name, String text, List<String> authors, String licence) {

	/** Longest text of a BioImage.IO description. */
	static final int LONGEST_TEXT = 1024;

	private static final int SHORTEST_NAME = 5;
	private static final int LONGEST_NAME = 128;
	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+\\- ()]{" + SHORTEST_NAME + "," + LONGEST_NAME + "}");
	private static final Pattern LICENCE = Pattern.compile("|[A-Za-z0-9][A-Za-z0-9.+-]*");

	/**
	 * Copies the list.
	 *
	 * @throws UserException naming what is allowed
	 */
	public ModelCredits {
		authors = List.copyOf(authors);
		if (!NAME.matcher(name).matches()) throw new UserException("The model can't be named '" + name + "'; a name has " + SHORTEST_NAME + " to " +
			LONGEST_NAME + " of the letters a to z, digits, spaces and _ + - ( ).");
		if (text.length() > LONGEST_TEXT) throw new UserException("The model's description has " + text.length() + " characters; at most " +
			LONGEST_TEXT + " are allowed, and the model card takes the rest.");
		if (!LICENCE.matcher(licence).matches()) throw new UserException("'" + licence +
			"' is no SPDX identifier of a licence; give one such as CC0-1.0, CC-BY-4.0 or MIT (spdx.org/licenses), or leave it out.");
	}

	/**
	 * @param file of a checkpoint, or folder of a model
	 * @return a name made of that of the file, without its ending, as {@link #ModelCredits} allows it
	 */
	public static String nameOf(final Path file) {
		final String words = file.toAbsolutePath().normalize().getFileName().toString().replaceFirst("\\.[A-Za-z]+$", "").replaceAll(
			"[^A-Za-z0-9+()]+", " ").strip();
		final String name = words.length() < SHORTEST_NAME ? (words + " model").strip() : words;
		return name.substring(0, Math.min(name.length(), LONGEST_NAME)).strip();
	}
}
