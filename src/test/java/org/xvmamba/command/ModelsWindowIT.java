package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JEditorPane;
import javax.swing.JList;
import javax.swing.JTextArea;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xvmamba.convert.Fixtures;
import org.xvmamba.display.ModelPlaces;
import org.xvmamba.display.ModelsTable;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.TestModels;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.measure.ResultsTable;
import ij.plugin.frame.PlugInFrame;

/** The models' window and the import, in a real ImageJ. */
class ModelsWindowIT extends WindowTest {

	private static final String TITLE = "X-VMamba Models";

	private static Path models;

	@BeforeAll
	static void makeModels() throws IOException {
		models = Files.createDirectories(folder.resolve("more models"));
		final Path description = TestModels.tiny(models.resolve("long")).path().resolve("rdf.yaml");
		Files.writeString(description, Files.readString(description).replace("name: tiny model",
			"name: a model of a very long name that does not fit into any list of models on this small screen"));
		Files.writeString(TestModels.tiny(models.resolve("broken")).path().resolve("rdf.yaml"), "type: cake");
		Files.write(TestModels.tiny(models.resolve("altered")).path().resolve("README.md"), new byte[1]);
	}

	@BeforeEach
	void addFolder() {
		ModelPlaces.add(models);
	}

	@AfterEach
	void forgetModels() throws Exception {
		Prefs.setGuiScale(1);
		ModelPlaces.added().forEach(ModelPlaces::forget);
		final Frame window = WindowManager.getFrame(TITLE);
		if (window != null) EventQueue.invokeAndWait(() -> ((PlugInFrame) window).close());
	}

	@Test
	void showsEachModelWithItsCardAndFiles() throws Exception {
		final Frame window = open();
		select(window, "blood smear");
		final JEditorPane page = find(window, JEditorPane.class, any -> true);
		awaitText(page, "as the description says");
		assertTrue(page.getText().contains("Not for diagnosis") && page.getText().contains("stage3.block0"), page.getText());
		ImageJWindow.screenshot("models");
		press(window, "Self-test");
		final JTextArea status = find(window, JTextArea.class, any -> true);
		ImageJWindow.await("self-test", () -> Optional.of(status.getText()).filter(text -> text.startsWith("Self-test passed")));
		press(window, "Open sample");
		ImageJWindow.await("sample", () -> Optional.ofNullable(WindowManager.getImage("sample.png")));
	}

	@Test
	void aBrokenModelSaysWhy() throws Exception {
		final Frame window = open();
		final JEditorPane page = find(window, JEditorPane.class, any -> true);
		select(window, "broken");
		awaitText(page, "where the type 'model' is needed");
		assertFalse(button(window, "Self-test").isEnabled());
		assertTrue(button(window, "Remove...").isEnabled());
		ImageJWindow.screenshot("models-broken");
		select(window, "altered");
		awaitText(page, "README.md' was altered");
	}

	@Test
	void fitsASmallScreenAtTwiceTheSize() throws Exception {
		Prefs.setGuiScale(2);
		final Frame window = open();
		EventQueue.invokeAndWait(() -> window.setBounds(0, 0, 1024, 700));
		select(window, "long");
		awaitText(find(window, JEditorPane.class, any -> true), "SHA-256");
		ImageJWindow.screenshot("models-scale-2");
		for (final String label : new String[] { "Self-test", "Open sample", "Reveal folder", "Remove...", "Import...", "Add folder...", "Help",
				"Close" })
		{
			final JButton button = button(window, label);
			assertTrue(button.getWidth() >= button.getPreferredSize().width, label + " is cut");
			assertTrue(window.getBounds().contains(new Rectangle(button.getLocationOnScreen(), button.getSize())), label);
		}
	}

	@Test
	void removesAfterAsking() throws Exception {
		final Path unwanted = TestModels.tiny(models.resolve("unwanted")).path();
		final Frame window = open();
		select(window, "unwanted");
		press(window, "Remove...");
		final GenericDialog dialog = ImageJWindow.dialog("Remove model");
		ImageJWindow.screenshot("models-remove");
		ImageJWindow.press(dialog, 0);
		ImageJWindow.await("removal", () -> Optional.of(unwanted).filter(Files::notExists));
	}

	@Test
	void theImportAsksForAll() throws Exception {
		final Thread command = ImageJWindow.choose(ImportModelCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(ImportModelCommand.LABEL);
		ImageJWindow.screenshot("import-model");
		ImageJWindow.click(dialog, "Cancel");
		command.join(10_000);
		assertFalse(command.isAlive());
	}

	@Test
	void theMacrosDoTheSame() throws IOException {
		final Path target = folder.resolve("imported");
		final ImagePlus cells = ImageJWindow.showCells("cells", 400, 300);
		IJ.runMacroFile(Path.of("macros", "Import_Model.ijm").toAbsolutePath().toString(), Fixtures.file("tiny.pth") + "|" + target + "|a,b,c,d,e");
		assertEquals("tiny model", ModelFolder.open(target).description().name());
		assertNotNull(cells.getProp("X-VMamba predicted"));
		assertTrue(IJ.getLog().contains("MedMamba, recognised by") && IJ.getLog().contains("The model is in " + target), IJ.getLog());
		IJ.runMacroFile(Path.of("macros", "Models.ijm").toAbsolutePath().toString(), folder.toString());
		final ResultsTable table = ResultsTable.getResultsTable(ModelsTable.TITLE);
		final int row = Arrays.asList(table.getColumnAsStrings("Name")).indexOf("blood smear");
		assertEquals("unaltered", table.getStringValue("State", row));
		assertEquals("medmamba", table.getStringValue("Family", row));
		assertFalse(ModelPlaces.added().contains(folder));
	}

	private static Frame open() {
		IJ.doCommand(ModelsCommand.LABEL);
		return ImageJWindow.await(TITLE, () -> Optional.ofNullable(WindowManager.getFrame(TITLE)).filter(Frame::isShowing));
	}

	/** Chooses the model of that name, or whose folder has it. */
	private static void select(final Frame window, final String name) throws Exception {
		final JList<?> list = find(window, JList.class, any -> true);
		EventQueue.invokeAndWait(() -> {
			for (int i = 0; i < list.getModel().getSize(); i++)
				if (list.getModel().getElementAt(i).toString().contains(name)) list.setSelectedIndex(i);
		});
	}

	private static void awaitText(final JEditorPane page, final String part) {
		ImageJWindow.await(part, () -> Optional.of(page.getText().replaceAll("\\s+", " ").replace("&#39;", "'")).filter(text -> text.contains(part)));
	}

	private static JButton button(final Frame window, final String label) {
		return find(window, JButton.class, button -> label.equals(button.getText()));
	}

	private static void press(final Frame window, final String label) {
		EventQueue.invokeLater(() -> button(window, label).doClick());
	}

	private static <T extends Component> T find(final Container container, final Class<T> type, final Predicate<T> which) {
		return ImageJWindow.await(type.getSimpleName(), () -> search(container, type, which));
	}

	private static <T extends Component> Optional<T> search(final Container container, final Class<T> type, final Predicate<T> which) {
		for (final Component child : container.getComponents()) {
			if (type.isInstance(child) && which.test(type.cast(child))) return Optional.of(type.cast(child));
			final Optional<T> inner = child instanceof Container inside ? search(inside, type, which) : Optional.empty();
			if (inner.isPresent()) return inner;
		}
		return Optional.empty();
	}
}
