package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JSlider;
import javax.swing.JSpinner;
import javax.swing.JTextField;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.xvmamba.display.HelpPage;
import org.xvmamba.display.MapOverlay;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.model.TestModels;

import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GUI;
import ij.plugin.frame.Recorder;

/** The commands' dialogs, in a real ImageJ window. */
class CommandDialogIT extends WindowTest {

	@Test
	void recordedLineReplays() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 240, 200);
		final Recorder recorder = new Recorder();
		final Thread command = ImageJWindow.choose(ExplainCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(ExplainCommand.LABEL);
		ImageJWindow.screenshot("dialog");
		ImageJWindow.click(dialog, OptionTexts.STACK_LABEL);
		ImageJWindow.select(dialog, OptionTexts.INDEX_LABEL, "gramian");
		ImageJWindow.click(dialog, "OK");
		command.join();
		final String line = recorder.getText().lines().filter(text -> text.contains("X-VMamba Explain")).findFirst().orElse(recorder.getText());
		recorder.close();

		assertEquals(RecordedLines.EXPLAIN.replace("index=jacobian", "index=gramian").replace("stack=true", "stack=false"), line);
		image.setOverlay(null);
		ImageJWindow.run(line);
		assertTrue(image.getOverlay().get(0).getName().contains("Gramian"));
		assertEquals(2, WindowManager.getImageCount());
	}

	@Test
	void aFolderElsewhereIsAModelToo() throws Exception {
		final String model = TestModels.tiny(folder.resolve("a folder [of] mine, it's new")).path().toString();
		final ImagePlus image = ImageJWindow.showCells("cells", 100, 80);
		final Recorder recorder = new Recorder();
		final Thread command = ImageJWindow.choose(ExplainCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(ExplainCommand.LABEL);
		final JComboBox<?> models = (JComboBox<?>) ImageJWindow.find(dialog, OptionTexts.MODEL_LABEL);
		assertEquals(OptionTexts.MODEL_DEFAULT, models.getSelectedItem());
		EventQueue.invokeAndWait(() -> models.getEditor().setItem(model));
		ImageJWindow.click(dialog, "OK");
		command.join();
		final String recorded = recorder.getText();
		recorder.close();
		assertEquals(model, Prefs.get(ModelChoices.LAST, ""));
		assertEquals(model, ModelChoices.offers().get(0), "It is suggested the next time.");
		image.setOverlay(null);
		final String replay = "selectImage('cells');" + recorded;
		ImageJWindow.run(replay);
		assertNotNull(image.getOverlay());
		image.setOverlay(null);
		ImageJWindow.run("setBatchMode(true);" + replay + "setBatchMode(false);");
		assertNotNull(image.getOverlay());

		ImageJWindow.choose(ExplainCommand.LABEL);
		final JDialog again = ImageJWindow.commandDialog(ExplainCommand.LABEL);
		final JComboBox<?> suggested = (JComboBox<?>) ImageJWindow.find(again, OptionTexts.MODEL_LABEL);
		assertEquals(model, suggested.getSelectedItem());
		assertEquals(0, ((JTextField) suggested.getEditor().getEditorComponent()).getCaretPosition(), "Its beginning is shown.");
		ImageJWindow.screenshot("dialog-long-model-name");
		assertTrue(again.getWidth() < 700, () -> again.getSize().toString());
		ImageJWindow.click(again, "Cancel");
	}

	@Test
	void cancellingDoesNothing() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 240, 200);
		final Thread command = ImageJWindow.choose(ExplainCommand.LABEL);
		ImageJWindow.click(ImageJWindow.commandDialog(ExplainCommand.LABEL), "Cancel");
		command.join();
		assertNull(image.getOverlay());
		assertEquals(1, WindowManager.getImageCount());
		assertEquals("", Prefs.get(ModelChoices.LAST, ""));
	}

	@Test
	void everyFieldHasATooltipAndALetterOfItsOwn() throws Exception {
		ImageJWindow.showCells("cells", 64, 64);
		ImageJWindow.choose(ExplainCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(ExplainCommand.LABEL);
		final CommandInfo info = new CommandInfo(ExplainCommand.class);
		for (final String key : CommandInputs.keys(info)) {
			final ModuleItem<?> item = info.getInput(key);
			final javax.swing.JComponent field = (javax.swing.JComponent) ImageJWindow.find(dialog, item.getLabel());
			assertNotNull(field, key);
			assertTrue(String.valueOf(field.getToolTipText()).contains(item.getDescription()), key);
		}
		final Set<Integer> letters = new HashSet<>();
		assertTrue(mnemonics(dialog, letters) >= 16, letters::toString);
		ImageJWindow.click(dialog, "Cancel");
	}

	/** @return how many there are; each only once */
	private static int mnemonics(final Container container, final Set<Integer> letters) {
		int count = 0;
		for (final var component : container.getComponents()) {
			final int letter = component instanceof JLabel label ? label.getDisplayedMnemonic() : component instanceof javax.swing.AbstractButton button
				? button.getMnemonic() : 0;
			if (letter != 0) {
				assertTrue(letters.add(letter), "Twice: " + (char) letter);
				count++;
			}
			if (component instanceof Container inner) count += mnemonics(inner, letters);
		}
		return count;
	}

	@Test
	void enterConfirmsAndEscapeCancels() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 100, 80);
		final Robot robot = new Robot();
		closeBy(robot, KeyEvent.VK_ESCAPE);
		assertNull(image.getOverlay());
		closeBy(robot, KeyEvent.VK_ENTER);
		assertNotNull(image.getOverlay());
	}

	/** Opens the dialog, closes it by a key, and waits for the command's end. */
	private static void closeBy(final Robot robot, final int key) throws Exception {
		final Thread command = ImageJWindow.choose(ExplainCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(ExplainCommand.LABEL);
		ImageJWindow.awaitBy(() -> ImageJWindow.pressKey(robot, key), "the dialog to close", () -> Optional.of(dialog).filter(window -> !window
			.isShowing()));
		command.join(60_000);
		assertFalse(command.isAlive());
	}

	@Test
	void theHelpButtonsLeadToTheirPages() throws Exception {
		ImageJWindow.showCells("cells", 100, 80);
		ImageJWindow.choose(ExplainCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(ExplainCommand.LABEL);
		assertEquals(HelpPage.EXPLAIN.url(), ((JButton) ImageJWindow.find(dialog, "Help")).getActionCommand());
		ImageJWindow.click(dialog, "Cancel");
		ImageJWindow.run("run('X-VMamba Explain...', 'stack=false');");
		for (final String label : new String[] { ContoursCommand.LABEL, OverlayOpacityCommand.LABEL }) {
			ImageJWindow.choose(label);
			final JDialog other = ImageJWindow.commandDialog(label);
			assertEquals(HelpPage.VIEW.url(), ((JButton) ImageJWindow.find(other, "Help")).getActionCommand());
			ImageJWindow.screenshot("dialog-" + label.replaceAll("\\W+", "-").toLowerCase());
			ImageJWindow.click(other, "Cancel");
		}
	}

	@Test
	void everythingFitsOnTheScreenEvenAtTwiceTheSize() throws Exception {
		ImageJWindow.showCells("cells", 100, 80);
		Prefs.setGuiScale(2);
		ImageJWindow.choose(ExplainCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(ExplainCommand.LABEL);
		ImageJWindow.screenshot("dialog-200-percent");
		final int height = dialog.getHeight();
		ImageJWindow.click(dialog, CommandDialog.MORE);
		final Rectangle screen = GUI.getMaxWindowBounds();
		assertTrue(dialog.getHeight() > height);
		assertTrue(screen.contains(dialog.getBounds()), () -> dialog.getBounds().toString());
		ImageJWindow.screenshot("dialog-200-percent-more");
		ImageJWindow.click(dialog, CommandDialog.MORE);
		ImageJWindow.click(dialog, "Cancel");
	}

	@Test
	void moreOptionsAreShownOnDemand() throws Exception {
		ImageJWindow.showCells("cells", 100, 80);
		ImageJWindow.choose(ExplainCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(ExplainCommand.LABEL);
		assertFalse(ImageJWindow.find(dialog, OptionTexts.OVERLAP_LABEL).isShowing());
		assertTrue(ImageJWindow.find(dialog, OptionTexts.TISSUE_LABEL).isShowing());
		ImageJWindow.click(dialog, CommandDialog.MORE);
		assertTrue(ImageJWindow.find(dialog, OptionTexts.OVERLAP_LABEL).isShowing());
		assertTrue(dialog.getHeight() < 768, () -> dialog.getSize().toString());
		ImageJWindow.screenshot("dialog-more");
		ImageJWindow.click(dialog, CommandDialog.MORE);
		ImageJWindow.click(dialog, "Cancel");
	}

	@Test
	void opacityFollowsTheDialogAndReturnsOnCancel() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 240, 200);
		ImageJWindow.run("run('X-VMamba Explain...', 'stack=false opacity=60');");
		final Thread command = ImageJWindow.choose(OverlayOpacityCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(OverlayOpacityCommand.LABEL);
		final JSpinner number = (JSpinner) ImageJWindow.find(dialog, OptionTexts.OPACITY_LABEL);
		assertEquals(60, number.getValue());
		EventQueue.invokeAndWait(() -> number.setValue(20));
		ImageJWindow.await("the map to fade", () -> MapOverlay.opacity(image).filter(opacity -> opacity == 20));
		ImageJWindow.screenshot("opacity");
		ImageJWindow.click(dialog, "Cancel");
		command.join();
		assertEquals(Optional.of(60), MapOverlay.opacity(image));
		ImageJWindow.run("run('X-VMamba Overlay Opacity...', 'opacity=85');");
		assertEquals(Optional.of(85), MapOverlay.opacity(image));
	}

	@Test
	void longTextsShowTheirBeginningNumbersNeedNoSliderAndPathsCanBeBrowsed() throws Exception {
		ImageJWindow.showCells("cells", 240, 200);
		final Thread command = ImageJWindow.choose(EvaluateMapsCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(EvaluateMapsCommand.LABEL);
		assertEquals(0, ((JTextField) ImageJWindow.find(dialog, "Protocols")).getCaretPosition());
		assertTrue(all(dialog).noneMatch(JSlider.class::isInstance), "of 1000 seeds none is nearer than another");
		for (final String path : List.of("Model", "Folder of images", "Table of labels", "Truth"))
			assertTrue(Arrays.stream(ImageJWindow.find(dialog, path).getParent().getComponents()).anyMatch(JButton.class::isInstance), path);
		final JTextField truth = (JTextField) ImageJWindow.find(dialog, "Truth");
		final JButton browse = (JButton) all(truth.getParent()).filter(JButton.class::isInstance).findFirst().orElseThrow();
		EventQueue.invokeLater(browse::doClick);
		final JFileChooser chooser = ImageJWindow.await("files", () -> Arrays.stream(Window.getWindows()).filter(Window::isShowing).flatMap(
			CommandDialogIT::all).filter(JFileChooser.class::isInstance).map(JFileChooser.class::cast).findFirst());
		EventQueue.invokeAndWait(() -> {
			chooser.setSelectedFile(folder.toFile());
			chooser.approveSelection();
		});
		ImageJWindow.await("the folder", () -> Optional.of(truth.getText()).filter(folder.toString()::equals));
		ImageJWindow.click(dialog, "Cancel");
		command.join();
	}

	private static Stream<Component> all(final Container container) {
		return Arrays.stream(container.getComponents()).flatMap(component -> Stream.concat(Stream.of(component), component instanceof Container inner
			? all(inner) : Stream.empty()));
	}

	@Test
	void whatIsNoNumberIsNotTaken() throws Exception {
		ImageJWindow.showCells("cells", 240, 200);
		ImageJWindow.run("run('X-VMamba Explain...', 'stack=false opacity=60');");
		final Thread command = ImageJWindow.choose(OverlayOpacityCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(OverlayOpacityCommand.LABEL);
		final JSpinner number = (JSpinner) ImageJWindow.find(dialog, OptionTexts.OPACITY_LABEL);
		final JTextField text = ((JSpinner.DefaultEditor) number.getEditor()).getTextField();
		EventQueue.invokeAndWait(() -> text.setText("many"));
		ImageJWindow.click(dialog, "OK");
		assertTrue(dialog.isShowing() && command.isAlive());
		ImageJWindow.click(dialog, "Cancel");
		command.join();
	}
}
