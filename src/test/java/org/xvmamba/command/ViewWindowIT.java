package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import javax.swing.JSlider;

import org.junit.jupiter.api.Test;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.MapOverlay;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.GUI;
import ij.gui.ImageCanvas;
import ij.plugin.frame.Recorder;

/** The panel beside an explained image, in a real ImageJ window. */
class ViewWindowIT extends WindowTest {

	private static final String EXPLAIN = "run('X-VMamba Explain...', 'index=jacobian,gramian stack=false');";

	@Test
	void panelChangesTheMapAtOnce() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 400, 300);
		IJ.runMacro(EXPLAIN);
		final Dialog panel = openPanel();
		final ImagePlus legend = WindowManager.getImage("Legend of cells");
		ImageJWindow.screenshot("view");
		final boolean roomy = GUI.getMaxWindowBounds().width > 1300; // image, legend, table and panel are more than a small screen holds
		if (roomy) assertFalse(panel.getBounds().intersects(image.getWindow().getBounds()));

		ImageJWindow.select(panel, "Influence index", "Gramian index");
		ImageJWindow.await("the other index", () -> Optional.ofNullable(legend.getInfoProperty()).filter(info -> info.startsWith("Gramian")));
		ImageJWindow.select(panel, "Block", "exponential mean of blocks, each scaled to [0,1]");
		ImageJWindow.select(panel, "Scaling", "this map: percentiles 1 to 99");
		ImageJWindow.select(panel, "Colours", "viridis");
		((JSlider) ImageJWindow.find(panel, "Opacity (%)")).setValue(80);
		ImageJWindow.await("the view", () -> Optional.of(macroValues(image)).filter(values -> values.contains(
			"block=exponential-scaled, directions=mean, scaling=percentile, colours=viridis, opacity=80")));
		ImageJWindow.await("the legend", () -> Optional.of(legend.getInfoProperty()).filter(info -> info.contains("99th percentile")));
		assertTrue(image.getOverlay().get(0).getName().contains("exponential mean"));
		assertEquals(Optional.of(80), MapOverlay.opacity(image));
		ImageJWindow.screenshot("view-joined");

		image.changes = false;
		image.close();
		ImageJWindow.await("the panel to close", () -> Optional.of(panel).filter(window -> !window.isShowing()));
		assertNull(image.getProperty("X-VMamba explanation"));
	}

	@Test
	void panelRecordsWhatReplays() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 240, 200);
		IJ.runMacro(EXPLAIN);
		final Dialog panel = openPanel();
		final Recorder recorder = new Recorder();
		ImageJWindow.select(panel, "Block", "maximum of blocks, raw magnitudes");
		ImageJWindow.await("the map", () -> Optional.of(macroValues(image)).filter(values -> values.contains("block=maximum,")));
		final String recorded = recorder.getText();
		recorder.close();
		assertTrue(recorded.contains("run(\"X-VMamba View...\", \"block=maximum\");"), recorded);
		IJ.runMacro("run('X-VMamba View...', 'block=0 opacity=10');");
		ImageJWindow.await("the panel to follow", () -> Optional.of(panel).filter(open -> ((JSlider) ImageJWindow.find(open, "Opacity (%)")).getValue() == 10));
		IJ.runMacro(recorded);
		assertTrue(macroValues(image).contains("block=maximum,") && macroValues(image).contains("opacity=10"), macroValues(image));
	}

	@Test
	void worksAtTwiceTheSizeAndByTheKeyboard() throws Exception {
		ImageJWindow.showCells("An image with a rather long name, as slide scanners like to give them, 2026-11-21 10.15", 240, 200);
		IJ.runMacro(EXPLAIN);
		Prefs.setGuiScale(2);
		final Dialog panel = openPanel();
		assertTrue(panel.getWidth() < 1600 && panel.getHeight() < 1000, panel.getSize()::toString);
		ImageJWindow.screenshot("view-200-percent");
		EventQueue.invokeAndWait(() -> ImageJWindow.find(panel, "Block").requestFocus());
		final Robot robot = new Robot();
		ImageJWindow.awaitBy(() -> ImageJWindow.pressKey(robot, KeyEvent.VK_ESCAPE), "Escape to close the panel", () -> Optional.of(panel).filter(
			window -> !window.isShowing()));
	}

	@Test
	void statusBarTellsWhatLiesUnderTheMouse() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 400, 300);
		IJ.runMacro(EXPLAIN);
		final ImageCanvas canvas = image.getCanvas();
		final Robot robot = new Robot();
		final String status = ImageJWindow.awaitBy(() -> {
			ImageJWindow.point(robot, canvas, 50, 50);
			ImageJWindow.point(robot, canvas, canvas.getWidth() / 2, canvas.getHeight() / 2);
		}, "the status bar", () -> Optional.of(ImageJ.getStatusBarText()).filter(text -> text.contains("tile 1 of 1")));
		assertTrue(status.matches("x=\\d+, y=\\d+: .+; stage \\d+, block \\d+, cell \\(\\d+, \\d+\\); tile 1 of 1: .+ %"), status);
		ImageJWindow.screenshot("readout");
	}

	@Test
	void exampleMacroComparesViews() throws Exception {
		ImageJWindow.showCells("cells", 240, 200);
		ImageJWindow.runExample("Compare_Views.ijm");
		assertTrue(IJ.getLog().contains("X-VMamba views: 4"), IJ.getLog());
	}

	@Test
	void exampleMacroComparesIndices() throws Exception {
		ImageJWindow.showCells("cells", 240, 200);
		IJ.runMacroFile(Path.of("macros", "Several_Indices.ijm").toAbsolutePath().toString());
		assertTrue(IJ.getLog().contains("X-VMamba indices: 7"), IJ.getLog());
		ImageJWindow.screenshot("indices");
	}

	private static Dialog openPanel() {
		IJ.doCommand(ViewCommand.LABEL);
		return ImageJWindow.await("the panel", () -> Arrays.stream(Window.getWindows()).filter(window -> window instanceof Dialog dialog &&
			window.isShowing() && dialog.getTitle().startsWith("View of ")).map(Dialog.class::cast).findFirst());
	}

	private static String macroValues(final ImagePlus image) {
		final ExplainedImage explained = ExplainedImage.require(image);
		return explained.view().toMap(explained.explanation()).toString();
	}
}
