package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.HighestTileTable;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageRoi;
import ij.measure.ResultsTable;

/** Windows that tell of an image lead to its explanation: a command that needs it runs from there as well. */
class LeadingWindowsIT extends WindowTest {

	private static final String EXPLAIN = "run('X-VMamba Explain...', 'index=jacobian,gramian stack=false'); ";
	private static final String VIEW = "run('X-VMamba View...', 'block=0');";

	/** Each leaves a window of its own as the active one. */
	@ParameterizedTest
	@CsvSource({ "X-VMamba Plot Layers, ''", "X-VMamba Plot Directions, ''", "X-VMamba Plot Orders, ''", "X-VMamba Plot Means, ''",
		"X-VMamba Plot Correlations, ''", "X-VMamba Compare..., ''", "X-VMamba Evaluate Maps..., protocols=deletion baselines=none",
		"X-VMamba Attention..., blocks=last", "X-VMamba Attention..., blocks=last line=matrix", "X-VMamba Compare Orders..., blocks=last orders=snake",
		"X-VMamba Embedding..., ''", "X-VMamba State Trajectory..., ''" })
	void fromAWindowOfThisCommandAnotherRuns(final String command, final String options) {
		final ImagePlus image = ImageJWindow.showCells("cells", 240, 200);
		ImageJWindow.run(EXPLAIN + "run('" + command + "', '" + options + "');");
		assertNotSame(image, WindowManager.getCurrentImage());
		ImageJWindow.run(VIEW);
		final ExplainedImage explained = ExplainedImage.require(image);
		assertSame(explained, ExplainedImage.require(WindowManager.getCurrentImage()));
		assertTrue(image.getOverlay().get(0).getName().contains("stage 0, block 0"), image.getOverlay().get(0).getName());
	}

	@Test
	void everyCommandThatNeedsTheExplanationRunsFromAPlot() {
		final ImagePlus image = ImageJWindow.showCells("cells", 500, 400);
		final Path report = folder.resolve("from-a-plot.html");
		ImageJWindow.run("run('X-VMamba Explain...', 'index=jacobian,gramian tiling=tiles'); selectImage('Class map of cells'); run('X-VMamba Plot Layers');");
		final ImagePlus plot = WindowManager.getCurrentImage();
		image.setRoi(10, 10, 90, 90);
		for (final String line : new String[] { "run('X-VMamba View...', 'block=1');", "run('X-VMamba Contours...', 'percentiles=90');",
			"run('X-VMamba Overlay Opacity...', 'opacity=20');", "run('X-VMamba Measure Influence', 'rois=selection');",
			"run('X-VMamba Report...', 'path=[" + report + "]');", "run('X-VMamba Compare...');", "run('X-VMamba Highest Tiles');" }) {
			IJ.selectWindow(plot.getID());
			ImageJWindow.run(line);
		}
		assertEquals(0.2, ((ImageRoi) image.getOverlay().get(0)).getOpacity(), 0.01);
		assertTrue(Files.exists(report));
		assertTrue(ResultsTable.getResultsTable(HighestTileTable.TITLE).size() > 0);
		assertTrue(ResultsTable.getResultsTable("X-VMamba Influence").size() > 0);
	}

	@Test
	void anImageThatIsExplainedAfterItsEvaluationIsFound() {
		ImageJWindow.showCells("cells", 240, 200);
		ImageJWindow.run("run('X-VMamba Evaluate Maps...', 'protocols=deletion baselines=none');");
		ImageJWindow.assertFails(VIEW, "No explanation is kept with the image 'cells'; run X-VMamba Explain... on it first");
		ImageJWindow.run("plot = getTitle(); selectImage('cells'); " + EXPLAIN + "selectImage(plot); " + VIEW);
	}

	@Test
	void aPlotOfAnEarlierExplanationSaysSo() {
		ImageJWindow.showCells("cells", 240, 200);
		ImageJWindow.run(EXPLAIN + "run('X-VMamba Plot Layers'); plot = getImageID(); selectImage('cells'); " + EXPLAIN + "selectImage(plot);");
		ImageJWindow.assertFails("run('X-VMamba Plot Means');", "tells of an earlier explanation of the image 'cells'; select that image, then run the");
	}

	/** The image that happened to be the active one is none of those that were evaluated. */
	@Test
	void aPlotOfAFolderLeadsToNoImage() throws Exception {
		final Path images = Files.createDirectories(folder.resolve("images"));
		IJ.saveAs(ImageJWindow.showCells("saved", 240, 200), "png", images.resolve("saved.png").toString());
		ImageJWindow.run(EXPLAIN + "run('X-VMamba Evaluate Maps...', 'protocols=deletion baselines=none folder=[" + images + "]');");
		ImageJWindow.assertFails(VIEW, "run X-VMamba Explain... on it first, or select one that was explained.");
	}
}
