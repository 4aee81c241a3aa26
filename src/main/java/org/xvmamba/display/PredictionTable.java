package org.xvmamba.display;

import java.util.List;

import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.explain.Prediction;
import org.xvmamba.explain.Prediction.ClassScore;
import org.xvmamba.explain.TileExplanation;
import org.xvmamba.image.Region;

import ij.ImagePlus;
import ij.measure.ResultsTable;

/** What the model says of each image and tile, as a table of ImageJ; later explanations are added below. */
public final class PredictionTable {

	/** Title of the window; macros find the table by it. */
	public static final String TITLE = "X-VMamba Predictions";

	/** Stands in place of a class. */
	static final String LEFT_OUT = "left out";

	private static final int DECIMALS = 4;

	private PredictionTable() {}

	/**
	 * Adds one row for the image, and, where it was cut, one for each tile; then one for each tile that was left out, without
	 * a number and a prediction.
	 *
	 * @param table an empty table, or one to which this method has added before
	 * @param explanation what was found
	 */
	static void add(final ResultsTable table, final Explanation explanation) {
		table.showRowNumbers(false);
		table.setNaNEmptyCells(true);
		final Region picture = explanation.picture().region();
		addRow(table, explanation, "all", picture, explanation.prediction());
		if (explanation.tiles().size() + explanation.plan().leftOut().size() == 1) return;
		int number = 1;
		for (final TileExplanation tile : explanation.tiles())
			addRow(table, explanation, Integer.toString(number++), inImage(tile.region(), picture), tile.prediction());
		for (final Region leftOut : explanation.plan().leftOut()) {
			addPlace(table, explanation, "", inImage(leftOut, picture));
			table.addValue("Predicted", LEFT_OUT);
			table.addValue("Model", explanation.model().name());
		}
	}

	/** @return a tile in pixels of the image of which the picture is a part */
	static Region inImage(final Region tile, final Region picture) {
		return new Region(picture.x() + tile.x(), picture.y() + tile.y(), tile.width(), tile.height());
	}

	/**
	 * Adds all planes to the table of an open window, or opens one.
	 *
	 * @param selections what was found on each part of an image
	 * @param beside images that it shall not cover, the most important first
	 */
	static void show(final List<ExplanationSeries> selections, final List<ImagePlus> beside) {
		final ResultsTable table = Tables.openOrNew(TITLE);
		selections.forEach(series -> series.planes().forEach(explanation -> add(table, explanation)));
		Tables.show(table, TITLE, beside);
	}

	private static void addRow(final ResultsTable table, final Explanation explanation, final String tile, final Region region,
		final Prediction prediction)
	{
		final ClassScore best = prediction.best();
		addPlace(table, explanation, tile, region);
		table.addValue("Predicted", prediction.isNone() ? LEFT_OUT : best.name());
		Tables.number(table, "Probability", best.probability(), DECIMALS);
		for (final ClassScore score : prediction.classes())
			Tables.number(table, "p(" + score.name() + ")", score.probability(), DECIMALS);
		table.addValue("Model", explanation.model().name());
	}

	private static void addPlace(final ResultsTable table, final Explanation explanation, final String tile, final Region region) {
		table.incrementCounter();
		table.addValue("Image", explanation.picture().name());
		table.addValue("Slice", explanation.picture().plane().slice());
		table.addValue("Frame", explanation.picture().plane().frame());
		table.addValue("Tile", tile);
		table.addValue("X", region.x());
		table.addValue("Y", region.y());
		table.addValue("Width", region.width());
		table.addValue("Height", region.height());
	}
}
