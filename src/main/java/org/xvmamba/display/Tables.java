package org.xvmamba.display;

import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Window;
import java.util.List;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.text.TextWindow;

/** How our tables look, and where they lie. */
final class Tables {

	private static final int DECIMALS = 6;

	/** Pixels of a window around its rows, and of a row, so that a table of few rows leaves room for pictures. */
	private static final int FRAME_HEIGHT = 130;
	private static final int ROW_HEIGHT = 20;

	/** Longer tables scroll. */
	private static final int MOST_ROWS = 8;

	/** So many where there is no room for as many. */
	private static final int FEW_ROWS = 3;

	/** Pixels of a window beside its columns, and of a column beside its text. */
	private static final int FRAME_WIDTH = 40;
	private static final int COLUMN_GAP = 20;

	private Tables() {}

	static ResultsTable create() {
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		table.setNaNEmptyCells(true);
		return table;
	}

	/** @return the table of the open window of that title, below whose rows others shall be added, or an empty one */
	static ResultsTable openOrNew(final String title) {
		final ResultsTable open = ResultsTable.getResultsTable(title);
		return open == null ? create() : open;
	}

	/** Adds a number to the last row. */
	static void number(final ResultsTable table, final String column, final double value) {
		number(table, column, value, Math.abs(value) < 1e-3 && value != 0 ? ResultsTable.AUTO_FORMAT : DECIMALS);
	}

	/** Adds a number to the last row, whose column shows so many decimals. */
	static void number(final ResultsTable table, final String column, final double value, final int decimals) {
		table.addValue(column, value);
		table.setDecimalPlaces(table.getColumnIndex(column), decimals);
	}

	/**
	 * Shows a table in the window of that title. A new window lies beside images and is no larger than the table needs; an open one stays as a person
	 * has left it. Without a screen there is no window.
	 *
	 * @param beside images that it shall not cover, the most important first
	 */
	static void show(final ResultsTable table, final String title, final List<ImagePlus> beside) {
		final boolean isNew = ResultsTable.getResultsTable(title) == null;
		table.show(title);
		if (!isNew) return;
		final Window window = WindowManager.getWindow(title);
		if (window instanceof TextWindow text) WindowPlaces.place(text, List.of(size(text, table, MOST_ROWS), size(text, table, FEW_ROWS)), beside);
	}

	private static Dimension size(final TextWindow window, final ResultsTable table, final int most) {
		final double scale = Prefs.getGuiScale();
		final int rows = Math.min(table.size(), most);
		final FontMetrics metrics = window.getFontMetrics(window.getTextPanel().getFont());
		final int width = IntStream.rangeClosed(0, table.getLastColumn()).filter(table::columnExists).map(column -> width(table, column, rows,
			metrics)).sum();
		return new Dimension(Math.min(window.getWidth(), (int) (scale * FRAME_WIDTH) + width), Math.min(window.getHeight(), (int) (scale *
			(FRAME_HEIGHT + ROW_HEIGHT * rows))));
	}

	private static int width(final ResultsTable table, final int column, final int rows, final FontMetrics metrics) {
		final int ofRows = IntStream.range(0, rows).map(row -> metrics.stringWidth(table.getStringValue(column, row))).max().orElse(0);
		return COLUMN_GAP + Math.max(ofRows, metrics.stringWidth(table.getColumnHeading(column)));
	}
}
