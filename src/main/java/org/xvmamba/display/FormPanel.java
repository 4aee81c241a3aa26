package org.xvmamba.display;

import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.event.KeyEvent;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import javax.swing.AbstractButton;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;

import ij.gui.GUI;

/**
 * Labels and fields in two columns: as large as ImageJ's own text, each with a tooltip, and a mnemonic of its own where a letter is left.
 * For the thread of the windows only.
 */
public final class FormPanel extends ScrollablePanel {

	private static final long serialVersionUID = 1L;

	private static final int GAP = 4;
	private static final int TOOLTIP_WIDTH = 300;

	private final Set<Character> mnemonics = new HashSet<>(Set.of('H')); // that of the help button
	private int rows;

	/** Without rows. */
	public FormPanel() {
		super(new GridBagLayout());
		setBorder(BorderFactory.createEmptyBorder(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP));
	}

	/**
	 * Adds a row; the field's name becomes its label.
	 *
	 * @param text label
	 * @param help tooltip
	 * @param focus what the label's mnemonic leads to; its name becomes the label, too
	 * @param field that component, or one that holds it
	 */
	public void addRow(final String text, final String help, final JComponent focus, final JComponent field) {
		final JLabel label = new JLabel(text, JLabel.TRAILING);
		label.setLabelFor(focus);
		label.setDisplayedMnemonic(mnemonic(text));
		focus.setName(text);
		focus.getAccessibleContext().setAccessibleName(text);
		explain(label, help);
		explain(field, help);
		add(label, place(0, 1, 0, GridBagConstraints.HORIZONTAL));
		add(field, place(1, 1, 1, GridBagConstraints.HORIZONTAL));
		rows++;
	}

	/**
	 * Adds a switch, whose label stands beside it.
	 *
	 * @param help tooltip
	 * @param button a switch with its text
	 */
	public void addSwitch(final String help, final AbstractButton button) {
		button.setName(button.getText());
		button.setMnemonic(mnemonic(button.getText()));
		explain(button, help);
		add(button, place(1, 1, 1, GridBagConstraints.HORIZONTAL));
		rows++;
	}

	/**
	 * Adds something over both columns.
	 *
	 * @param component anything
	 */
	public void addWide(final JComponent component) {
		add(component, place(0, 2, 1, GridBagConstraints.HORIZONTAL));
		rows++;
	}

	/**
	 * @param page that it opens
	 * @return a button, not added
	 */
	public static JButton helpButton(final HelpPage page) {
		final JButton help = new JButton("Help");
		help.setMnemonic(KeyEvent.VK_H);
		help.setToolTipText("Opens " + page.url());
		help.setActionCommand(page.url());
		help.addActionListener(event -> page.open());
		scale(help);
		return help;
	}

	/** Makes a component, and all that are in it, as large as ImageJ's own text; other than Metal's, not bold. */
	public static void scale(final JComponent component) {
		component.setFont(component.getFont().deriveFont(Font.PLAIN));
		GUI.scale(component);
		for (final var child : component.getComponents())
			if (child instanceof JComponent inner) scale(inner);
	}

	private static void explain(final JComponent component, final String help) {
		scale(component);
		setToolTips(component, "<html><p width=" + TOOLTIP_WIDTH + ">" + help + "</p></html>");
	}

	/** What is inside of a component hides the component's own. */
	private static void setToolTips(final JComponent component, final String html) {
		if (component.getToolTipText() == null) component.setToolTipText(html);
		for (final var child : component.getComponents())
			if (child instanceof JComponent inner) setToolTips(inner, html);
	}

	/** @return the first letter that no other row has taken; none when all are taken */
	private char mnemonic(final String text) {
		for (final char letter : text.toUpperCase(Locale.ROOT).toCharArray())
			if (Character.isLetter(letter) && mnemonics.add(letter)) return letter;
		return '\0';
	}

	private GridBagConstraints place(final int column, final int columns, final int weight, final int fill) {
		return new GridBagConstraints(column, rows, columns, 1, weight, 0, GridBagConstraints.LINE_END, fill, new Insets(GAP, GAP, GAP, GAP), 0, 0);
	}
}
