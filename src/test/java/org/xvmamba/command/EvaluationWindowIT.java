package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Frame;
import java.awt.Rectangle;
import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import javax.swing.JDialog;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GUI;
import ij.gui.Plot;
import ij.gui.PlotWindow;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;

/** Evaluation and plots in real ImageJ windows, by the macros that come along. */
class EvaluationWindowIT extends WindowTest {

	private static final String SUMMARY = "X-VMamba Evaluation summary";

	@Test
	void theMacroForEvaluationGivesTablesPlotsAndASentence() throws Exception {
		final ImagePlus image = openWindow();
		image.setRoi(40, 50, 137, 142);
		assertRuns("Evaluate_Maps.ijm");
		ImageJWindow.screenshot("evaluate-maps");

		final ResultsTable summary = ResultsTable.getResultsTable(SUMMARY);
		assertNotNull(summary);
		assertTrue(Arrays.asList(summary.getColumnAsStrings("metric")).contains("enrichment"));
		assertNotNull(ResultsTable.getResultsTable("X-VMamba Evaluation differences"));
		assertNotNull(ResultsTable.getResultsTable("X-VMamba Evaluation shape"));
		assertTrue(IJ.getLog().contains("On this image the map (jacobian, stage3.block0)"), IJ.getLog());
		assertTrue(IJ.getLog().lines().allMatch(line -> line.length() <= 70), "the sentences must be readable as a whole: " + IJ.getLog());
		final Plot deletion = plot("Deletion");
		assertEquals(21, deletion.getDataObjectArrays(0)[0].length);
		assertEquals(4, deletion.getDataObjectDesignations().length, "two indices and two baselines");
	}

	@Test
	void randomisedWeightsArePlotted() throws Exception {
		final Rectangle main = IJ.getInstance().getBounds();
		openWindow().getWindow().setLocation(main.x, main.y + main.height + 10); // as in a new session; later images open further down each
		IJ.runMacro("run('X-VMamba Evaluate Maps...', 'protocols=sanity maps=blocks baselines=cam');");
		ImageJWindow.screenshot("evaluate-sanity");
		assertEquals(6, plot("Randomised").getDataObjectDesignations().length, "five blocks and CAM");
		assertTrue(IJ.getLog().contains("full randomisation"), IJ.getLog());
		if (GUI.getMaxWindowBounds().width > 1300) assertNothingLiesOverTheLog(); // a small screen has no room for all
	}

	@Test
	void theMacroForPlotsOpensEachWithItsData() throws Exception {
		openWindow();
		assertRuns("Plots.ijm");
		for (final String title : new String[] { "by layer", "by direction", "by scan order", "mean of each layer", "correlation of layers" }) {
			final ImagePlus shown = image(title);
			shown.getWindow().toFront();
			IJ.wait(200);
			ImageJWindow.screenshot("plot-" + title.replace(' ', '-'));
		}
		assertEquals(5, plot("by layer").getDataObjectArrays(2)[0].length, "the median of each of five blocks");
		assertEquals(20, plot("by direction").getDataObjectDesignations().length, "five numbers of four directions");
		assertEquals(4, plot("by scan order").getDataObjectArrays(2)[0].length);
		assertEquals(5, plot("mean of each layer").getDataObjectDesignations().length, "the mean and four directions");
		final ResultsTable matrix = ResultsTable.getResultsTable("X-VMamba Layer Correlations");
		assertEquals(5, matrix.size());
		assertEquals(matrix.getValue("stage0.block0", 3), matrix.getValue("stage2.block1", 0), 1e-9, "symmetric");
	}

	@Test
	void theNamesOfSixScoresStandApart() throws Exception {
		openWindow();
		IJ.runMacro("run('X-VMamba Evaluate Maps...', 'protocols=deletion index=jacobian,gramian,jacobian-class,gramian-corrected baselines=random,cam');");
		image("Insertion - deletion").getWindow().toFront();
		ImageJWindow.screenshot("evaluate-scores");
		final Plot scores = plot("Insertion - deletion");
		assertTrue(scores.getDrawingFrame().width > 700, scores.getDrawingFrame()::toString);
		assertTrue(GUI.getMaxWindowBounds().contains(image("Insertion - deletion").getWindow().getBounds()));
	}

	@Test
	void whatOneBlockAloneHasIsPlottedToo() throws Exception {
		openWindow();
		ImageJWindow.run("run('X-VMamba Explain...', 'index=cam,jacobian stack=false'); run('X-VMamba Plot Layers'); run('X-VMamba Plot Means', 'index=cam');");
		ImageJWindow.screenshot("plot-cam");
		final Plot means = plot("mean of each layer");
		final float mean = means.getDataObjectArrays(0)[1][4];
		assertTrue(means.getLimits()[2] < mean && mean < means.getLimits()[3], () -> Arrays.toString(means.getLimits()));
		ImageJWindow.assertFails("run('X-VMamba Plot Directions', 'index=cam');", "Class activation map: the same for all scan directions");
		ImageJWindow.assertFails("run('X-VMamba Plot Correlations', 'index=cam');", "stage3.block0 alone has it");
	}

	@Test
	void theRecordedLineRunsAgain() throws Exception {
		openWindow();
		final Recorder recorder = new Recorder(false);
		final Thread running = ImageJWindow.choose(EvaluateMapsCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(EvaluateMapsCommand.LABEL);
		ImageJWindow.screenshot("evaluate-dialog");
		ImageJWindow.type(dialog, "Protocols", "deletion");
		ImageJWindow.type(dialog, "Baselines", "none");
		ImageJWindow.click(dialog, "OK");
		running.join(60_000);
		final String line = recorder.getText();
		recorder.close();
		assertTrue(line.contains("protocols=deletion baselines=none"), line);
		final double first = ResultsTable.getResultsTable(SUMMARY).getValue("mean", 0);
		ImageJWindow.clear();
		openWindow();
		IJ.runMacro(line.substring(line.indexOf("run(")));
		assertEquals(first, ResultsTable.getResultsTable(SUMMARY).getValue("mean", 0), 0, "the same seed gives the same figures");
	}

	private static void assertNothingLiesOverTheLog() {
		final Window log = WindowManager.getWindow("Log");
		for (final Window other : Window.getWindows())
			if (other != log && other.isShowing() && other instanceof Frame) assertFalse(other.getBounds().intersects(log.getBounds()), other::toString);
	}

	private static void assertRuns(final String macro) throws Exception {
		IJ.log("\\Clear");
		final String result = IJ.runMacro(Files.readString(Path.of("macros", macro)) + "\nreturn 'done';");
		assertEquals("done", result, macro);
	}

	private static ImagePlus openWindow() {
		final ImagePlus image = IJ.openImage("test-images/window-with-white-cell.png");
		image.show();
		return image;
	}

	private static ImagePlus image(final String title) {
		return Arrays.stream(WindowManager.getIDList()).mapToObj(WindowManager::getImage).filter(image -> image.getTitle().contains(title))
			.findFirst().orElseThrow(() -> new AssertionError("no window '" + title + "'"));
	}

	private static Plot plot(final String title) {
		return ((PlotWindow) image(title).getWindow()).getPlot();
	}
}
