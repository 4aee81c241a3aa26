package org.xvmamba.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.xvmamba.UserException;

import ij.plugin.frame.Recorder;

/**
 * Those inputs of a command that a person chooses, as far as nobody has set them yet: texts, choices, whole numbers and switches. Images are
 * found, not chosen.
 */
final class CommandInputs {

	/** Attribute of an input that only the longer form of the dialog shows; its value is the heading above it. */
	static final String SECTION = "section";

	/** Headings that several commands have. */
	static final String TILES = "Tiles";
	static final String COMPUTER = "Computer";

	private final Module module;
	private final Map<String, ModuleItem<?>> items = new LinkedHashMap<>();

	/** @param module the command, whose inputs have their defaults */
	CommandInputs(final Module module) {
		this.module = module;
		for (final ModuleItem<?> item : module.getInfo().inputs())
			if (isChosen(item) && !module.isInputResolved(item.getName())) items.put(item.getName(), item);
	}

	/** @return the keys of a command's macro options, in the order of its fields */
	static Set<String> keys(final CommandInfo command) {
		final Set<String> keys = new LinkedHashSet<>();
		for (final ModuleItem<?> item : command.inputs())
			if (isChosen(item)) keys.add(item.getName());
		return keys;
	}

	private static boolean isChosen(final ModuleItem<?> item) {
		return item.getType() == String.class || item.getType() == boolean.class || isNumber(item);
	}

	/** @return whether an input is a whole number */
	static boolean isNumber(final ModuleItem<?> item) {
		return item.getType() == int.class || item.getType() == Integer.class;
	}

	/** @return the inputs in the order of the command's fields */
	List<ModuleItem<?>> items() {
		return new ArrayList<>(items.values());
	}

	/** @return the heading of an input that only the longer form of the dialog shows */
	static Optional<String> section(final ModuleItem<?> item) {
		return Optional.ofNullable(item.get(SECTION));
	}

	/** @return the values that a dialog offers for an input, none where any may be typed */
	List<String> choices(final ModuleItem<?> item) {
		return item.getChoices() == null ? List.of() : item.getChoices().stream().map(Object::toString).toList();
	}

	/** @return the command */
	ScreenCommand command() {
		return (ScreenCommand) module.getDelegateObject();
	}

	/** Writes the values into ImageJ's recorder, where it is open. Fiji does that by itself. */
	void record() {
		if (Recorder.record) for (final ModuleItem<?> item : items.values())
			Recorder.recordOption(item.getName(), get(item).toString());
	}

	/** @return the value of an input */
	Object get(final ModuleItem<?> item) {
		return module.getInput(item.getName());
	}

	/** Sets an input to a value of its type. */
	void set(final ModuleItem<?> item, final Object value) {
		module.setInput(item.getName(), value);
	}

	/** Lets the command show what it would do, where it can. */
	void preview() {
		module.preview();
	}

	/** Undoes {@link #preview()}. */
	void undo() {
		module.cancel();
	}

	/**
	 * Sets those inputs that a macro gives; the others keep their defaults.
	 *
	 * @throws UserException for an unknown key, or a value of another kind
	 */
	void set(final MacroOptions options) {
		options.requireKnown(items.keySet());
		options.values().forEach((key, text) -> set(items.get(key), value(items.get(key), text)));
	}

	private static Object value(final ModuleItem<?> item, final String text) {
		if (item.getType() == boolean.class) return switch (text) {
			case "true" -> true;
			case "false" -> false;
			default -> throw refused(item, text, "true or false");
		};
		if (item.getType() == String.class) return text;
		try {
			return Integer.valueOf(text);
		}
		catch (final NumberFormatException exc) {
			throw refused(item, text, "a whole number from " + item.getMinimumValue() + " to " + item.getMaximumValue());
		}
	}

	private static UserException refused(final ModuleItem<?> item, final String text, final String allowed) {
		return new UserException("The option " + item.getName() + "=" + text + " is not possible; allowed is " + allowed + ".");
	}
}
