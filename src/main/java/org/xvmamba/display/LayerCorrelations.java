package org.xvmamba.display;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.xvmamba.UserException;
import org.xvmamba.analysis.Correlation;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.JoinedMap;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.explain.MapSource;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.TextRoi;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;

/**
 * How alike the maps of the blocks are: Pearson's correlation of their maps, mean of the directions, each resized to the picture, where all have
 * values.
 *
 * @param names of the blocks
 * @param values [block][block], -1 to 1; NaN where a map is the same all over
 */
record LayerCorrelations(List<String> names, double[][] values) {

	/** Title of the table; macros find it by that. */
	static final String TITLE = "X-VMamba Layer Correlations";

	private static final int MOST_PIXELS_A_SIDE = 224;
	private static final int CELL = 64;
	private static final int MARGIN = 112;
	private static final int TOP = 34;
	private static final int DECIMALS = 3;

	/** From this magnitude on cells are dark, and the number on them is white. */
	private static final double DARK_ABOVE = 0.65;

	/**
	 * @return of one index, of the blocks that have it
	 * @throws UserException where there is one such block alone
	 */
	static LayerCorrelations of(final Explanation explanation, final MapIndex index) {
		final List<String> names = explanation.blocksWith(index).stream().map(block -> explanation.blocks().get(block).name()).toList();
		if (names.size() == 1) throw new UserException(index.label() + ": of the blocks of '" + explanation.picture().name() + "', " + names.get(0) +
			" alone has it, so there is nothing to correlate; choose another index, or explain with more blocks.");
		final int width = Math.min(MOST_PIXELS_A_SIDE, explanation.picture().width());
		final int height = Math.min(MOST_PIXELS_A_SIDE, explanation.picture().height());
		final List<float[]> maps = explanation.blocksWith(index).stream().map(block -> JoinedMap.of(explanation, index,
			new MapSource.OneBlock(block), MapSelection.MEAN).render(width, height)).toList();
		final int[] known = IntStream.range(0, width * height).filter(pixel -> maps.stream().noneMatch(map -> Float.isNaN(map[pixel]))).toArray();
		final double[][] columns = maps.stream().map(map -> IntStream.of(known).mapToDouble(pixel -> map[pixel]).toArray()).toArray(
			double[][]::new);
		final double[][] values = new double[columns.length][columns.length];
		for (int i = 0; i < columns.length; i++)
			for (int j = 0; j < columns.length; j++)
				values[i][j] = Correlation.pearson(columns[i], columns[j]);
		return new LayerCorrelations(names, values);
	}

	/** @return a picture of 32 bits, blue below zero and red above: under the mouse lies the correlation, and it is written on each cell */
	ImagePlus picture(final String title) {
		final int count = names.size();
		final FloatProcessor cells = new FloatProcessor(MARGIN + count * CELL, TOP + count * CELL);
		cells.setValue(Float.NaN);
		cells.fill();
		final Overlay labels = new Overlay();
		for (int row = 0; row < count; row++) {
			labels.add(text(names.get(row), 4, TOP + row * CELL + CELL / 2 - 8, Color.BLACK));
			labels.add(text(names.get(row).replace("stage", "s").replace(".block", ".b"), MARGIN + row * CELL + 14, 8, Color.BLACK));
			for (int column = 0; column < count; column++) {
				cells.setValue(values[row][column]);
				cells.setRoi(MARGIN + column * CELL, TOP + row * CELL, CELL, CELL);
				cells.fill();
				labels.add(text(number(values[row][column]), MARGIN + column * CELL + 16, TOP + row * CELL + CELL / 2 - 8,
					Math.abs(values[row][column]) > DARK_ABOVE ? Color.WHITE : Color.BLACK));
			}
		}
		cells.resetRoi();
		cells.setLut(DifferenceColours.lut(0xffffff));
		cells.setMinAndMax(-DifferenceColours.MARGIN, DifferenceColours.MARGIN);
		final ImagePlus image = new ImagePlus(title, cells);
		image.setOverlay(labels);
		return image;
	}

	private static String number(final double correlation) {
		return Double.isNaN(correlation) ? "none" : String.format(Locale.ROOT, "%.2f", correlation);
	}

	private static TextRoi text(final String text, final int x, final int y, final Color colour) {
		final TextRoi label = new TextRoi(x, y, text, new Font(Font.SANS_SERIF, Font.PLAIN, 14));
		label.setStrokeColor(colour);
		label.setAntiAlias(true);
		return label;
	}

	/** Shows the figures as a table of ImageJ beside images, in place of an earlier one. */
	void showTable(final List<ImagePlus> beside) {
		final ResultsTable table = Tables.create();
		for (int row = 0; row < names.size(); row++) {
			table.incrementCounter();
			table.addValue("Block", names.get(row));
			for (int column = 0; column < names.size(); column++)
				Tables.number(table, names.get(column), values[row][column], DECIMALS);
		}
		Tables.show(table, TITLE, beside);
	}
}
