package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.task.TaskService;
import org.xvmamba.display.PredictionTable;
import org.xvmamba.model.TestModels;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;

/** Several selections from a real ROI Manager, which needs a screen. */
class RoiManagerIT extends WindowTest {

	private static String model;
	private static Context context;
	private RoiManager manager;

	@BeforeAll
	static void makeModel() throws Exception {
		model = TestModels.tiny(folder.resolve("tiny")).path().toString();
		context = new Context(CommandService.class, TaskService.class);
	}

	@AfterAll
	static void disposeContext() {
		if (context != null) context.close();
	}

	@Test
	void explainsEachSelectionOfTheManager() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 300, 200);
		manager = new RoiManager();
		manager.addRoi(named("left", new Roi(10, 10, 80, 70)));
		manager.addRoi(named("right", new OvalRoi(150, 60, 100, 90)));
		final CommandModule module = run(image);

		assertFalse(module.isCanceled(), module.getCancelReason());
		assertEquals(2, image.getOverlay().size());
		assertEquals(new Rectangle(10, 10, 80, 70), image.getOverlay().get(0).getBounds());
		assertEquals(new Rectangle(150, 60, 100, 90), image.getOverlay().get(1).getBounds());
		for (final String name : new String[] { "cells, left", "cells, right" }) {
			assertNotNull(WindowManager.getImage("Jacobian index of " + name));
			assertNotNull(WindowManager.getImage("Legend of " + name));
		}
		final ImagePlus right = WindowManager.getImage("Jacobian index of cells, right");
		assertTrue(Float.isNaN(right.getProcessor().getf(0, 0)));
		assertTrue(right.getProcessor().getf(50, 45) > 0);
		final ResultsTable table = ResultsTable.getResultsTable(PredictionTable.TITLE);
		assertEquals("cells, left", table.getStringValue("Image", 0));
		assertEquals("cells, right", table.getStringValue("Image", table.size() - 1));
		assertEquals("Jacobian index of cells, left", WindowManager.getCurrentImage().getTitle());
		ImageJWindow.screenshot("roi-manager");
	}

	@Test
	void theMacroForSelectionsPrintsOneLineForEach() throws Exception {
		ImageJWindow.showCells("cells", 300, 200);
		manager = new RoiManager();
		manager.addRoi(named("left", new Roi(10, 10, 80, 70)));
		manager.addRoi(named("right", new OvalRoi(150, 60, 100, 90)));
		assertPrints("Explain_Rois.ijm", "cells, left: ", "cells, right: ");
	}

	@Test
	void theMacroForTimeSeriesPrintsOneLineForEachPlane() throws Exception {
		final ImagePlus series = IJ.createImage("series", "16-bit ramp", 60, 50, 1, 1, 3);
		series.show();
		assertPrints("Explain_Time_Series.ijm", "Jacobian index of series: 3 planes", "slice 1, frame 1: ",
			"slice 1, frame 2: ", "slice 1, frame 3: ");
		assertEquals(3, series.getOverlay().size());
	}

	/** The log has a line for each beginning, and no other. */
	private static void assertPrints(final String macro, final String... beginnings) throws Exception {
		ImageJWindow.runExample(macro);
		final String[] lines = IJ.getLog().strip().split("\n");
		assertEquals(beginnings.length, lines.length, IJ.getLog());
		for (int i = 0; i < lines.length; i++)
			assertTrue(lines[i].startsWith(beginnings[i]), lines[i]);
	}

	@Test
	void refusesAnEmptyManagerAndWhatIsNoArea() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 300, 200);
		manager = new RoiManager();
		assertEquals("The ROI Manager is empty; add selections to it (press t), or use rois=selection.", run(image).getCancelReason());
		manager.addRoi(named("spot", new PointRoi(5, 5)));
		assertEquals("The ROI Manager's 'spot' is no area but a Point; remove it, or draw an area in its place.", run(image).getCancelReason());
	}

	private static Roi named(final String name, final Roi roi) {
		roi.setName(name);
		return roi;
	}

	private static CommandModule run(final ImagePlus image) throws Exception {
		return context.service(CommandService.class).run(ExplainCommand.class, true, Map.of("image", image, "model", model, "rois", "manager"))
			.get();
	}
}
