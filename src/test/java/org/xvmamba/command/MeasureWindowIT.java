package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Point;
import java.awt.Window;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.display.InfluenceTable;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;

/** Regions measured on an explained image, in a real ImageJ window. */
class MeasureWindowIT extends WindowTest {

	private static final String EXPLAIN = "run('X-VMamba Explain...', 'index=jacobian stack=false');";
	private static final String MEASURE = "run('X-VMamba Measure Influence');";

	@Test
	void measuresTheRegionsOfTheManager() throws Exception {
		ImageJWindow.showCells("cells", 400, 300);
		IJ.runMacro(EXPLAIN);
		final RoiManager manager = new RoiManager();
		addRoi(manager, new OvalRoi(140, 95, 120, 115), "cell");
		addRoi(manager, new Roi(0, 0, 400, 300), "all");
		IJ.runMacro(MEASURE);

		final ResultsTable table = ResultsTable.getResultsTable(InfluenceTable.TITLE);
		final int rows = table.size() / 2;
		assertEquals(0, rows % 5, "mean and four directions of each block");
		assertEquals("cell", table.getStringValue("Region", 0));
		assertEquals("mean", table.getStringValue("Direction", 0));
		assertEquals("0 row-major", table.getStringValue("Direction", 1));
		assertEquals(Math.PI / 4 * 120 * 115 / 120_000, table.getValue("Area share", 0), 1e-3);
		for (int row = rows; row < 2 * rows; row++) {
			assertEquals("all", table.getStringValue("Region", row));
			assertEquals(1, table.getValue("Area share", row), 1e-9);
			assertEquals(1, table.getValue("Mass share", row), 1e-9);
			assertEquals(1, table.getValue("Enrichment", row), 1e-9);
		}
		final Window window = WindowManager.getWindow(InfluenceTable.TITLE);
		window.setLocation(100, 480);
		ImageJWindow.screenshot("measure");
		IJ.selectWindow("cells");
		IJ.runMacro(MEASURE);
		assertEquals(new Point(100, 480), window.getLocation(), "rows are added where a person has put the table");
	}

	@Test
	void withoutAManagerTheSelectionIsMeasured() {
		final ImagePlus image = ImageJWindow.showCells("cells", 200, 150);
		IJ.runMacro(EXPLAIN);
		image.setRoi(50, 30, 100, 75);
		IJ.runMacro(MEASURE);
		final ResultsTable table = ResultsTable.getResultsTable(InfluenceTable.TITLE);
		assertEquals(0.25, table.getValue("Area share", 0), 1e-9);
		assertEquals("region 1", table.getStringValue("Region", 0));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "''|There is nothing to measure", "makeLine(1, 1, 90, 90);|has no area",
		"makeRectangle(0, 0, 30, 20);|Nothing was explained under the region" })
	void whatCantBeMeasuredIsOneSentence(final String selection, final String sentence) {
		ImageJWindow.showCells("cells", 200, 150);
		IJ.runMacro("makeRectangle(100, 50, 64, 64);" + EXPLAIN + "run('Select None');");
		ImageJWindow.assertFails(selection + MEASURE, sentence);
		ImageJWindow.assertFails("run('X-VMamba Measure Influence', 'rois=manager');", "ROI Manager is not open");
		ImageJWindow.assertFails("run('X-VMamba Measure Influence', 'rois=some');", "auto, manager, selection");
		assertEquals(null, ResultsTable.getResultsTable(InfluenceTable.TITLE));
	}

	@Test
	void withoutAnExplanationThereIsNothingToMeasure() {
		ImageJWindow.showCells("cells", 64, 64);
		ImageJWindow.assertFails(MEASURE, "No explanation is kept with the image 'cells'");
		ImageJWindow.assertFails("run('X-VMamba View...', 'block=0');", "No explanation is kept with the image 'cells'");
	}

	@Test
	void exampleMacroMeasuresTheMiddle() throws Exception {
		ImageJWindow.showCells("cells", 240, 200);
		ImageJWindow.runExample("Measure_Regions.ijm");
		assertTrue(IJ.getLog().contains("enrichment "), IJ.getLog());
	}

	@Test
	void contoursGoToTheManagerWhereItIsOpen() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 400, 300);
		IJ.runMacro(EXPLAIN + "run('X-VMamba Contours...', 'percentiles=75,90,95');");
		assertEquals(4, image.getOverlay().size());
		ImageJWindow.screenshot("contours");
		final RoiManager manager = new RoiManager();
		IJ.runMacro("run('X-VMamba Contours...', 'percentiles=50');");
		assertEquals(1, manager.getCount());
		assertEquals(4, image.getOverlay().size());
		ImageJWindow.assertFails("run('X-VMamba Contours...', 'percentiles=50,101');", "numbers from 0 to 100");
	}

	@Test
	void exampleMacroDrawsContours() throws Exception {
		ImageJWindow.showCells("cells", 240, 200);
		ImageJWindow.runExample("Contours.ijm");
		assertTrue(IJ.getLog().contains("cells: 2 contours"), IJ.getLog());
	}

	private static void addRoi(final RoiManager manager, final Roi region, final String name) {
		region.setName(name);
		manager.addRoi(region);
	}
}
