package org.xvmamba.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.xvmamba.explain.ComparedMap;
import org.xvmamba.explain.MapComparison;
import org.xvmamba.explain.MapComparison.Pair;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.ssm.BlockDescription;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;

/** Shows a comparison of two explanations: hyperstack of the differences, its legend, and a table of the correlations. */
public final class ComparisonWindows {

	/** In the menu and in macros. */
	public static final String COMMAND = "X-VMamba Compare...";

	/** Title of the table's window; macros find the table by it. */
	public static final String TABLE = "X-VMamba Comparison";

	private static final int DECIMALS = 4;

	private ComparisonWindows() {}

	/**
	 * Opens hyperstack and legend, and adds a row for each block and direction to the open table, or opens one. Afterwards the hyperstack is
	 * the active image. In batch mode or without a screen the images are left open for the macro.
	 *
	 * @param comparison what was compared
	 * @param beside the image beside which the windows are placed
	 */
	public static void show(final MapComparison comparison, final ImagePlus beside) {
		final ImagePlus difference = DifferencePlanes.image(comparison);
		final MapLegend legend = ComparisonTexts.legend(comparison);
		final String info = legend.text() + "\nFirst explanation\n" + ProvenanceText.of(comparison.first().explanation()) +
			"\nSecond explanation\n" + ProvenanceText.of(comparison.second().explanation());
		difference.setProperty("Info", info);
		final ImagePlus picture = new ImagePlus("Legend of " + difference.getTitle(), new ColorProcessor(LegendPainter.paint(legend,
			LegendPainter.WIDTH, 1)));
		picture.setProperty("Info", info);
		final List<ImagePlus> shown = new ArrayList<>(open(beside));
		for (final ImagePlus image : List.of(picture, difference)) {
			ExplanationWindows.open(image);
			WindowPlaces.place(image.getWindow(), shown);
			shown.add(image);
		}
		addRows(comparison);
		WindowPlaces.place(WindowManager.getWindow(TABLE), shown);
		if (WindowManager.getImage(difference.getID()) != null) IJ.selectWindow(difference.getID());
	}

	/** @return an image, then the other images with windows */
	private static List<ImagePlus> open(final ImagePlus first) {
		final int[] ids = WindowManager.getIDList();
		final Stream<ImagePlus> all = ids == null ? Stream.empty() : Arrays.stream(ids).mapToObj(WindowManager::getImage);
		return Stream.concat(Stream.of(first), all.filter(image -> image != null && image != first && image.getWindow() != null)).toList();
	}

	private static void addRows(final MapComparison comparison) {
		final ResultsTable open = ResultsTable.getResultsTable(TABLE);
		final ResultsTable table = open == null ? new ResultsTable() : open;
		table.showRowNumbers(false);
		for (final Pair pair : comparison.pairs())
			addRow(table, comparison, pair);
		table.show(TABLE);
	}

	private static void addRow(final ResultsTable table, final MapComparison comparison, final Pair pair) {
		final BlockDescription block = comparison.byBlock() ? comparison.first().explanation().blocks().get(pair.block()) : null;
		table.incrementCounter();
		addSide(table, "First", comparison.first());
		addSide(table, "Second", comparison.second());
		table.addValue("Block", block == null ? "all joined" : block.name());
		table.addValue("Direction", pair.direction() == MapSelection.MEAN ? "mean" : pair.direction() + " " + block.scanOrders().get(pair
			.direction()));
		table.addValue("Of", comparison.byToken() ? "tokens" : "pixels");
		table.addValue("n", pair.correlation().count());
		addNumber(table, "Pearson", pair.correlation().pearson());
		addNumber(table, "Spearman", pair.correlation().spearman());
		table.addValue("Scaling", comparison.scaling().key());
		addNumber(table, "Mean distance", pair.meanDistance());
	}

	private static void addSide(final ResultsTable table, final String name, final ComparedMap side) {
		table.addValue(name, side.explanation().picture().name());
		table.addValue(name + " index", side.index().key());
		table.addValue(name + " model", side.explanation().model().name());
	}

	private static void addNumber(final ResultsTable table, final String column, final double value) {
		table.addValue(column, value);
		table.setDecimalPlaces(table.getColumnIndex(column), DECIMALS);
	}
}
