package org.xvmamba.display;

import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ij.gui.GUI;
import ij.gui.Plot;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

/**
 * Places along the axis of a plot, 0, 1, 2 and so on, with names below it. The plot is wide enough for the names; where the screen is not, they
 * stand in several rows. Beyond about 60 places, ImageJ leaves some names out.
 *
 * @param names of the places; a comma inside is not shown
 */
record PlotPlaces(List<String> names) {

	/** However large the screen is. */
	private static final int MOST_WIDTH = 1100;

	/** Of a window, left and right of the plot's frame. */
	private static final int BESIDE_FRAME = 240;

	/** Pixels from name to name and from row to row. */
	private static final int GAP = 14;
	private static final int ROW_HEIGHT = 18;

	/** Rows for which any plot has room below its frame. */
	private static final int FREE_ROWS = 2;

	/** The axis begins and ends so many places beside the first and the last. */
	private static final double BESIDE_PLACES = 0.6;

	/** From this ratio of the greatest to the least value on, a linear axis would hide the small ones. */
	private static final double LOGARITHMIC_FROM = 30;

	private static final double LOGARITHMIC_MARGIN = 1.3;

	/** Copies the list. */
	PlotPlaces {
		names = List.copyOf(names);
	}

	/** @return an empty plot; its axes have yet to be fitted */
	Plot plot(final String title, final String yLabel) {
		final int rows = (int) Math.ceil((double) wanted() / width());
		// ImageJ would take an empty line for none.
		final String label = IntStream.range(0, names.size()).mapToObj(place -> " \n".repeat(place % rows) + names.get(place).replace(",", ""))
			.collect(Collectors.joining(",", "{", "}"));
		final Plot plot = PlotStyle.plot(title, label, yLabel);
		plot.setFrameSize(width(), PlotStyle.HEIGHT);
		plot.setOptions("xinterval=1 addvspace=" + Math.max(0, rows - FREE_ROWS) * ROW_HEIGHT + " addhspace=" + Math.max(0, (int) (widest() / 2 -
			BESIDE_PLACES * placeWidth())));
		return plot;
	}

	/** @return pixels from place to place */
	double placeWidth() {
		return width() / axis();
	}

	private int width() {
		final int most = GraphicsEnvironment.isHeadless() ? MOST_WIDTH : Math.min(MOST_WIDTH, GUI.getMaxWindowBounds().width - BESIDE_FRAME);
		return Math.max(PlotStyle.WIDTH, Math.min(wanted(), most));
	}

	/** @return pixels for all names in one row */
	private int wanted() {
		return (int) Math.ceil((widest() + GAP) * axis());
	}

	private int widest() {
		final ImageProcessor pixels = new ByteProcessor(1, 1);
		pixels.setFont(PlotStyle.FONT);
		pixels.setAntialiasedText(true);
		return names.stream().mapToInt(pixels::getStringWidth).max().orElse(0);
	}

	private double axis() {
		return names.size() - 1 + 2 * BESIDE_PLACES;
	}

	/**
	 * Fits the axes; that of the values is logarithmic where they differ much.
	 *
	 * @param plot from {@link #plot}
	 * @param values finite ones, of which the least and the greatest count; the axis has a range also where all are the same
	 */
	void fit(final Plot plot, final double... values) {
		final double low = Arrays.stream(values).min().orElse(0);
		final double high = Arrays.stream(values).max().orElse(0);
		final boolean logarithmic = low > 0 && high / low > LOGARITHMIC_FROM;
		if (logarithmic) plot.setLogScaleY();
		limit(plot, logarithmic ? new double[] { low / LOGARITHMIC_MARGIN, high * LOGARITHMIC_MARGIN } : PlotRange.of(low, high));
	}

	/**
	 * Lets one axis go over all places.
	 *
	 * @param plot from {@link #plot}
	 * @param range of the other axis: its ends
	 */
	void limit(final Plot plot, final double... range) {
		plot.setLimits(-BESIDE_PLACES, names.size() - 1 + BESIDE_PLACES, range[0], range[1]);
	}
}
