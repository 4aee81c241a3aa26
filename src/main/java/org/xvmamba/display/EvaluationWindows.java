package org.xvmamba.display;

import java.awt.Dimension;
import java.awt.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.xvmamba.evaluate.Evaluation;
import org.xvmamba.evaluate.EvaluationTables;
import org.xvmamba.evaluate.EvaluationTables.Table;
import org.xvmamba.evaluate.Verdict;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Plot;
import ij.measure.ResultsTable;

/** Shows what an evaluation found: plots, tables, and what it means in ImageJ's log. */
public final class EvaluationWindows {

	/** Begin of the titles of all tables; their names follow, such as {@code summary}. */
	public static final String TITLE = "X-VMamba Evaluation ";

	private static final int DECIMALS = 4;
	private static final Dimension LOG_SIZE = new Dimension(640, 240);

	/** Characters of a line that such a window shows. */
	private static final int LOG_COLUMNS = 66;

	private EvaluationWindows() {}

	/**
	 * Opens everything; tables replace those of an earlier evaluation.
	 *
	 * @param evaluation what was found
	 * @param image that was evaluated, beside which the windows shall lie, and to which the plots lead; empty for a folder of images
	 */
	public static void show(final Evaluation evaluation, final Optional<ImagePlus> image) {
		final List<ImagePlus> shown = new ArrayList<>(image.map(List::of).orElseGet(ExplanationWindows::active));
		for (final Plot plot : EvaluationPlots.of(evaluation)) {
			final ImagePlus picture = PlotStyle.show(plot);
			image.ifPresent(source -> ExplainedImage.lead(picture, source));
			WindowPlaces.place(picture.getWindow(), shown);
			shown.add(picture);
		}
		log(evaluation, shown); // before the tables, which keep off it
		final List<Table> tables = new ArrayList<>(EvaluationTables.of(evaluation));
		// Where the screen is too small for all, what matters most comes last, so it lies on top.
		Collections.reverse(tables);
		tables.stream().filter(table -> !table.name().equals(EvaluationTables.CURVES)).forEach(table -> show(table, shown));
		Optional.ofNullable(WindowManager.getWindow(WindowPlaces.LOG)).ifPresent(Window::toFront);
	}

	private static void log(final Evaluation evaluation, final List<ImagePlus> beside) {
		Verdict.sentences(evaluation).forEach(EvaluationWindows::log);
		evaluation.notes().forEach(EvaluationWindows::log);
		evaluation.failures().forEach((name, reason) -> log(name + " was left out: " + reason));
		final Window log = WindowManager.getWindow(WindowPlaces.LOG);
		if (log != null) WindowPlaces.place(log, List.of(LOG_SIZE), beside);
	}

	/** ImageJ's log does not break lines. */
	private static void log(final String sentence) {
		IJ.log(BrokenLines.of(sentence, LOG_COLUMNS, "    "));
	}

	private static void show(final Table table, final List<ImagePlus> shown) {
		final ResultsTable results = Tables.create();
		for (final List<Object> row : table.rows()) {
			results.incrementCounter();
			for (int i = 0; i < row.size(); i++)
				add(results, table.columns().get(i), row.get(i));
		}
		Tables.show(results, TITLE + table.name(), shown);
	}

	private static void add(final ResultsTable results, final String column, final Object value) {
		if (value instanceof Double number) {
			if (number.isNaN()) results.addValue(column, "");
			else results.addValue(column, number);
			results.setDecimalPlaces(results.getColumnIndex(column), DECIMALS);
		}
		else if (value instanceof Integer number) results.addValue(column, number);
		else results.addValue(column, value.toString());
	}
}
