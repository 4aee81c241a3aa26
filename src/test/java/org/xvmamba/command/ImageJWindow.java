package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.AWTException;
import java.awt.Button;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;

import org.xvmamba.Screen;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.TestModels;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.macro.Interpreter;
import ij.plugin.frame.PlugInDialog;
import ij.plugin.frame.RoiManager;
import ij.process.ColorProcessor;
import ij.text.TextWindow;

/** A real ImageJ with our menu, on a real or virtual screen. */
final class ImageJWindow {

	private static final long PATIENCE = 60_000;

	/** Milliseconds after which a hand's movement without an effect is made again. */
	private static final long TRY = 3_000;

	private ImageJWindow() {}

	/**
	 * Opens ImageJ's main window. As in an installation, ImageJ finds the menu in a jar of its plugins folder, and a model: the project's own, or
	 * else a small one.
	 *
	 * @param folder an empty one
	 */
	static void open(final Path folder) throws IOException {
		Screen.require();
		if (System.getProperty(ModelLibrary.FOLDERS_PROPERTY) == null && !Files.exists(Path.of("models", "blood-smear"))) {
			TestModels.tiny(folder.resolve("models").resolve("blood-smear"));
			System.setProperty(ModelLibrary.FOLDERS_PROPERTY, folder.resolve("models").toString());
		}
		if (IJ.getInstance() != null) return;
		final Path jar = Files.createDirectories(folder.resolve("plugins")).resolve("X-VMamba_menu.jar");
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
			out.putNextEntry(new ZipEntry("plugins.config"));
			out.write(ImageJWindow.class.getResourceAsStream("/plugins.config").readAllBytes());
			out.closeEntry();
		}
		System.setProperty("plugins.dir", folder.toString());
		new ImageJ(ImageJ.EMBEDDED);
	}

	/** Closes all windows but ImageJ's own, and forgets what was pressed, chosen and logged. */
	static void clear() {
		Optional.ofNullable(RoiManager.getInstance()).ifPresent(RoiManager::close);
		IJ.log("\\Clear");
		Prefs.set(ModelChoices.LAST, null);
		Prefs.setGuiScale(1);
		for (final Window window : Window.getWindows())
			if (window instanceof CommandDialog) window.dispose(); // a modal one would block all that follows
		for (final int id : Optional.ofNullable(WindowManager.getIDList()).orElse(new int[0])) {
			final ImagePlus image = WindowManager.getImage(id);
			image.changes = false;
			image.close();
		}
		for (final Frame frame : WindowManager.getNonImageWindows() == null ? new Frame[0] : WindowManager
			.getNonImageWindows()) {
			if (frame instanceof TextWindow text) text.close(false); // ImageJ would write on into a log that is gone
			else frame.dispose();
		}
		for (final String title : WindowManager.getNonImageTitles())
			Optional.ofNullable(WindowManager.getWindow(title)).ifPresent(ImageJWindow::forget);
		IJ.resetEscape();
	}

	private static void forget(final Window window) {
		if (window instanceof PlugInDialog panel) panel.close();
		else WindowManager.removeWindow((Frame) window);
	}

	/** @return a drawn picture of red discs on a pale ground, one with a violet middle, shown */
	static ImagePlus showCells(final String title, final int width, final int height) {
		final ColorProcessor picture = new ColorProcessor(width, height);
		picture.setColor(new Color(0xd8d4d0));
		picture.fill();
		final Random random = new Random(5);
		for (int i = 0; i < width * height / 4000; i++) {
			picture.setColor(new Color(0xc09a94));
			picture.fillOval(random.nextInt(width) - 30, random.nextInt(height) - 30, 60, 58);
			picture.setColor(new Color(0xcbb0aa));
			picture.fillOval(random.nextInt(width), random.nextInt(height), 18, 18);
		}
		picture.setColor(new Color(0xb3a3b8));
		picture.fillOval(width / 2 - 60, height / 2 - 55, 120, 115);
		picture.setColor(new Color(0x5b3a86));
		picture.fillOval(width / 2 - 40, height / 2 - 45, 60, 85);
		picture.fillOval(width / 2 - 10, height / 2 - 40, 50, 60);
		final ImagePlus image = new ImagePlus(title, picture);
		image.show();
		return image;
	}

	/** @return the thread in which ImageJ runs the menu item that was chosen; one that has ended where that was quick */
	static Thread choose(final String label) {
		IJ.doCommand(label);
		return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().endsWith(label)).findFirst().orElseGet(Thread::new);
	}

	/** @return the open dialog of that title, as soon as it is there */
	static GenericDialog dialog(final String title) {
		return await("dialog " + title, () -> Arrays.stream(Window.getWindows()).filter(window -> window instanceof GenericDialog && window
			.isShowing() && title.equals(((Dialog) window).getTitle())).map(GenericDialog.class::cast).findFirst());
	}

	/** @return the open dialog of a command, as soon as it is there */
	static JDialog commandDialog(final String title) {
		return await("dialog " + title, () -> Arrays.stream(Window.getWindows()).filter(window -> window instanceof CommandDialog && window
			.isShowing() && title.equals(((Dialog) window).getTitle())).map(JDialog.class::cast).findFirst());
	}

	/** @return the component of a Swing window that has that name or text, or null */
	static Component find(final Container container, final String name) {
		for (final Component component : container.getComponents()) {
			if (name.equals(component.getName()) || component instanceof AbstractButton button && name.equals(button.getText())) return component;
			if (component instanceof Container inner && find(inner, name) != null) return find(inner, name);
		}
		return null;
	}

	/** Clicks a button or switch of a Swing window. */
	static void click(final Container container, final String text) throws Exception {
		EventQueue.invokeAndWait(() -> ((AbstractButton) find(container, text)).doClick());
	}

	/** Types into a text field of a Swing window. */
	static void type(final Container container, final String name, final String text) throws Exception {
		EventQueue.invokeAndWait(() -> ((JTextComponent) find(container, name)).setText(text));
	}

	/** Chooses an entry of a Swing window's list by what people read. */
	static void select(final Container container, final String name, final String label) throws Exception {
		final JComboBox<?> choice = (JComboBox<?>) find(container, name);
		EventQueue.invokeAndWait(() -> {
			for (int i = 0; i < choice.getItemCount(); i++)
				if (choice.getItemAt(i).toString().equals(label)) choice.setSelectedIndex(i);
		});
		assertEquals(label, choice.getSelectedItem().toString());
	}

	/** Runs a macro, which must come to its end; no dialog waits for a person. */
	static void run(final String macro) {
		assertEquals("null", message(macro));
	}

	/** Runs one of the project's example macros to its end. */
	static void runExample(final String name) throws IOException {
		run(Files.readString(Path.of("macros", name)));
	}

	/** A macro ends with one sentence, and not later. */
	static void assertFails(final String macro, final String part) {
		final String message = message(macro + " print('went on');");
		assertTrue(message.contains(part), message);
		assertFalse(String.valueOf(IJ.getLog()).contains("went on"));
	}

	private static String message(final String macro) {
		final Interpreter interpreter = new Interpreter();
		interpreter.setIgnoreErrors(true);
		interpreter.run(macro);
		return String.valueOf(interpreter.getErrorMessage()).replace('\n', ' ');
	}

	/** Presses a button of a dialog: 0 is OK, 1 is Cancel. */
	static void press(final GenericDialog dialog, final int button) {
		final Button pressed = dialog.getButtons()[button];
		Toolkit.getDefaultToolkit().getSystemEventQueue().postEvent(new ActionEvent(pressed, ActionEvent.ACTION_PERFORMED, pressed.getLabel()));
	}

	/** Gives a key to ImageJ's main window. */
	static void pressKey(final int key) {
		final ImageJ window = IJ.getInstance();
		Toolkit.getDefaultToolkit().getSystemEventQueue().postEvent(new KeyEvent(window, KeyEvent.KEY_PRESSED, System.currentTimeMillis(), 0,
			key, KeyEvent.CHAR_UNDEFINED));
	}

	/** @return what a question gives, as soon as it gives something */
	static <T> T await(final String what, final Supplier<Optional<T>> question) {
		return await(PATIENCE, question).orElseThrow(() -> new AssertionError("Waited in vain for " + what));
	}

	private static <T> Optional<T> await(final long patience, final Supplier<Optional<T>> question) {
		final long end = System.currentTimeMillis() + patience;
		while (System.currentTimeMillis() < end) {
			final Optional<T> answer = question.get();
			if (answer.isPresent()) return answer;
			IJ.wait(20);
		}
		return Optional.empty();
	}

	/**
	 * Moves the real mouse over a component, or presses a real key, and does it again as a person would where nothing follows: X11 gives both to
	 * the window that it has on top, or in focus, at that moment, and on a busy machine it may not have come so far.
	 *
	 * @return what the question gives, as soon as it gives something
	 */
	static <T> T awaitBy(final Runnable hand, final String what, final Supplier<Optional<T>> question) {
		for (int i = 0; i < PATIENCE / TRY; i++) {
			hand.run();
			final Optional<T> answer = await(TRY, question);
			if (answer.isPresent()) return answer.get();
		}
		throw new AssertionError("Waited in vain for " + what);
	}

	/**
	 * Moves the real mouse over a component, whose window comes to the front. Java may be mistaken about where the window lies, where X11 told it late;
	 * a step aside and back settles that.
	 */
	static void point(final Robot robot, final Component component, final int x, final int y) {
		final Window window = SwingUtilities.getWindowAncestor(component);
		final Point place = window.getLocation();
		window.setLocation(place.x + 1, place.y);
		IJ.wait(100);
		window.setLocation(place);
		window.toFront();
		IJ.wait(200);
		final Point corner = component.getLocationOnScreen();
		robot.mouseMove(corner.x + x, corner.y + y);
		IJ.wait(100);
	}

	/** Presses a real key, which X11 gives to the window in focus. */
	static void pressKey(final Robot robot, final int key) {
		robot.keyPress(key);
		robot.keyRelease(key);
	}

	/** Saves what the screen shows as {@code target/screenshots/<name>.png}. */
	static void screenshot(final String name) throws IOException, AWTException {
		IJ.wait(700);
		final Path folder = Files.createDirectories(Path.of("target", "screenshots"));
		final Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
		assertTrue(ImageIO.write(new Robot().createScreenCapture(screen), "png", folder.resolve(name + ".png").toFile()));
	}
}
