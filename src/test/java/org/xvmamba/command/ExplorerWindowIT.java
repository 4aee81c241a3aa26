package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Graphics;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import javax.swing.AbstractButton;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JSlider;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.model.TestModels;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.gui.GUI;
import ij.gui.ImageCanvas;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.Toolbar;
import ij.plugin.frame.PlugInDialog;

/** The explorer beside a real image window, used as a person does. */
class ExplorerWindowIT extends WindowTest {

	private static final String OPEN = "run('X-VMamba Explore Attention...', 'model=[blood smear]";
	private static final int INTERACTIONS = 100;

	private UncaughtProblems problems;

	@BeforeAll
	static void useOurModels() {
		System.setProperty("xvmamba.models", Path.of("models").toString());
	}

	@BeforeEach
	void begin() {
		IJ.setTool(Toolbar.POINT);
		problems = new UncaughtProblems();
	}

	@AfterEach
	void end() {
		clear();
		IJ.setTool(Toolbar.RECTANGLE);
		Prefs.setGuiScale(1);
		problems.close();
	}

	@Test
	void clicksSelectionsBlocksAndOrdersAreDrawn() throws Exception {
		final ImagePlus image = smear();
		final long start = System.nanoTime();
		IJ.runMacro(OPEN + " block=1 x=120 y=120');");
		System.out.printf("X-VMamba explorer: %d ms from the command to the first picture, the model loaded%n", (System.nanoTime() - start) /
			1_000_000);
		final Dialog window = window();
		assertFalse(window.getBounds().intersects(image.getWindow().getBounds()));
		assertEquals("stage 1, block 0", combo(window, "Block").getSelectedItem());
		final Rectangle first = element(image, "patch").getBounds();
		assertTrue(first.contains(120, 120), first::toString);
		await("the points", () -> isPlaced(window, "Patches") && isPlaced(window, "Blocks"));
		ImageJWindow.screenshot("explorer");

		click(image, 300, 200);
		await("the patch that was clicked", () -> element(image, "patch").getBounds().contains(300, 200));
		final int[] reads = pixels(image);

		press(window, "reaches");
		await("the column", () -> element(image, "attention").getName().contains("column"));
		assertFalse(Arrays.equals(reads, pixels(image)), "A column is not a row.");

		await("the points of the column", () -> isPlaced(window, "Patches")); // until then, there is nothing to light up
		drag(component(window, "Patches"), new Point(60, 50), new Point(180, 150));
		await("the patches of the points", () -> find(image, "selected").isPresent());
		ImageJWindow.screenshot("explorer-selected");

		select(window, "Block", "stage 2, block 1");
		await("the other block", () -> element(image, "attention").getName().contains("stage2.block1"));
		assertTrue(element(image, "patch").getBounds().width > first.width, "Patches of a later stage are larger.");

		final int[] before = pixels(image);
		select(window, "Scan order", "hilbert");
		await("the other order", () -> status(window).startsWith("Counterfactual"));
		assertFalse(Arrays.equals(before, pixels(image)), "Another order gives another map.");
		ImageJWindow.screenshot("explorer-hilbert");

		final ImageCanvas canvas = image.getCanvas();
		close(window);
		await("the overlay to be taken away", () -> image.getOverlay() == null);
		assertEquals(1, canvas.getMouseListeners().length, "Listeners are taken away with the window.");
		problems.requireNone();
	}

	@Test
	void aSelectionLightsPointsAndTheSliderWalks() throws Exception {
		final ImagePlus image = smear();
		IJ.runMacro(OPEN + " block=last direction=0');");
		final Dialog window = window();
		image.setRoi(new Roi(0, 0, 256, 448));
		await("the patches of the selection", () -> find(image, "selected").isPresent());
		assertEquals(256, element(image, "selected").getBounds().width, 1);

		final JSlider slider = (JSlider) component(window, "Step");
		EventQueue.invokeAndWait(() -> slider.setValue(0));
		await("the first step", () -> element(image, "patch").getBounds().x == 0 && element(image, "patch").getBounds().y == 0);
		EventQueue.invokeAndWait(() -> slider.setValue(8));
		await("the second row", () -> element(image, "patch").getBounds().y == 64 && element(image, "patch").getBounds().x == 64);
		problems.requireNone();
	}

	@Test
	void theModelRunsWhileTheSelectionMoves() throws Exception {
		final ImagePlus image = smear();
		IJ.runMacro(OPEN + " block=last');");
		final Dialog window = window();
		press(window, "Live");
		final int updates = 10;
		final long start = System.nanoTime();
		for (int i = 1; i <= updates; i++) {
			final int left = 5 * i;
			image.setRoi(new Roi(left, 10, 150, 150));
			await("the map of the selection", () -> find(image, "attention").filter(map -> map.getBounds().x == left && map.getBounds().y == 10)
				.isPresent());
		}
		final double each = (System.nanoTime() - start) / 1e9 / updates;
		System.out.printf("X-VMamba explorer, live: %.0f ms an update, %.1f updates a second%n", 1000 * each, 1 / each);
		assertTrue(each < 1, () -> "Live explanation takes " + each + " s an update; 1 s is allowed.");
		for (int left = 0; left < 60; left++)
			image.setRoi(new Roi(left, 20, 150, 150));
		await("the newest selection", () -> find(image, "attention").filter(map -> map.getBounds().x == 59).isPresent());
		problems.requireNone();
	}

	@ParameterizedTest
	@CsvSource({ "vim-8.pth, 224", "vmamba2.pth, 50", "plainmamba.pth, 72" })
	void otherFamiliesAreExploredAndLive(final String checkpoint, final int size) throws Exception {
		final Path model = TestModels.of(checkpoint, folder.resolve(checkpoint.replace(".pth", "")), size).path();
		final ImagePlus image = smear();
		IJ.runMacro("run('X-VMamba Explore Attention...', 'model=[" + model + "] tiling=whole block=last');");
		final Dialog window = window();
		select(window, "Scan order", "snake");
		await("the other order", () -> status(window).startsWith("Counterfactual"));
		await("the points of the blocks", () -> isPlaced(window, "Blocks"));
		press(window, "Live");
		image.setRoi(new Roi(30, 20, 150, 150));
		await("the map of the selection", () -> find(image, "attention").filter(map -> map.getBounds().equals(new Rectangle(30, 20, 150, 150)))
			.isPresent());
		ImageJWindow.screenshot("explorer-" + checkpoint);
		problems.requireNone();
	}

	@Test
	void theModelRunsWhileTheStackMoves() throws Exception {
		final ImagePlus image = IJ.createImage("stack", "RGB ramp", 224, 224, 4);
		image.getStack().getProcessor(3).invert();
		image.show();
		IJ.runMacro(OPEN + " block=last');");
		press(window(), "Live");
		final int[] before = pixels(image);
		image.setSlice(3);
		await("the map of the third plane", () -> find(image, "attention").filter(map -> map.getPosition() == 3).isPresent());
		assertFalse(Arrays.equals(before, pixels(image)));
		problems.requireNone();
	}

	@Test
	void aHundredInteractionsLeaveNothingBehind() throws Exception {
		final ImagePlus image = smear();
		IJ.runMacro(OPEN + " block=4');");
		final Dialog window = window();
		final Random random = new Random(7);
		for (int i = 0; i < INTERACTIONS / 2; i++)
			interact(window, image, random);
		final long half = usedMemory();
		final long resident = residentMemory();
		for (int i = 0; i < INTERACTIONS / 2; i++)
			interact(window, image, random);
		final long full = usedMemory();
		final long growth = residentMemory() - resident;
		System.out.printf("X-VMamba explorer: %.1f MB of heap in use after %d interactions, %.1f MB after %d; the process grew by %.1f MB%n", half /
			1e6, INTERACTIONS / 2, full / 1e6, INTERACTIONS, growth / 1e6);
		assertTrue(growth < 400_000_000, () -> "The process grew by " + growth / 1_000_000 + " MB.");
		assertTrue(full - half < 40_000_000, () -> "The heap grew by " + (full - half) / 1_000_000 + " MB.");
		EventQueue.invokeAndWait(() -> {
			image.changes = false;
			image.close();
		});
		await("the window to close with its image", () -> !window.isShowing());
		problems.requireNone();
	}

	@Test
	void exampleMacroRuns() throws Exception {
		smear();
		IJ.runMacroFile(Path.of("macros", "Explore_Attention.ijm").toAbsolutePath().toString());
		assertTrue(IJ.getLog().contains("elements with the snake order: "), IJ.getLog());
		problems.requireNone();
	}

	/** At twice its size, it is wider than a small screen; at three times, ImageJ's most, as wide as a large one. */
	@ParameterizedTest
	@ValueSource(ints = { 200, 300 })
	void fitsOrScrollsAtAnySize(final int percent) throws Exception {
		smear();
		Prefs.setGuiScale(percent / 100.0);
		IJ.runMacro(OPEN + " block=last sign=signed');");
		final Dialog window = window();
		await("the points", () -> isPlaced(window, "Patches") && isPlaced(window, "Blocks"));
		ImageJWindow.screenshot("explorer-" + percent + "-percent");
		final Rectangle screen = GUI.getMaxWindowBounds();
		assertTrue(window.getHeight() <= screen.height && window.getWidth() <= screen.width, window.getSize()::toString);
		final Component maps = component(window, "Directions");
		assertTrue(maps.getX() + maps.getWidth() <= maps.getParent().getWidth(), "what is not seen can be scrolled to");
		assertFalse(paintsBeside(maps), "nothing is painted over the scroll bars");
	}

	/** Whether a component that is seen in part paints beside that part. */
	private static boolean paintsBeside(final Component component) throws Exception {
		final int seen = component.getWidth() / 2;
		final BufferedImage picture = new BufferedImage(component.getWidth(), component.getHeight(), BufferedImage.TYPE_INT_ARGB);
		final Graphics graphics = picture.getGraphics();
		graphics.setClip(0, 0, seen, component.getHeight());
		EventQueue.invokeAndWait(() -> component.paint(graphics));
		return Arrays.stream(picture.getRGB(seen, 0, component.getWidth() - seen, component.getHeight(), null, 0, component.getWidth() - seen))
			.anyMatch(colour -> colour != 0);
	}

	private static void interact(final Dialog window, final ImagePlus image, final Random random) throws Exception {
		final String[] buttons = { "reads from", "reaches", "absolute", "signed", "PCA", "Path", "Live" };
		switch (random.nextInt(8)) {
			case 0, 1 -> click(image, random.nextInt(image.getWidth()), random.nextInt(image.getHeight()));
			case 2 -> press(window, buttons[random.nextInt(buttons.length)]);
			case 3 -> pick(combo(window, "Block"), 2 + random.nextInt(10));
			case 4 -> pick(combo(window, "Scan order"), random.nextInt(8));
			case 5 -> pick(combo(window, Stream.of("Direction", "Colours").toList().get(random.nextInt(2))), random.nextInt(3));
			case 6 -> image.setRoi(random.nextInt(100), random.nextInt(100), 60 + random.nextInt(60), 60 + random.nextInt(60));
			default -> drag(component(window, "Patches"), new Point(random.nextInt(200), random.nextInt(150)), new Point(random.nextInt(200), random
				.nextInt(150)));
		}
		IJ.wait(random.nextInt(120));
	}

	private static void pick(final JComboBox<?> box, final int item) throws Exception {
		EventQueue.invokeAndWait(() -> box.setSelectedIndex(item % box.getItemCount()));
	}

	/** What is computed meanwhile has come to its end when the heap is quiet. */
	private static long usedMemory() {
		IJ.wait(2500);
		long used = Long.MAX_VALUE;
		for (int i = 0; i < 3; i++) {
			System.gc();
			IJ.wait(100);
			used = Math.min(used, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
		}
		return used;
	}

	/** @return bytes of the whole process in memory, native ones included; 0 where the system doesn't tell */
	private static long residentMemory() throws IOException {
		final Path status = Path.of("/proc/self/status");
		return !Files.exists(status) ? 0 : Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long
			.parseLong(line.replaceAll("\\D", "")) * 1024).sum();
	}

	private static ImagePlus smear() {
		final ImagePlus image = IJ.openImage(Path.of("test-images", "mosaic-one-white-cell.png").toString());
		image.show();
		return image;
	}

	private static Dialog window() {
		return ImageJWindow.await("the explorer", () -> Arrays.stream(Window.getWindows()).filter(window -> window instanceof Dialog dialog && window
			.isShowing() && dialog.getTitle().startsWith("Explorer of ")).map(Dialog.class::cast).findFirst());
	}

	private static void await(final String what, final BooleanSupplier question) {
		ImageJWindow.await(what, () -> Optional.of(true).filter(any -> question.getAsBoolean()));
	}

	private static Optional<Roi> find(final ImagePlus image, final String name) {
		final Overlay overlay = image.getOverlay();
		return overlay == null ? Optional.empty() : Arrays.stream(overlay.toArray()).filter(element -> element.getName() != null && element.getName()
			.startsWith("X-VMamba explorer: " + name)).findFirst();
	}

	private static Roi element(final ImagePlus image, final String name) {
		return find(image, name).orElseThrow(() -> new AssertionError("No " + name + " over the image."));
	}

	private static int[] pixels(final ImagePlus image) {
		return (int[]) ((ImageRoi) element(image, "attention")).getProcessor().convertToRGB().getPixels();
	}

	private static String status(final Dialog window) {
		return ((JLabel) component(window, "Status")).getText();
	}

	/** Whether there is more than the title and the frame. */
	private static boolean isPlaced(final Dialog window, final String view) {
		final Component patches = component(window, view);
		final BufferedImage picture = new BufferedImage(patches.getWidth(), patches.getHeight(),
			BufferedImage.TYPE_INT_RGB);
		patches.paint(picture.getGraphics());
		final int inner = picture.getWidth() - 10; // within the frame
		return Arrays.stream(picture.getRGB(5, 30, inner, picture.getHeight() - 40, null, 0, inner)).filter(
			colour -> (colour & 0xffffff) != 0xffffff).count() > 100;
	}

	private static Component component(final Container container, final String name) {
		return find(container, name).orElseThrow(() -> new AssertionError("No component " + name));
	}

	private static Optional<Component> find(final Container container, final String name) {
		for (final Component component : container.getComponents()) {
			if (name.equals(component.getName())) return Optional.of(component);
			final Optional<Component> inside = component instanceof Container inner ? find(inner, name) : Optional.empty();
			if (inside.isPresent()) return inside;
		}
		return Optional.empty();
	}

	private static JComboBox<?> combo(final Dialog window, final String name) {
		return (JComboBox<?>) component(window, name);
	}

	private static void select(final Dialog window, final String name, final String label) throws Exception {
		EventQueue.invokeAndWait(() -> combo(window, name).setSelectedItem(label));
	}

	private static void press(final Dialog window, final String name) throws Exception {
		EventQueue.invokeAndWait(((AbstractButton) component(window, name))::doClick);
	}

	private static void click(final ImagePlus image, final int x, final int y) throws Exception {
		final Component canvas = image.getCanvas();
		final Point at = new Point(image.getCanvas().screenX(x), image.getCanvas().screenY(y));
		mouse(canvas, MouseEvent.MOUSE_PRESSED, at);
		mouse(canvas, MouseEvent.MOUSE_RELEASED, at);
	}

	private static void drag(final Component component, final Point from, final Point to) throws Exception {
		mouse(component, MouseEvent.MOUSE_PRESSED, from);
		mouse(component, MouseEvent.MOUSE_DRAGGED, to);
		mouse(component, MouseEvent.MOUSE_RELEASED, to);
	}

	private static void mouse(final Component component, final int kind, final Point at) throws Exception {
		EventQueue.invokeAndWait(() -> component.dispatchEvent(new MouseEvent(component, kind, System.currentTimeMillis(),
			InputEvent.BUTTON1_DOWN_MASK, at.x, at.y, 1, false, MouseEvent.BUTTON1)));
	}

	private static void close(final Dialog window) throws Exception {
		EventQueue.invokeAndWait(((PlugInDialog) window)::close);
	}
}
