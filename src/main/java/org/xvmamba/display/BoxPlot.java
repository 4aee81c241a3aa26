package org.xvmamba.display;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import ij.gui.Plot;

/** Boxes from the 25th to the 75th percentile, whiskers to the 5th and the 95th, a line at the median; the five are the plot's data. */
final class BoxPlot {

	private static final double SHARE_OF_PLACE = 0.7;

	private final Plot plot;
	private final PlotPlaces places;
	private final int series;
	private final List<Quantiles> all = new ArrayList<>();

	/**
	 * @param title of the plot
	 * @param yLabel of its values
	 * @param places names on the x axis
	 * @param series boxes at each place
	 */
	BoxPlot(final String title, final String yLabel, final List<String> places, final int series) {
		this.places = new PlotPlaces(places);
		this.plot = this.places.plot(title, yLabel);
		this.series = series;
	}

	/**
	 * @param number of the series, from 0
	 * @param name of the series; empty where it is the only one
	 * @param values of each place, any number of them; none where there is no box
	 */
	void add(final int number, final String name, final List<float[]> values) {
		final Color colour = PlotStyle.colour(number);
		final int[] present = IntStream.range(0, values.size()).filter(place -> values.get(place).length > 0).toArray();
		final double[] x = Arrays.stream(present).mapToDouble(place -> place + SHARE_OF_PLACE * ((number + 0.5) / series - 0.5)).toArray();
		final List<Quantiles> quantiles = Arrays.stream(present).mapToObj(place -> Quantiles.of(values.get(place))).toList();
		all.addAll(quantiles);
		final ArrayList<float[]> boxes = new ArrayList<>();
		for (int i = 0; i < x.length; i++)
			boxes.add(quantiles.get(i).box(x[i]));
		plot.setLineWidth(1);
		plot.setColor(colour, PlotStyle.pale(colour));
		plot.drawShapes("boxes width=" + (int) Math.max(4, places.placeWidth() * SHARE_OF_PLACE / series * SHARE_OF_PLACE), boxes);
		addData(x, quantiles, name, colour);
	}

	/** ImageJ lists points, not boxes: so all five numbers are points, of which the boxes hide four. */
	private void addData(final double[] x, final List<Quantiles> quantiles, final String name, final Color colour) {
		for (int i = 0; i < Quantiles.NAMES.length; i++) {
			final int position = i;
			plot.setColor(colour, colour);
			plot.addPoints(x, quantiles.stream().mapToDouble(each -> each.values()[position]).toArray(), i == Quantiles.NAMES.length / 2
				? Plot.CIRCLE : Plot.DOT);
			plot.setLabel(-1, name.isEmpty() ? Quantiles.NAMES[i] : name + ", " + Quantiles.NAMES[i]);
		}
	}

	/**
	 * @param names of the series for a legend; none where there is one series
	 * @return the plot, its axes fitted
	 */
	Plot finish(final List<String> names) {
		places.fit(plot, all.stream().flatMapToDouble(quantiles -> DoubleStream.of(quantiles.values()[0], quantiles
			.values()[Quantiles.NAMES.length - 1])).toArray());
		if (!names.isEmpty()) {
			plot.setColor(Color.BLACK);
			plot.setLineWidth(1);
			plot.addLegend(legend(names), "auto");
		}
		return plot;
	}

	/** In a legend only numbered labels are shown: of each series the median. */
	private static String legend(final List<String> names) {
		final StringBuilder labels = new StringBuilder();
		for (int i = 0; i < names.size(); i++)
			for (int quantile = 0; quantile < Quantiles.NAMES.length; quantile++)
				labels.append(quantile == Quantiles.NAMES.length / 2 ? i + "__" + names.get(i) : names.get(i) + " " + Quantiles.NAMES[quantile])
					.append('\n');
		return labels.toString();
	}
}
