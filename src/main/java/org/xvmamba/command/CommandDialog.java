package org.xvmamba.command;

import java.awt.TextField;
import java.util.Objects;
import java.util.Vector;

import org.scijava.module.ModuleItem;
import org.xvmamba.UserException;

import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

/**
 * ImageJ's own dialog, made from a command's parameters: their labels, defaults, choices, ranges, and, under the help button, their
 * descriptions. What is chosen is recorded by the parameters' names.
 */
final class CommandDialog {

	private static final int COLUMNS = 24;

	/** Style of a text parameter that may be a folder: it gets a button to browse. */
	private static final String DIRECTORY = "directory";

	private final CommandInputs inputs;
	private final GenericDialog dialog;

	/**
	 * @param inputs what is asked
	 * @param title of the dialog
	 */
	CommandDialog(final CommandInputs inputs, final String title) {
		this.inputs = inputs;
		this.dialog = new GenericDialog(title);
		final StringBuilder help = new StringBuilder("<html><h3>").append(title).append("</h3>");
		for (final ModuleItem<?> item : inputs.items()) {
			add(item);
			help.append("<p><b>").append(item.getLabel()).append("</b>: ").append(item.getDescription()).append("</p>");
		}
		dialog.addHelp(help.append("</html>").toString());
		dialog.addDialogListener((source, event) -> {
			if (event != null) read();
			if (event != null) inputs.preview();
			return true;
		});
	}

	private void add(final ModuleItem<?> item) {
		final Object value = inputs.get(item);
		if (item.getType() == boolean.class) dialog.addCheckbox(item.getLabel(), (Boolean) value);
		else if (CommandInputs.isNumber(item)) dialog.addSlider(item.getLabel(), number(item.getMinimumValue()), number(item.getMaximumValue()),
			number(value));
		else if (!inputs.choices(item).isEmpty()) dialog.addChoice(item.getLabel(), inputs.choices(item).toArray(String[]::new), (String) value);
		else if (DIRECTORY.equals(item.getWidgetStyle())) addDirectory(item.getLabel(), (String) value);
		else dialog.addStringField(item.getLabel(), (String) value, COLUMNS);
	}

	/** ImageJ adds a separator to what stands in the field, but a name may stand there as well. */
	private void addDirectory(final String label, final String value) {
		dialog.addDirectoryField(label, value, COLUMNS);
		final Vector<?> fields = dialog.getStringFields();
		((TextField) fields.lastElement()).setText(value);
	}

	private static double number(final Object value) {
		return ((Number) Objects.requireNonNull(value)).doubleValue();
	}

	/**
	 * @return whether the inputs were set; false when the person closed the dialog
	 * @throws UserException when a number can't be read
	 */
	boolean show() {
		showUnrecorded();
		if (dialog.wasCanceled()) {
			inputs.undo();
			return false;
		}
		read();
		if (dialog.invalidNumber()) throw new UserException("A number in the dialog can't be read: " + dialog.getErrorMessage() +
			"; give whole numbers.");
		record();
		return true;
	}

	/** ImageJ would record the labels' first words, and of switches only those that are on. */
	private void showUnrecorded() {
		final boolean recording = Recorder.record;
		Recorder.record = false;
		try {
			dialog.showDialog();
		}
		finally {
			Recorder.record = recording;
		}
	}

	/** In the order in which they were added. */
	private void read() {
		for (final ModuleItem<?> item : inputs.items())
			inputs.set(item, next(item));
	}

	private Object next(final ModuleItem<?> item) {
		if (item.getType() == boolean.class) return dialog.getNextBoolean();
		if (CommandInputs.isNumber(item)) return (int) dialog.getNextNumber();
		return !inputs.choices(item).isEmpty() ? dialog.getNextChoice() : dialog.getNextString();
	}

	private void record() {
		if (Recorder.record) for (final ModuleItem<?> item : inputs.items())
			Recorder.recordOption(item.getName(), inputs.get(item).toString());
	}
}
