package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;

/** What the recorder writes of every command replays, in a window and in batch mode; {@link HeadlessReplayTest} does it without a screen. */
class RecorderIT extends WindowTest {

	@Test
	void everyCommandIsRecorded() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 1000, 300);
		image.setRoi(new Roi(0, 0, 950, 220));
		final Recorder recorder = new Recorder();
		confirm(ExplainCommand.LABEL, image);
		choose(ViewCommand.LABEL, image);
		confirm(OverlayOpacityCommand.LABEL, image);
		confirm(ContoursCommand.LABEL, image);
		choose(MeasureInfluenceCommand.LABEL, image);
		choose(HighestTilesCommand.LABEL, image);
		final List<String> lines = recorder.getText().lines().filter(line -> line.contains("X-VMamba ")).toList();
		recorder.close();
		assertEquals(List.of(RecordedLines.EXPLAIN, "run(\"X-VMamba View...\");", RecordedLines.OPACITY, RecordedLines.CONTOURS,
			RecordedLines.MEASURE, RecordedLines.HIGHEST_TILES), lines);
	}

	@Test
	void theLinesReplayInAWindow() {
		assertEquals("4", RecordedLines.valueOf(RecordedLines.replay()));
	}

	@Test
	void theLinesReplayInBatchMode() {
		assertEquals("4", RecordedLines.valueOf("setBatchMode(true);" + RecordedLines.replay()));
	}

	private static void confirm(final String label, final ImagePlus image) throws Exception {
		IJ.selectWindow(image.getID());
		final Thread command = ImageJWindow.choose(label);
		ImageJWindow.click(ImageJWindow.commandDialog(label), "OK");
		command.join();
	}

	private static void choose(final String label, final ImagePlus image) throws Exception {
		IJ.selectWindow(image.getID());
		ImageJWindow.choose(label).join();
	}
}
