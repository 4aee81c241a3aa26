package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.event.KeyListener;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.xvmamba.display.HighestTileTable;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.text.TextWindow;

/** The list of the highest tiles, by mouse, by keyboard and by macro, in a real ImageJ window. */
class HighestTilesIT extends WindowTest {

	private static final String EXPLAIN = "run('X-VMamba Explain...', 'tiling=tiles stack=false');";

	@Test
	void aClickOnARowLeadsToTheTile() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 900, 700);
		ImageJWindow.run(EXPLAIN);
		final ResultsTable table = ResultsTable.getResultsTable(HighestTileTable.TITLE);
		assertEquals(20, table.size(), "ten of each of two classes");
		assertTrue(table.getValue("Probability", 0) >= table.getValue("Probability", 1));
		final TextWindow window = (TextWindow) WindowManager.getWindow(HighestTileTable.TITLE);
		final Recorder recorder = new Recorder();
		recorder.setLocation(0, 700);
		final int row = clickedRow(window);
		final Rectangle tile = tile(table, row);
		ImageJWindow.await("the tile", () -> Optional.ofNullable(image.getRoi()).filter(roi -> roi.getBounds().equals(tile)));
		assertTrue(image.getCanvas().getSrcRect().contains(tile));
		assertTrue(recorder.getText().contains("run(\"X-VMamba Highest Tiles\", \"classname=[" + table.getStringValue("Class", row) + "] rank=" +
			(int) table.getValue("Rank", row) + "\");"), recorder.getText());
		recorder.close();
		ImageJWindow.screenshot("highest-tiles");

		image.deleteRoi();
		press(window, KeyEvent.VK_DOWN);
		press(window, KeyEvent.VK_ENTER);
		final Rectangle next = tile(table, row + 1);
		ImageJWindow.await("the next tile", () -> Optional.ofNullable(image.getRoi()).filter(roi -> roi.getBounds().equals(next)));
	}

	@Test
	void theTableStaysInFrontUnlessItHidesTheTile() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("cells", 900, 700);
		ImageJWindow.run(EXPLAIN);
		final ResultsTable table = ResultsTable.getResultsTable(HighestTileTable.TITLE);
		final TextWindow window = (TextWindow) WindowManager.getWindow(HighestTileTable.TITLE);
		final int upper = IntStream.range(0, table.size()).filter(row -> tile(table, row).getMaxY() <= 448 && tile(table, row).width > 100)
			.findFirst().orElseThrow();
		final Point corner = image.getCanvas().getLocationOnScreen();
		for (final boolean isHidden : new boolean[] { false, true }) {
			image.getWindow().toFront();
			window.setLocation(corner.x + image.getCanvas().screenX(tile(table, upper).x), corner.y + image.getCanvas().screenY(isHidden ? tile(table,
				upper).y : 460));
			window.getTextPanel().setSelection(upper, upper);
			IJ.wait(500);
			press(window, KeyEvent.VK_ENTER);
			final Rectangle common = window.getBounds().intersection(image.getWindow().getBounds());
			final Rectangle seen = new Rectangle(common.x + 10, common.y + 60, common.width - 50, 70); // below the menu and the names of the columns
			ImageJWindow.await(isHidden ? "the image" : "the table", () -> Optional.of(white(seen)).filter(share -> isHidden ? share < 0.05 : share > 0.3));
		}
	}

	/** @return which share of a part of the screen is as white as rows of a table */
	private static double white(final Rectangle part) {
		try {
			final BufferedImage seen = new Robot().createScreenCapture(part);
			return IntStream.range(0, part.width * part.height).filter(i -> (seen.getRGB(i % part.width, i / part.width) & 0xffffff) == 0xffffff)
				.count() / (double) (part.width * part.height);
		}
		catch (final AWTException exc) {
			throw new IllegalStateException(exc);
		}
	}

	private static int clickedRow(final TextWindow window) throws AWTException {
		final Robot robot = new Robot();
		return ImageJWindow.awaitBy(() -> {
			ImageJWindow.point(robot, window.getTextPanel(), 30, 45);
			robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
			robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
		}, "a selected row", () -> Optional.of(window.getTextPanel().getSelectionStart()).filter(row -> row >= 0));
	}

	/** As if the rows had the focus, which no window manager gives them here. */
	private static void press(final TextWindow window, final int key) throws Exception {
		final Component rows = window.getTextPanel().getComponent(0);
		EventQueue.invokeAndWait(() -> {
			for (final KeyListener listener : rows.getKeyListeners())
				listener.keyPressed(new KeyEvent(rows, KeyEvent.KEY_PRESSED, System.currentTimeMillis(), 0, key, KeyEvent.CHAR_UNDEFINED));
		});
	}

	private static Rectangle tile(final ResultsTable table, final int row) {
		return new Rectangle((int) table.getValue("X", row), (int) table.getValue("Y", row), (int) table.getValue("Width", row), (int) table
			.getValue("Height", row));
	}

	@Test
	void inAStackItLeadsToThePlane() {
		final ImagePlus series = IJ.createImage("series", "RGB ramp", 500, 400, 1, 1, 3);
		series.show();
		ImageJWindow.run(EXPLAIN.replace("stack=false", "stack=false planes=all"));
		final ResultsTable table = ResultsTable.getResultsTable(HighestTileTable.TITLE);
		final String name = table.getStringValue("Class", 0);
		for (int row = 0; row < 10; row++) {
			IJ.selectWindow(series.getID());
			ImageJWindow.run("run('X-VMamba Highest Tiles', 'classname=[" + name + "] rank=" + (row + 1) + "');");
			final int frame = (int) table.getValue("Frame", row);
			assertEquals(frame, series.getT());
			assertEquals(tile(table, row), series.getRoi().getBounds());
		}
	}

	@Test
	void anotherRunReplacesTheRowsOfTheImage() {
		final ImagePlus image = ImageJWindow.showCells("cells", 500, 400);
		ImageJWindow.run(EXPLAIN);
		final int rows = ResultsTable.getResultsTable(HighestTileTable.TITLE).size();
		IJ.selectWindow(image.getID());
		ImageJWindow.run(EXPLAIN);
		assertEquals(rows, ResultsTable.getResultsTable(HighestTileTable.TITLE).size());
	}

	@Test
	void whatIsNotThereIsOneSentence() {
		ImageJWindow.showCells("cells", 300, 200);
		ImageJWindow.run("run('X-VMamba Explain...', 'tiling=whole stack=false');");
		ImageJWindow.assertFails("run('X-VMamba Highest Tiles');", "was not cut into tiles");
		assertFalse(WindowManager.getWindow(HighestTileTable.TITLE) != null);
		ImageJWindow.run("selectImage('cells');" + EXPLAIN);
		ImageJWindow.assertFails("selectImage('cells'); run('X-VMamba Highest Tiles', 'classname=unicorn rank=1');", "classname=unicorn is not possible");
		ImageJWindow.assertFails("selectImage('cells'); run('X-VMamba Highest Tiles', 'rank=99');", "rank=99 is not possible");
	}

	@Test
	void exampleMacroVisitsThree() throws Exception {
		ImageJWindow.showCells("cells", 500, 400);
		ImageJWindow.runExample("Highest_Tiles.ijm");
		assertEquals(3, IJ.getLog().lines().filter(line -> line.matches("[123]: x=.*")).count(), IJ.getLog());
	}
}
