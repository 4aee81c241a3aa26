package org.xvmamba.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.xvmamba.UserException;

/** A value of a model description, and the place where it stands, so that a problem can be told where it is. */
final class DescriptionNode {

	private final Object value;
	private final String place;
	private final String file;

	private DescriptionNode(final Object value, final String place, final String file) {
		this.value = value;
		this.place = place;
		this.file = file;
	}

	/**
	 * @param value what the YAML parser gave
	 * @param file for messages
	 */
	static DescriptionNode root(final Object value, final String file) {
		return new DescriptionNode(value, "", file);
	}

	/** @return what stands under a key; empty where nothing does */
	Optional<DescriptionNode> optional(final String key) {
		return Optional.ofNullable(map().get(key)).map(child -> new DescriptionNode(child, place.isEmpty() ? key : place + "." + key, file));
	}

	/** @return what stands under a key that every description has */
	DescriptionNode required(final String key) {
		return optional(key).orElseThrow(() -> new UserException("The model description '" + file + "' lacks the field '" + (place.isEmpty()
			? key : place + "." + key) + "'; import the model again, or complete the file."));
	}

	/** @return the list's items */
	List<DescriptionNode> list() {
		if (!(value instanceof List<?> items)) throw malformed("a list");
		return IntStream.range(0, items.size()).mapToObj(i -> new DescriptionNode(items.get(i), place + "[" + i + "]", file))
			.toList();
	}

	/** @return the only item, or the first of several */
	DescriptionNode first() {
		return list().stream().findFirst().orElseThrow(() -> malformed("a list with at least one item"));
	}

	Map<?, ?> map() {
		if (!(value instanceof Map<?, ?> map)) throw malformed("a map");
		return map;
	}

	boolean isList() {
		return value instanceof List<?>;
	}

	boolean isMap() {
		return value instanceof Map<?, ?>;
	}

	/** @return a text; also a number or a boolean, as it was written */
	String text() {
		if (value == null || isList() || isMap()) throw malformed("a text");
		return value.toString();
	}

	/** @return a whole number of at least 1 */
	int size() {
		final int number = index();
		if (number < 1) throw malformed("a whole number of at least 1");
		return number;
	}

	/** @return a whole number, which may be negative */
	int integer() {
		if (!(value instanceof Integer number)) throw malformed("a whole number");
		return number;
	}

	/** @return a whole number of at least 0 */
	int index() {
		if (!(value instanceof Integer number) || number < 0) throw malformed("a whole number of at least 0");
		return number;
	}

	/** @return a finite number */
	double number() {
		if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) throw malformed("a number");
		return number.doubleValue();
	}

	/** @return the problem that this value is not what it must be */
	UserException malformed(final String needed) {
		return new UserException("The model description '" + file + "' has " + (value == null ? "nothing" : "'" + shortened() + "'") + (place
			.isEmpty() ? "" : " under '" + place + "'") + " where " + needed + " is needed; import the model again, or correct the file.");
	}

	private String shortened() {
		final String text = value.toString();
		return text.length() <= 60 ? text : text.substring(0, 60) + "…";
	}
}
