package org.xvmamba.display;

import java.util.ArrayList;
import java.util.List;

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
	 * @param explained the first image, beside which the windows are placed, and to which they lead
	 */
	public static void show(final MapComparison comparison, final ExplainedImage explained) {
		final ImagePlus difference = DifferencePlanes.image(comparison);
		final MapLegend legend = ComparisonTexts.legend(comparison);
		final String info = legend.text() + "\nFirst explanation\n" + ProvenanceText.of(comparison.first().explanation()) +
			"\nSecond explanation\n" + ProvenanceText.of(comparison.second().explanation());
		difference.setProperty("Info", info);
		final ImagePlus picture = new ImagePlus("Legend of " + difference.getTitle(), new ColorProcessor(LegendPainter.paint(legend,
			LegendPainter.WIDTH, 1)));
		picture.setProperty("Info", info);
		final List<ImagePlus> shown = new ArrayList<>(List.of(explained.image()));
		for (final ImagePlus image : List.of(picture, difference)) {
			explained.alsoFrom(image);
			ExplanationWindows.open(image, shown);
			shown.add(image);
		}
		addRows(comparison, shown);
		if (WindowManager.getImage(difference.getID()) != null) IJ.selectWindow(difference.getID());
	}

	private static void addRows(final MapComparison comparison, final List<ImagePlus> beside) {
		final ResultsTable table = Tables.openOrNew(TABLE);
		for (final Pair pair : comparison.pairs())
			addRow(table, comparison, pair);
		Tables.show(table, TABLE, beside);
	}

	private static void addRow(final ResultsTable table, final MapComparison comparison, final Pair pair) {
		final BlockDescription block = comparison.byBlock() ? comparison.first().explanation().blocks().get(pair.block()) : null;
		table.incrementCounter();
		table.addValue("Block", block == null ? "all joined" : block.name());
		table.addValue("Direction", pair.direction() == MapSelection.MEAN ? "mean" : pair.direction() + " " + block.scanOrders().get(pair
			.direction()));
		table.addValue("n", pair.correlation().count());
		Tables.number(table, "Pearson", pair.correlation().pearson(), DECIMALS);
		Tables.number(table, "Spearman", pair.correlation().spearman(), DECIMALS);
		Tables.number(table, "Mean distance", pair.meanDistance(), DECIMALS);
		table.addValue("Scaling", comparison.scaling().key());
		table.addValue("Of", comparison.byToken() ? "tokens" : "pixels");
		addSide(table, "First", comparison.first());
		addSide(table, "Second", comparison.second());
	}

	private static void addSide(final ResultsTable table, final String name, final ComparedMap side) {
		table.addValue(name, side.explanation().picture().name());
		table.addValue(name + " index", side.index().key());
		table.addValue(name + " model", side.explanation().model().name());
	}
}
