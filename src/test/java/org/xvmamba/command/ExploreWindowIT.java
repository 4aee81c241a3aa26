package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import javax.swing.JDialog;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.display.AttentionResults;
import org.xvmamba.display.OrderResults;

import ij.IJ;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;

/** The commands that explore attention in a real ImageJ window, and the example macros that run them. */
class ExploreWindowIT extends WindowTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "Attention|mean distance ", "Attention_Rollout|5 planes: ", "Compare_Orders|random:1: change of the probability ",
		"Embedding|patches; from the first to the last ", "State_Trajectory|greatest state at row " })
	void exampleMacroRuns(final String macro, final String logged) throws Exception {
		ImageJWindow.showCells("cells", 240, 200);
		IJ.log("\\Clear");
		final Interpreter interpreter = new Interpreter();
		interpreter.setIgnoreErrors(true); // no dialog that waits for a person
		interpreter.run(Files.readString(Path.of("macros", macro + ".ijm")));
		assertEquals(null, interpreter.getErrorMessage());
		assertTrue(IJ.getLog().contains(logged), IJ.getLog());
		ImageJWindow.screenshot("explore-" + macro.toLowerCase());
	}

	@Test
	void recordedLineReplays() throws Exception {
		ImageJWindow.showCells("cells", 240, 200);
		final Recorder recorder = new Recorder();
		final Thread command = ImageJWindow.choose(CompareOrdersCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(CompareOrdersCommand.LABEL);
		ImageJWindow.screenshot("explore-dialog");
		ImageJWindow.type(dialog, "Scan orders", "snake");
		ImageJWindow.type(dialog, "Blocks", "last");
		ImageJWindow.click(dialog, "OK");
		command.join();
		final String line = recorder.getText().lines().filter(text -> text.contains("X-VMamba")).findFirst().orElse(recorder.getText());
		recorder.close();

		assertEquals("run(\"X-VMamba Compare Orders...\", \"model=[blood smear] tiling=auto device=auto blocks=last orders=snake index=jacobian\");",
			line);
		final double change = ResultsTable.getResultsTable(OrderResults.TITLE).getValue("Change", 1);
		IJ.selectWindow("cells");
		assertEquals(null, IJ.runMacro(line));
		assertEquals(change, ResultsTable.getResultsTable(OrderResults.TITLE).getValue("Change", 1));
	}

	@Test
	void aRolloutIsRecordedAndReplays() throws Exception {
		ImageJWindow.showCells("cells", 240, 200);
		final Recorder recorder = new Recorder();
		final Thread command = ImageJWindow.choose(AttentionCommand.LABEL);
		final JDialog dialog = ImageJWindow.commandDialog(AttentionCommand.LABEL);
		ImageJWindow.type(dialog, "Blocks", "last");
		ImageJWindow.select(dialog, "Attention", "rollout");
		ImageJWindow.click(dialog, "OK");
		command.join();
		final String line = recorder.getText().lines().filter(text -> text.contains("X-VMamba")).findFirst().orElse(recorder.getText());
		recorder.close();

		assertEquals("run(\"X-VMamba Attention...\", \"model=[blood smear] tiling=auto device=auto blocks=last points=selection line=rollout " +
			"sign=absolute directions=merged order=model\");", line);
		final double itself = ResultsTable.getResultsTable(AttentionResults.TITLE).getValue("Itself", 0);
		IJ.selectWindow("cells");
		assertEquals(null, IJ.runMacro(line));
		assertEquals(itself, ResultsTable.getResultsTable(AttentionResults.TITLE).getValue("Itself", 0));
	}
}
