package org.xvmamba.command;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.lang.reflect.InvocationTargetException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.KeyStroke;

import org.scijava.module.ModuleItem;
import org.xvmamba.display.FormPanel;

import ij.IJ;
import ij.gui.GUI;

/**
 * The dialog of a command, made from its parameters: labels, tooltips, choices, ranges; in Fiji the same as in bare ImageJ. What is needed
 * seldom is behind a switch. Enter confirms, Escape cancels. Where the screen is too small, the fields scroll.
 */
final class CommandDialog extends JDialog {

	private static final long serialVersionUID = 1L;

	/** The text of the switch. */
	static final String MORE = "More options";

	private static final String MORE_HELP = "Shows what is needed less often.";
	private static final int GAP = 8;

	/** As it was left when the last dialog closed. */
	private static boolean moreShown;

	private final transient CommandInputs inputs;
	private final transient List<InputField> fields = new ArrayList<>();
	private boolean confirmed;

	private CommandDialog(final CommandInputs inputs, final String title) {
		super(IJ.getInstance(), title, ModalityType.APPLICATION_MODAL);
		this.inputs = inputs;
		final JScrollPane scroll = new JScrollPane(form(), JScrollPane.VERTICAL_SCROLLBAR_AS_NEEDED, JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
		scroll.setBorder(null);
		add(scroll);
		add(buttons(), BorderLayout.SOUTH);
		getRootPane().getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW).put(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "cancel");
		getRootPane().getActionMap().put("cancel", new AbstractAction() {

			private static final long serialVersionUID = 1L;

			@Override
			public void actionPerformed(final ActionEvent event) {
				dispose();
			}
		});
		setDefaultCloseOperation(DISPOSE_ON_CLOSE);
		fit();
		GUI.centerOnImageJScreen(this);
	}

	/**
	 * Asks a person; returns when the dialog is closed.
	 *
	 * @param inputs what is asked; they are set to what was chosen
	 * @param title of the dialog
	 * @return false when the person cancelled it
	 */
	static boolean ask(final CommandInputs inputs, final String title) {
		final CommandDialog[] dialog = new CommandDialog[1];
		final Runnable show = () -> {
			dialog[0] = new CommandDialog(inputs, title);
			dialog[0].setVisible(true);
		};
		try {
			if (EventQueue.isDispatchThread()) show.run();
			else EventQueue.invokeAndWait(show);
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			EventQueue.invokeLater(() -> dialog[0].dispose()); // after it was made
			inputs.undo();
			return false;
		}
		catch (final InvocationTargetException exc) {
			throw new IllegalStateException(exc.getCause());
		}
		if (!dialog[0].confirmed) inputs.undo();
		return dialog[0].confirmed;
	}

	/** What has no section comes first, then each section below its heading. */
	private FormPanel form() {
		final FormPanel form = new FormPanel();
		final List<String> sections = inputs.items().stream().map(CommandInputs::section).flatMap(Optional::stream).distinct().toList();
		add(form, Optional.empty());
		if (sections.isEmpty()) return form;
		final JCheckBox more = new JCheckBox(MORE, moreShown);
		form.addSwitch(MORE_HELP, more);
		final int always = form.getComponentCount();
		for (final String section : sections) {
			form.addWide(heading(section));
			add(form, Optional.of(section));
		}
		more.addActionListener(event -> {
			moreShown = more.isSelected();
			showFrom(form, always);
			fit();
		});
		showFrom(form, always);
		return form;
	}

	private void add(final FormPanel form, final Optional<String> section) {
		for (final ModuleItem<?> item : inputs.items())
			if (CommandInputs.section(item).equals(section)) fields.add(InputField.add(item, inputs, form, this::preview));
	}

	private static JLabel heading(final String text) {
		final JLabel heading = new JLabel(text);
		FormPanel.scale(heading);
		heading.setFont(heading.getFont().deriveFont(Font.BOLD));
		heading.setBorder(BorderFactory.createEmptyBorder(GAP, 0, 0, 0));
		return heading;
	}

	private static void showFrom(final FormPanel form, final int first) {
		for (int i = first; i < form.getComponentCount(); i++)
			form.getComponent(i).setVisible(moreShown);
	}

	private JComponent buttons() {
		final JButton confirm = new JButton("OK");
		confirm.addActionListener(event -> confirm());
		final JButton cancel = new JButton("Cancel");
		cancel.addActionListener(event -> dispose());
		final JPanel row = new JPanel();
		row.setLayout(new BoxLayout(row, BoxLayout.LINE_AXIS));
		row.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
		row.add(FormPanel.helpButton(inputs.command().help()));
		row.add(Box.createHorizontalGlue());
		row.add(cancel);
		row.add(Box.createHorizontalStrut(GAP));
		row.add(confirm);
		FormPanel.scale(confirm);
		FormPanel.scale(cancel);
		getRootPane().setDefaultButton(confirm);
		return row;
	}

	/** As large as its fields need, but no larger than the screen, and on it. */
	private void fit() {
		pack();
		final Rectangle screen = GUI.getMaxWindowBounds(this);
		setSize(new Dimension(Math.min(getWidth(), screen.width), Math.min(getHeight(), screen.height)));
		final int x = Math.max(screen.x, Math.min(getX(), screen.x + screen.width - getWidth()));
		final int y = Math.max(screen.y, Math.min(getY(), screen.y + screen.height - getHeight()));
		setLocation(x, y);
	}

	private void preview() {
		for (final InputField field : fields)
			inputs.set(field.item(), field.value().get());
		inputs.preview();
	}

	/** A number that can't be read is to be corrected first. */
	private void confirm() {
		try {
			for (final InputField field : fields)
				field.commit();
			for (final InputField field : fields)
				inputs.set(field.item(), field.value().get());
			confirmed = true;
			dispose();
		}
		catch (final ParseException exc) {
			getToolkit().beep();
		}
	}
}
