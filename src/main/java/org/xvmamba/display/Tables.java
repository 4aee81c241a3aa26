package org.xvmamba.display;

import ij.measure.ResultsTable;

/** How our tables look. */
final class Tables {

	private static final int DECIMALS = 6;

	private Tables() {}

	static ResultsTable create() {
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		table.setNaNEmptyCells(true);
		return table;
	}

	/** Adds a number to the last row. */
	static void number(final ResultsTable table, final String column, final double value) {
		table.addValue(column, value);
		table.setDecimalPlaces(table.getColumnIndex(column), Math.abs(value) < 1e-3 && value != 0 ? ResultsTable.AUTO_FORMAT : DECIMALS);
	}
}
