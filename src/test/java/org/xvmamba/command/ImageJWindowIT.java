package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.display.MapOverlay;
import org.xvmamba.display.PredictionTable;
import org.xvmamba.model.TestModels;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.measure.ResultsTable;

/** Bare ImageJ 1.x in a real window: menu, dialog, macros, recorder, Escape. Pictures of it are left in target/screenshots. */
class ImageJWindowIT extends WindowTest {

	private static final String MACRO = "run(\"X-VMamba Explain...\", \"model=[blood smear] index=jacobian blocks=all directions=mean tiling=auto device=auto overlay=true stack=true\");";
	private static final String WENT_ON = "went on";

	@BeforeAll
	static void makeModel() throws Exception {
		TestModels.slow(folder.resolve("slow"));
	}

	@Test
	void macroLineShowsEverything() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 400, 300);
		final Roi mine = new Roi(3, 3, 20, 20);
		image.setOverlay(new Overlay(mine));
		assertNull(IJ.runMacro(MACRO));

		assertEquals(2, image.getOverlay().size());
		assertEquals(new Rectangle(0, 0, 400, 300), image.getOverlay().get(1).getBounds());
		final ImagePlus layers = WindowManager.getCurrentImage();
		assertEquals("Jacobian index of cells", layers.getTitle());
		assertTrue(layers.isDisplayedHyperStack());
		assertNotNull(WindowManager.getImage("Legend of cells"));
		final ResultsTable table = ResultsTable.getResultsTable(PredictionTable.TITLE);
		assertEquals("cells", table.getStringValue("Image", 0));
		layers.setPosition(2, layers.getNSlices(), 1);
		ImageJWindow.screenshot("macro-line");
	}

	@Test
	void anotherRunReplacesMapAndLegend() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 400, 300);
		image.setRoi(100, 50, 224, 200);
		IJ.runMacro("run('X-VMamba Explain...'); close();");
		IJ.runMacro("selectImage('cells'); run('X-VMamba Explain...', 'index=gramian directions=1 stack=false opacity=70');");

		assertEquals(1, image.getOverlay().size());
		assertEquals(new Rectangle(100, 50, 224, 200), image.getOverlay().get(0).getBounds());
		assertEquals(Optional.of(70), MapOverlay.opacity(image));
		assertEquals(2, WindowManager.getImageCount());
		assertTrue(WindowManager.getImage("Legend of cells").getInfoProperty().startsWith("Gramian index"));
		assertEquals(image, WindowManager.getCurrentImage());
		ImageJWindow.screenshot("selection-gramian");
	}

	@Test
	void batchModeLeavesTheHyperstackToTheMacro() {
		assertEquals("Jacobian index of ramp 5", IJ.runMacro("setBatchMode(true); newImage('ramp', 'RGB ramp', 90, 70, 1);" + MACRO +
			"getDimensions(w, h, c, z, t); return getTitle() + ' ' + c;"));
		assertEquals(0, WindowManager.getImageCount());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "Index=gramian|Unknown option 'Index'", "index=hessian|jacobian-propagated",
		"colour=red|the options are model, index", "overlay=yes|true or false", "opacity=x|0 to 100", "model=nothing|There is no model" })
	void wrongOptionsEndTheMacroWithOneSentence(final String options, final String part) {
		final ImagePlus image = ImageJWindow.showCells("cells", 64, 64);
		ImageJWindow.assertFails("run('X-VMamba Explain...', '" + options + "');", part);
		assertNull(image.getOverlay());
		assertEquals(1, WindowManager.getImageCount());
	}

	@Test
	void withoutAnImageThereIsOneSentence() {
		ImageJWindow.assertFails(MACRO, ScreenCommand.NO_IMAGE);
		ImageJWindow.assertFails("run('X-VMamba Overlay Opacity...', 'opacity=3');", ScreenCommand.NO_IMAGE);
	}

	@Test
	void escapeStopsAndLeavesNothingBehind() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 4000, 3200);
		final String macro = "run('X-VMamba Explain...', 'model=[" + folder.resolve("slow") + "] tiling=tiles'); return 'went on';";
		final CompletableFuture<String> result = CompletableFuture.supplyAsync(() -> IJ.runMacro(macro));
		IJ.wait(2500);
		assertFalse(result.isDone(), "The work was over before Escape was pressed.");
		ImageJWindow.screenshot("working");
		final long pressed = System.nanoTime();
		ImageJWindow.pressKey(KeyEvent.VK_ESCAPE);
		assertNotEquals(WENT_ON, result.get(60, TimeUnit.SECONDS));
		assertTrue(System.nanoTime() - pressed < 2e9, "It took longer than 2 s to stop.");
		assertNull(image.getOverlay());
		assertNull(image.getProp("X-VMamba provenance"));
		assertEquals(1, WindowManager.getImageCount());
	}

	@Test
	void exampleMacroExplainsTheOpenImage() throws Exception {
		ImageJWindow.showCells("cells", 240, 200);
		ImageJWindow.runExample("Explain_Image.ijm");
		assertTrue(IJ.getLog().contains("cells: "), IJ.getLog());
	}

	@Test
	void exampleMacroExplainsAFolderAndGoesOnAfterABadFile() throws Exception {
		final Path input = Files.createDirectories(folder.resolve("input"));
		final Path output = folder.resolve("output");
		Files.writeString(input.resolve("notes.txt"), "not a picture");
		Files.writeString(input.resolve("b.png"), "not a picture either");
		for (final String name : new String[] { "a.png", "c.png" })
			new FileSaver(IJ.createImage(name, "RGB ramp", 80, 60, 1)).saveAsPng(input.resolve(name).toString());
		assertEquals("[aborted]", IJ.runMacroFile(Path.of("macros", "Explain_Folder.ijm").toAbsolutePath().toString(), input + "|" + output));

		for (final String name : new String[] { "a.png", "c.png" }) {
			final ImagePlus layers = IJ.openImage(output.resolve(name + "-layers.tif").toString());
			assertEquals(5, layers.getNChannels());
			assertEquals(32, layers.getBitDepth());
			assertTrue(IJ.getLog().contains(name + ": "), IJ.getLog());
		}
		assertTrue(IJ.getLog().contains("2 explained, 1 failed"), IJ.getLog());
		final ResultsTable table = ResultsTable.getResultsTable("summary.csv");
		assertEquals("-", table.getStringValue("Reason", 0));
		assertEquals("failed", table.getStringValue("Outcome", 1));
		assertEquals("-", table.getStringValue("Predicted", 1));
		assertTrue(table.getStringValue("Reason", 1).contains("is not an image"), table.getStringValue("Reason", 1));
		assertEquals(0, WindowManager.getImageCount());
		ImageJWindow.screenshot("folder");
	}

	@Test
	void everyOtherExampleRunsInAWindowAndInBatchMode() throws Exception {
		for (final String name : new String[] { "View.ijm", "Overlay_Opacity.ijm", "Contours.ijm", "Measure_Regions.ijm", "Compare_Views.ijm" }) {
			ImageJWindow.showCells("cells", 240, 200);
			ImageJWindow.runExample(name);
			ImageJWindow.clear();
			ImageJWindow.run("setBatchMode(true); newImage('cells', 'RGB ramp', 240, 200, 1);" + Files.readString(Path.of("macros", name)));
			ImageJWindow.clear();
		}
	}

	@Test
	void errorsAreShownInADialog() throws Exception {
		ImageJWindow.showCells("cells", 64, 64);
		final CompletableFuture<String> result = CompletableFuture.supplyAsync(() -> IJ.runMacro(
			"run('X-VMamba Explain...', 'colour=red'); return 'went on';"));
		final GenericDialog dialog = ImageJWindow.dialog("Macro Error");
		ImageJWindow.screenshot("error");
		ImageJWindow.press(dialog, 0);
		assertNotEquals(WENT_ON, result.get(60, TimeUnit.SECONDS));
	}
}
