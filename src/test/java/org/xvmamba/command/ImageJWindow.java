package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.AWTException;
import java.awt.Button;
import java.awt.Color;
import java.awt.Dialog;
import java.awt.Frame;
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

import org.xvmamba.Screen;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.PlugInDialog;
import ij.process.ColorProcessor;

/** A real ImageJ with our menu, on a real or virtual screen. */
final class ImageJWindow {

	private static final long PATIENCE = 60_000;

	private ImageJWindow() {}

	/**
	 * Opens ImageJ's main window. As in an installation, ImageJ finds the menu in a jar of its plugins folder.
	 *
	 * @param folder an empty one
	 */
	static void open(final Path folder) throws IOException {
		Screen.require();
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

	/** Closes all windows but ImageJ's own, and forgets what was pressed. */
	static void clear() {
		for (final int id : Optional.ofNullable(WindowManager.getIDList()).orElse(new int[0])) {
			final ImagePlus image = WindowManager.getImage(id);
			image.changes = false;
			image.close();
		}
		for (final Frame frame : WindowManager.getNonImageWindows() == null ? new Frame[0] : WindowManager
			.getNonImageWindows())
			frame.dispose();
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

	/** @return the thread in which ImageJ runs the menu item that was chosen */
	static Thread choose(final String label) {
		IJ.doCommand(label);
		return await("thread of " + label, () -> Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().endsWith(label))
			.findFirst());
	}

	/** @return the open dialog of that title, as soon as it is there */
	static GenericDialog dialog(final String title) {
		return await("dialog " + title, () -> Arrays.stream(Window.getWindows()).filter(window -> window instanceof GenericDialog && window
			.isShowing() && title.equals(((Dialog) window).getTitle())).map(GenericDialog.class::cast).findFirst());
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
		final long end = System.currentTimeMillis() + PATIENCE;
		while (System.currentTimeMillis() < end) {
			final Optional<T> answer = question.get();
			if (answer.isPresent()) return answer.get();
			IJ.wait(20);
		}
		throw new AssertionError("Waited in vain for " + what);
	}

	/** Saves what the screen shows as {@code target/screenshots/<name>.png}. */
	static void screenshot(final String name) throws IOException, AWTException {
		IJ.wait(700);
		final Path folder = Files.createDirectories(Path.of("target", "screenshots"));
		final Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
		assertTrue(ImageIO.write(new Robot().createScreenCapture(screen), "png", folder.resolve(name + ".png").toFile()));
	}
}
