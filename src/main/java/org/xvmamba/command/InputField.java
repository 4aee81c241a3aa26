package org.xvmamba.command;

import java.awt.BorderLayout;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JPanel;
import javax.swing.JSlider;
import javax.swing.JSpinner;
import javax.swing.JTextField;
import javax.swing.SpinnerNumberModel;

import org.scijava.module.ModuleItem;
import org.scijava.widget.NumberWidget;
import org.xvmamba.display.FormPanel;

import ij.io.DirectoryChooser;
import ij.io.OpenDialog;
import ij.io.SaveDialog;

/**
 * A field of a {@link CommandDialog}.
 *
 * @param item the input that it asks for
 * @param value what stands in the field
 * @param component that holds the value
 */
record InputField(ModuleItem<?> item, Supplier<Object> value, JComponent component) {

	/** Style of a text parameter that may be a folder: it gets a button to browse. */
	private static final String DIRECTORY = "directory";

	/** The same for a file. */
	private static final String FILE = "file";

	/** The same for either. */
	private static final String FILE_OR_DIRECTORY = "both";

	/** The same for a file that shall be written. */
	private static final String SAVE = "save";

	private static final int COLUMNS = 22;

	/**
	 * Adds a field to a form.
	 *
	 * @param item which input
	 * @param inputs all inputs of the command
	 * @param form that it is added to
	 * @param changed is told of each change
	 * @return the field
	 */
	static InputField add(final ModuleItem<?> item, final CommandInputs inputs, final FormPanel form, final Runnable changed) {
		final Object value = inputs.get(item);
		if (item.getType() == boolean.class) return ofSwitch(item, (Boolean) value, form, changed);
		if (CommandInputs.isNumber(item)) return ofNumber(item, (Integer) value, form, changed);
		final List<String> offers = inputs.command().offers(item.getName());
		if (!offers.isEmpty()) return ofChoice(item, offers, true, offers.get(0), form, changed);
		if (!inputs.choices(item).isEmpty()) return ofChoice(item, inputs.choices(item), false, value, form, changed);
		final JTextField field = new JTextField((String) value, COLUMNS);
		if (chooser(item, field).isEmpty()) field.setCaretPosition(0); // a longer text is read from its beginning, a path from its end
		form.addRow(item.getLabel(), item.getDescription(), field, browsable(item, field, field::setText));
		return new InputField(item, field::getText, field);
	}

	private static InputField ofSwitch(final ModuleItem<?> item, final boolean value, final FormPanel form, final Runnable changed) {
		final JCheckBox box = new JCheckBox(item.getLabel(), value);
		box.addActionListener(event -> changed.run());
		form.addSwitch(item.getDescription(), box);
		return new InputField(item, box::isSelected, box);
	}

	private static InputField ofNumber(final ModuleItem<?> item, final int value, final FormPanel form, final Runnable changed) {
		final int least = ((Number) item.getMinimumValue()).intValue();
		final int most = ((Number) item.getMaximumValue()).intValue();
		final JSpinner number = new JSpinner(new SpinnerNumberModel(value, least, most, 1));
		number.addChangeListener(event -> changed.run());
		final JPanel row = new JPanel(new BorderLayout());
		if (NumberWidget.SLIDER_STYLE.equals(item.getWidgetStyle())) {
			row.add(slider(number, least, most));
			row.add(number, BorderLayout.LINE_END);
		}
		else row.add(number, BorderLayout.LINE_START);
		form.addRow(item.getLabel(), item.getDescription(), number, row);
		return new InputField(item, number::getValue, number);
	}

	private static JSlider slider(final JSpinner number, final int least, final int most) {
		final JSlider slider = new JSlider(least, most, (Integer) number.getValue());
		number.addChangeListener(event -> slider.setValue((Integer) number.getValue()));
		slider.addChangeListener(event -> number.setValue(slider.getValue()));
		slider.setFocusable(false); // the number can do all that it can
		return slider;
	}

	private static InputField ofChoice(final ModuleItem<?> item, final List<String> choices, final boolean typed, final Object value,
		final FormPanel form, final Runnable changed)
	{
		final JComboBox<String> choice = new JComboBox<>(choices.toArray(String[]::new));
		choice.setEditable(typed);
		choice.setSelectedItem(value);
		choice.setPrototypeDisplayValue("m".repeat(COLUMNS / 2)); // longer names are cut, not the dialog stretched
		choice.addActionListener(event -> changed.run());
		choice.addActionListener(event -> showBeginning(choice));
		showBeginning(choice);
		form.addRow(item.getLabel(), item.getDescription(), choice, browsable(item, choice, choice::setSelectedItem));
		return new InputField(item, () -> typed ? choice.getEditor().getItem().toString() : choice.getSelectedItem(), choice);
	}

	/** Of what is longer than the field. */
	private static void showBeginning(final JComboBox<?> choice) {
		if (choice.getEditor().getEditorComponent() instanceof JTextField text) text.setCaretPosition(0);
	}

	private static JComponent browsable(final ModuleItem<?> item, final JComponent field, final Consumer<String> path) {
		final Optional<Supplier<String>> chooser = chooser(item, field);
		if (chooser.isEmpty()) return field;
		final JButton browse = new JButton("Browse...");
		browse.addActionListener(event -> Optional.ofNullable(chooser.get().get()).ifPresent(path));
		final JPanel row = new JPanel(new BorderLayout());
		row.add(field);
		row.add(browse, BorderLayout.LINE_END);
		return row;
	}

	/** @return what asks for a path, and gives null when nothing was chosen; nothing for what is no path */
	private static Optional<Supplier<String>> chooser(final ModuleItem<?> item, final JComponent field) {
		final String style = item.getWidgetStyle() == null ? "" : item.getWidgetStyle();
		return switch (style) {
			case DIRECTORY -> Optional.of(() -> new DirectoryChooser(item.getLabel()).getDirectory());
			case FILE -> Optional.of(() -> new OpenDialog(item.getLabel()).getPath());
			case FILE_OR_DIRECTORY -> Optional.of(() -> fileOrDirectory(item.getLabel(), field));
			case SAVE -> Optional.of(() -> {
				final SaveDialog dialog = new SaveDialog(item.getLabel(), "report", ".html");
				return dialog.getFileName() == null ? null : dialog.getDirectory() + dialog.getFileName();
			});
			default -> Optional.empty();
		};
	}

	/** ImageJ has no dialog for both. */
	private static String fileOrDirectory(final String title, final JComponent field) {
		final JFileChooser dialog = new JFileChooser(OpenDialog.getDefaultDirectory());
		dialog.setDialogTitle(title);
		dialog.setFileSelectionMode(JFileChooser.FILES_AND_DIRECTORIES);
		return dialog.showOpenDialog(field) == JFileChooser.APPROVE_OPTION ? dialog.getSelectedFile().getPath() : null;
	}

	/** @throws ParseException when what stands in the field is no number; it gets the focus then */
	void commit() throws ParseException {
		if (!(component instanceof JSpinner number)) return;
		try {
			number.commitEdit();
		}
		catch (final ParseException exc) {
			((JSpinner.DefaultEditor) number.getEditor()).getTextField().requestFocusInWindow();
			throw exc;
		}
	}
}
