package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import javax.swing.JDialog;
import javax.swing.JTextField;
import javax.swing.AbstractButton;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.display.ComparisonWindows;
import org.xvmamba.model.TestModels;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;

/** Reports and comparisons of explained images, in a real ImageJ window. */
class ReportWindowIT extends WindowTest {

	private static final String BOTH = "run('X-VMamba Explain...', 'index=jacobian,gramian stack=false');";
	private static final String COMPARE = "run('X-VMamba Compare...', '%s');";

	private static String otherModel;

	@BeforeAll
	static void makeModels() throws Exception {
		otherModel = TestModels.tiny(folder.resolve("tiny")).path().toString();
	}

	@Test
	void twoIndicesAreComparedByBlockAndDirection() throws Exception {
		ImageJWindow.showCells("cells", 400, 300);
		IJ.runMacro(BOTH + COMPARE.formatted(""));
		final ImagePlus difference = WindowManager.getCurrentImage();
		assertEquals("Difference of cells", difference.getTitle());
		assertEquals(5, difference.getNChannels());
		assertTrue(difference.isDisplayedHyperStack());
		final ResultsTable table = ResultsTable.getResultsTable(ComparisonWindows.TABLE);
		assertEquals(difference.getStackSize(), table.size());
		assertEquals("jacobian", table.getStringValue("First index", 0));
		assertEquals("gramian", table.getStringValue("Second index", 0));
		assertEquals("tokens", table.getStringValue("Of", 0));
		for (int row = 0; row < table.size(); row++)
			assertTrue(Math.abs(table.getValue("Spearman", row)) <= 1, "row " + row);
		difference.setPosition(1, difference.getNSlices(), 1);
		ImageJWindow.screenshot("compare");
	}

	@Test
	void twoModelsAreComparedByTheirJoinedMaps() throws Exception {
		ImageJWindow.showCells("cells", 240, 200);
		final String explain = "run('X-VMamba Explain...', '%s stack=false');";
		IJ.runMacro(explain.formatted("tiling=whole") + explain.formatted("tiling=whole model=[" + otherModel + "]") + COMPARE.formatted(
			"second=earlier scaling=percentile"));
		final ResultsTable table = ResultsTable.getResultsTable(ComparisonWindows.TABLE);
		assertEquals("tiny", table.getStringValue("First model", 0).split(" ")[0].toLowerCase());
		assertEquals("blood smear", table.getStringValue("Second model", 0));
		assertTrue(WindowManager.getCurrentImage().getInfoProperty().contains("percentile rank"));
	}

	@Test
	void twoWindowsAreCompared() {
		final ImagePlus image = ImageJWindow.showCells("cells", 240, 200);
		IJ.runMacro("run('X-VMamba Explain...', 'stack=false');");
		final ImagePlus copy = image.duplicate();
		copy.setTitle("copy");
		copy.setOverlay(null);
		copy.show();
		IJ.runMacro("run('X-VMamba Explain...', 'stack=false'); selectImage('cells');" + COMPARE.formatted("second=[copy] scaling=raw"));
		assertEquals(1, ResultsTable.getResultsTable(ComparisonWindows.TABLE).getValue("Pearson", 0), 1e-4);
		assertEquals("copy", ResultsTable.getResultsTable(ComparisonWindows.TABLE).getStringValue("Second", 0));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "|has one index, the Jacobian index", "second=earlier|was explained once",
		"second=[nothing]|No explained image has the title 'nothing'; explained are: cells", "index=energy|there are: jacobian",
		"secondindex=jacobian|can't be compared with itself", "second=cells secondindex=gramian|The option secondindex=gramian",
		"second=earlier scaling=log|was explained once", "colour=red|the options are first, index, second, secondindex, scaling" })
	void wrongPairsAreOneSentence(final String options, final String sentence) {
		ImageJWindow.showCells("cells", 64, 64);
		IJ.runMacro("run('X-VMamba Explain...', 'index=jacobian stack=false');");
		assertMacroFails(COMPARE.formatted(options == null ? "" : options), sentence);
		assertNull(ResultsTable.getResultsTable(ComparisonWindows.TABLE));
	}

	@Test
	void recordedComparisonReplays() throws Exception {
		ImageJWindow.showCells("cells", 240, 200);
		IJ.runMacro(BOTH);
		IJ.selectWindow("cells");
		final Recorder recorder = new Recorder();
		final Thread command = ImageJWindow.choose(CompareCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(CompareCommand.LABEL);
		ImageJWindow.screenshot("compare-dialog");
		ImageJWindow.click(dialog, "OK");
		command.join();
		final String line = recorded(recorder, "X-VMamba Compare");
		assertEquals("run(\"X-VMamba Compare...\", \"first=cells index=jacobian second=cells secondindex=gramian scaling=share\");", line);
		final int rows = ResultsTable.getResultsTable(ComparisonWindows.TABLE).size();
		assertNull(IJ.runMacro(line));
		assertEquals(2 * rows, ResultsTable.getResultsTable(ComparisonWindows.TABLE).size());
	}

	@Test
	void recordedReportReplays() throws Exception {
		ImageJWindow.showCells("cells", 240, 200);
		IJ.runMacro(BOTH);
		IJ.selectWindow("cells");
		final Path file = folder.resolve("a report.html");
		final Recorder recorder = new Recorder();
		final Thread command = ImageJWindow.choose(ReportCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(ReportCommand.LABEL);
		final JTextField path = (JTextField) ImageJWindow.find(dialog, "File");
		assertTrue(path.getText().endsWith("cells-report.html"), path.getText());
		ImageJWindow.screenshot("report-dialog");
		ImageJWindow.type(dialog, "File", file.toString());
		if (((AbstractButton) ImageJWindow.find(dialog, "Open it in the browser")).isSelected()) ImageJWindow.click(dialog,
			"Open it in the browser");
		ImageJWindow.click(dialog, "OK");
		command.join();
		final String line = recorded(recorder, "X-VMamba Report");
		assertEquals("run(\"X-VMamba Report...\", \"path=[" + file + "] open=false\");", line);
		assertTrue(Files.readString(file).contains("Gramian index of all blocks"));
		Files.delete(file);
		assertNull(IJ.runMacro(line));
		assertTrue(Files.exists(file));
	}

	@Test
	void reportFollowsTheView() throws Exception {
		ImageJWindow.showCells("cells", 240, 200);
		final Path file = folder.resolve("view.html");
		IJ.runMacro(BOTH + "run('X-VMamba View...', 'index=gramian block=exponential-scaled opacity=70 colours=viridis'); run('X-VMamba Report...', 'path=[" +
			file + "]');");
		final String page = Files.readString(file);
		assertTrue(page.contains("Legend: Gramian index") && page.contains("exponential mean of blocks") && page.contains("70 % opaque"));
	}

	@Test
	void aReportWantsAPathAndAnExplanation() {
		ImageJWindow.showCells("cells", 64, 64);
		assertMacroFails("run('X-VMamba Report...', 'path=[" + folder.resolve("x.html") + "]');", "No explanation is kept with the image 'cells'");
		IJ.runMacro(BOTH);
		assertMacroFails("run('X-VMamba Report...');", "The option path is missing");
		assertMacroFails("run('X-VMamba Report...', 'path=x.pdf');", "no HTML file");
	}

	@Test
	void exampleMacroComparesIndices() throws Exception {
		ImageJWindow.showCells("cells", 240, 200);
		runExample("Compare_Indices.ijm");
		assertTrue(IJ.getLog().contains("Difference of cells: ") && IJ.getLog().contains(": Spearman "), IJ.getLog());
	}

	@Test
	void exampleMacroWritesAReport() {
		ImageJWindow.showCells("cells", 240, 200);
		final Path file = folder.resolve("example.html");
		IJ.runMacroFile(Path.of("macros", "Report.ijm").toAbsolutePath().toString(), file.toString());
		assertTrue(Files.exists(file) && IJ.getLog().contains("cells: report in " + file), IJ.getLog());
	}

	@Test
	void bothRunInBatchMode() throws Exception {
		final Path file = folder.resolve("batch.html");
		assertEquals("Difference of ramp 5", IJ.runMacro("setBatchMode(true); newImage('ramp', 'RGB ramp', 90, 70, 1);" + BOTH +
			"run('X-VMamba Report...', 'path=[" + file + "]');" + COMPARE.formatted("") +
				"getDimensions(w, h, c, z, t); return getTitle() + ' ' + c;"));
		assertTrue(Files.exists(file));
		assertEquals(0, WindowManager.getImageCount());
	}

	private static void runExample(final String name) throws Exception {
		final Interpreter interpreter = new Interpreter();
		interpreter.setIgnoreErrors(true); // no dialog that waits for a person
		interpreter.run(Files.readString(Path.of("macros", name)));
		assertNull(interpreter.getErrorMessage());
	}

	private static String recorded(final Recorder recorder, final String part) {
		final String line = recorder.getText().lines().filter(text -> text.contains(part)).findFirst().orElse(recorder.getText());
		recorder.close();
		return line;
	}

	private static void assertMacroFails(final String macro, final String part) {
		final Interpreter interpreter = new Interpreter();
		interpreter.setIgnoreErrors(true);
		interpreter.run(macro + " print('went on');");
		final String message = String.valueOf(interpreter.getErrorMessage()).replace('\n', ' ');
		assertTrue(message.contains(part), message);
		assertFalse(String.valueOf(IJ.getLog()).contains("went on"));
	}
}
