package org.xvmamba.convert;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.xvmamba.UserException;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** Reads the names of a network's classes. */
public final class ClassNames {

	private ClassNames() {}

	/**
	 * Takes the names in the order of the logits.
	 *
	 * @param fileOrNames a file as {@link #read} takes it, or the names themselves, joined by commas
	 * @param classes how many there must be
	 * @return the names
	 * @throws UserException as {@link #read}, and when it is neither
	 */
	public static List<String> of(final String fileOrNames, final int classes) {
		if (isFile(fileOrNames)) return read(Path.of(fileOrNames), classes);
		final List<String> names = Stream.of(fileOrNames.split(",", -1)).map(String::strip).toList();
		if (names.size() != classes || names.contains("")) throw new UserException("'" + fileOrNames + "' is no file, and not " + classes +
			" names joined by commas; the network has " + classes + " classes, so give one name for each, or the path of a file.");
		return names;
	}

	private static boolean isFile(final String path) {
		try {
			return Files.exists(Path.of(path));
		}
		catch (final InvalidPathException e) {
			return false;
		}
	}

	/**
	 * Reads the names in the order of the logits.
	 *
	 * @param file MedMamba's {@code class_indices.json} ({@code {"0": "name"}}), its inverse ({@code {"name": 0}}), or one name a line, in UTF-8
	 * @param classes how many there must be
	 * @return the names
	 * @throws UserException when the file can't be read, is neither of these, or has another number of names
	 */
	public static List<String> read(final Path file, final int classes) {
		final String text = text(file).strip();
		final List<String> names = text.startsWith("{") ? fromJson(text, file) : text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
		if (names.size() != classes) throw new UserException("'" + file.getFileName() + "' has " + names.size() + " class names; the network has " +
			classes + " classes, so give one name for each.");
		return names;
	}

	/**
	 * @param classes how many
	 * @return names for a network whose classes nobody has named: {@code class 0}, {@code class 1} and so on
	 */
	public static List<String> numbered(final int classes) {
		return IntStream.range(0, classes).mapToObj(number -> "class " + number).toList();
	}

	private static String text(final Path file) {
		try {
			return Files.readString(file);
		}
		catch (final NoSuchFileException e) {
			throw new UserException("There is no file of class names '" + file + "'; check the path.", e);
		}
		catch (final CharacterCodingException e) {
			throw new UserException("'" + file.getFileName() + "' is not text in UTF-8; give class_indices.json, or one class name a line.", e);
		}
		catch (final IOException e) {
			throw new UserException("'" + file + "' can't be read (" + e.getMessage() + "); check the file and its permissions.", e);
		}
	}

	private static List<String> fromJson(final String text, final Path file) {
		final Map<Integer, String> names = new TreeMap<>();
		for (final Map.Entry<String, JsonElement> entry : object(text, file).entrySet()) {
			final String value = entry.getValue().isJsonPrimitive() ? entry.getValue().getAsString() : "";
			final boolean inverse = entry.getValue().isJsonPrimitive() && entry.getValue().getAsJsonPrimitive().isNumber();
			final String name = inverse ? entry.getKey() : value;
			if (names.put(number(inverse ? value : entry.getKey(), file), name) != null || name.isBlank()) throw unclear(file, null);
		}
		if (!names.keySet().stream().toList().equals(IntStream.range(0, names.size()).boxed().toList())) throw new UserException("'" + file
			.getFileName() + "' numbers its classes " + names.keySet() + "; they must be numbered from 0 without a gap.");
		return List.copyOf(names.values());
	}

	private static JsonObject object(final String text, final Path file) {
		try {
			return JsonParser.parseString(text).getAsJsonObject();
		}
		catch (final JsonParseException | IllegalStateException e) {
			throw unclear(file, e);
		}
	}

	private static int number(final String text, final Path file) {
		try {
			return Integer.parseInt(text);
		}
		catch (final NumberFormatException e) {
			throw unclear(file, e);
		}
	}

	private static UserException unclear(final Path file, final Throwable cause) {
		return new UserException("'" + file.getFileName() +
			"' is no list of class names; give {\"0\": \"name\", ...}, {\"name\": 0, ...}, or one name a line.", cause);
	}
}
