package org.xvmamba.display;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.GridLayout;
import java.awt.Rectangle;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.DefaultListModel;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JEditorPane;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.JScrollPane;
import javax.swing.JSplitPane;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import javax.swing.ListSelectionModel;
import javax.swing.UIManager;

import org.xvmamba.model.InstalledModel;
import org.xvmamba.model.InstalledModel.Findings;
import org.xvmamba.model.ModelFolder;

import ij.IJ;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GUI;
import ij.plugin.frame.PlugInFrame;

/** A window with the models that are installed: what each is, and what can be done with it. There is at most one; for the thread of the windows. */
public final class ModelsWindow extends PlugInFrame {

	/** Label of the command that opens this window. */
	public static final String COMMAND = "X-VMamba Models...";

	/** Label of the command behind the button to import a model. */
	public static final String IMPORT = "X-VMamba Import Model...";

	private static final long serialVersionUID = 1L;
	private static final String TITLE = "X-VMamba Models";
	private static final int WIDTH = 900;
	private static final int HEIGHT = 640;
	private static final int LIST_WIDTH = 220;
	/** The list takes at most the third part of the window. */
	private static final int MOST_OF_LIST = 3;

	private static final int PICTURE_WIDTH = 224;
	private static final int GAP = 6;

	private static ModelsWindow shown;

	private final DefaultListModel<InstalledModel> models = new DefaultListModel<>();
	private final JList<InstalledModel> list = new JList<>(models);
	private final JEditorPane page = new JEditorPane("text/html", "");
	private final JTextArea status = new JTextArea(2, 20);
	private final JPanel buttons = new JPanel(new GridLayout(2, 0, GAP, GAP));
	private final Map<JButton, Boolean> needModel = new LinkedHashMap<>();
	private final transient ModelActions actions = new ModelActions(this);
	private transient Optional<Findings> findings = Optional.empty();

	private ModelsWindow() {
		super(TITLE);
		list.setName("Models");
		list.setSelectionMode(ListSelectionModel.SINGLE_SELECTION);
		list.setCellRenderer((all, model, index, selected, focused) -> row(model, selected));
		list.addListSelectionListener(event -> {
			if (!event.getValueIsAdjusting()) select();
		});
		page.setEditable(false);
		page.putClientProperty(JEditorPane.HONOR_DISPLAY_PROPERTIES, true);
		page.getAccessibleContext().setAccessibleName("About the selected model");
		status.setEditable(false);
		status.setLineWrap(true);
		status.setWrapStyleWord(true);
		status.setOpaque(false);
		addButtons();
		final JPanel content = new JPanel(new BorderLayout(GAP, GAP));
		content.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, GAP, GAP));
		final JSplitPane both = new JSplitPane(JSplitPane.HORIZONTAL_SPLIT, new JScrollPane(list), new JScrollPane(page));
		both.setResizeWeight(1.0 / MOST_OF_LIST);
		content.add(both);
		final JPanel below = new JPanel(new BorderLayout(GAP, GAP));
		below.add(status);
		below.add(buttons, BorderLayout.SOUTH);
		content.add(below, BorderLayout.SOUTH);
		for (final JComponent component : new JComponent[] { list, page, status })
			FormPanel.scale(component);
		bind(content, KeyEvent.VK_ESCAPE, this::close);
		bind(list, KeyEvent.VK_DELETE, actions::remove);
		add(content);
		fitScreen();
		both.setDividerLocation(Math.min((int) (LIST_WIDTH * Prefs.getGuiScale()), getWidth() / MOST_OF_LIST));
	}

	/**
	 * Opens the window, or brings it to the front. Without a screen, nothing happens.
	 */
	public static void open() {
		if (GraphicsEnvironment.isHeadless()) return;
		EventQueue.invokeLater(() -> {
			if (shown == null) {
				shown = new ModelsWindow();
				shown.fill(Optional.empty());
				GUI.centerOnImageJScreen(shown);
				shown.setVisible(true);
				WindowManager.addWindow(shown);
			}
			else shown.fill(Optional.empty());
			shown.toFront();
			shown.list.requestFocusInWindow();
		});
	}

	/** Lists the models anew, where the window is open. */
	public static void refresh() {
		if (!GraphicsEnvironment.isHeadless()) EventQueue.invokeLater(() -> {
			if (shown != null) shown.fill(Optional.empty());
		});
	}

	@Override
	public void close() {
		super.close();
		actions.stop();
		shown = null;
	}

	/** @return the selected model */
	Optional<InstalledModel> selected() {
		return Optional.ofNullable(list.getSelectedValue());
	}

	/** Says something below the page. */
	void say(final String sentence) {
		status.setText(sentence);
	}

	/** Nothing else can be begun while something is done. */
	void setBusy(final boolean busy) {
		needModel.forEach((button, needs) -> button.setEnabled(!busy && (!needs || isUsable(button))));
	}

	private boolean isUsable(final JButton button) {
		final Optional<ModelFolder> folder = selected().flatMap(InstalledModel::folder);
		return switch (button.getText()) {
			case ModelActions.SELF_TEST -> folder.isPresent();
			case ModelActions.SAMPLE -> folder.flatMap(ModelFolder::sample).isPresent();
			default -> selected().isPresent();
		};
	}

	/** Lists the models anew. */
	void fill(final Optional<Path> toSelect) {
		final Optional<Path> wanted = toSelect.or(() -> selected().map(InstalledModel::path));
		final List<InstalledModel> installed = ModelPlaces.library().installed();
		models.clear();
		installed.forEach(models::addElement);
		int position = 0;
		for (int i = 0; i < installed.size(); i++)
			if (wanted.filter(installed.get(i).path()::equals).isPresent()) position = i;
		if (!installed.isEmpty()) list.setSelectedIndex(position);
		else select();
	}

	private void select() {
		findings = Optional.empty();
		showPage();
		setBusy(false);
		selected().ifPresent(model -> actions.examine(model, found -> {
			findings = Optional.of(found);
			showPage();
		}));
	}

	private void showPage() {
		page.setText(selected().map(model -> ModelPage.of(model, findings, (int) (PICTURE_WIDTH * Prefs.getGuiScale()))).orElse(
			"<html><body><p>No model is installed. Import a checkpoint, or add a folder with models.</p></body></html>"));
		page.setCaretPosition(0);
	}

	private JLabel row(final InstalledModel model, final boolean selected) {
		final JLabel label = new JLabel((model.folder().isPresent() ? "" : "\u26a0 ") + model.name() + (hasNamesake(model) ? " (" + model
			.path().getFileName() + ")" : ""));
		label.setToolTipText(model.problem().orElse(model.path().toString()));
		label.setBorder(BorderFactory.createEmptyBorder(GAP / 2, GAP, GAP / 2, GAP));
		FormPanel.scale(label);
		label.setOpaque(selected);
		if (selected) label.setBackground(UIManager.getColor("List.selectionBackground"));
		return label;
	}

	private boolean hasNamesake(final InstalledModel model) {
		return Collections.list(models.elements()).stream().filter(other -> other.name().equals(model.name())).count() > 1;
	}

	private void addButtons() {
		addButton(ModelActions.SELF_TEST, KeyEvent.VK_T, "Checks every file, and the model against its own test output.", true, actions::selfTest);
		addButton(ModelActions.SAMPLE, KeyEvent.VK_S, "Opens the model's sample picture, to try it on.", true, actions::openSample);
		addButton("Reveal folder", KeyEvent.VK_R, "Shows the model's folder in the file manager.", true, actions::reveal);
		addButton("Remove...", KeyEvent.VK_D, "Removes the model from the disk, after asking.", true, actions::remove);
		addButton("Import...", KeyEvent.VK_I, "Makes a model of a checkpoint.", false, () -> IJ.doCommand(IMPORT));
		addButton("Add folder...", KeyEvent.VK_A, "Lists the models of another folder, too, from now on.", false, actions::addFolder);
		buttons.add(FormPanel.helpButton(HelpPage.MODELS));
		addButton("Close", KeyEvent.VK_C, "Closes this window.", false, this::close);
	}

	private void addButton(final String label, final int mnemonic, final String help, final boolean needsModel, final Runnable action) {
		final JButton button = new JButton(label);
		button.setMnemonic(mnemonic);
		button.setToolTipText(help);
		button.addActionListener(event -> action.run());
		FormPanel.scale(button);
		buttons.add(button);
		needModel.put(button, needsModel);
	}

	private static void bind(final JComponent component, final int key, final Runnable action) {
		component.getInputMap(JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT).put(KeyStroke.getKeyStroke(key, 0), key);
		component.getActionMap().put(key, new AbstractAction() {

			private static final long serialVersionUID = 1L;

			@Override
			public void actionPerformed(final ActionEvent event) {
				action.run();
			}
		});
	}

	private void fitScreen() {
		final Rectangle screen = GUI.getMaxWindowBounds(IJ.getInstance());
		final double scale = Prefs.getGuiScale();
		setSize(new Dimension(Math.min(screen.width, (int) (WIDTH * scale)), Math.min(screen.height, (int) (HEIGHT * scale))));
	}
}
