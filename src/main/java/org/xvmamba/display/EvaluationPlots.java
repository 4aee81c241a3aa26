package org.xvmamba.display;

import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.xvmamba.evaluate.Evaluation;
import org.xvmamba.evaluate.Evaluation.Row;
import org.xvmamba.evaluate.ImageResult.Curves;
import org.xvmamba.evaluate.MapName;
import org.xvmamba.evaluate.Metric;
import org.xvmamba.evaluate.SanityResult;

import ij.gui.Plot;

/** What an evaluation found, as plots of ImageJ with their data behind them. */
final class EvaluationPlots {

	/** Pixels of the plot of random weights: for each part of the network, and beside them for the names of the maps. */
	private static final int PART_WIDTH = 56;
	private static final int LEGEND_WIDTH = 240;
	private static final int SANITY_HEIGHT = 320;

	private EvaluationPlots() {}

	/** @return those plots for which there are figures */
	static List<Plot> of(final Evaluation evaluation) {
		final List<Plot> plots = new ArrayList<>();
		final String images = evaluation.images().size() == 1 ? evaluation.images().get(0).image() : evaluation.images().size() + " images";
		if (evaluation.maps().stream().anyMatch(map -> evaluation.meanCurves(map).isPresent())) {
			plots.add(curves(evaluation, "Deletion, " + images + " (low is good)", "Share of pixels deleted, the highest first", Curves::deletion));
			plots.add(curves(evaluation, "Insertion, " + images + " (high is good)", "Share of pixels inserted, the highest first",
				Curves::insertion));
			plots.add(scores(evaluation, "Insertion - deletion, " + images));
		}
		evaluation.sanity().ifPresent(sanity -> plots.add(sanity(sanity, "Randomised weights, " + images)));
		return plots;
	}

	private static Plot curves(final Evaluation evaluation, final String title, final String xLabel,
		final Function<Curves, double[]> which)
	{
		final Plot plot = PlotStyle.plot(title, xLabel, "Probability of the predicted class");
		final List<String> names = new ArrayList<>();
		for (final MapName map : evaluation.maps())
			evaluation.meanCurves(map).map(which).ifPresent(curve -> {
				final double[] shares = IntStream.range(0, curve.length).mapToDouble(step -> step / (curve.length - 1.0)).toArray();
				plot.setColor(PlotStyle.colour(names.size()));
				plot.setLineWidth(map.isBaseline() ? 1 : 3);
				plot.addPoints(shares, curve, Plot.LINE);
				names.add(map.label());
			});
		plot.setLimits(0, 1, 0, 1.02);
		addLegend(plot, names, "auto");
		return plot;
	}

	/** A point for each map, with the bars of its interval where there is one. */
	private static Plot scores(final Evaluation evaluation, final String title) {
		final List<Row> rows = evaluation.summary().stream().filter(row -> row.metric() == Metric.SCORE).toList();
		final PlotPlaces places = new PlotPlaces(rows.stream().map(row -> shortName(row.map())).toList());
		final Plot plot = places.plot(title, "Insertion - deletion (95 %)");
		double low = 0;
		double high = 0;
		for (int i = 0; i < rows.size(); i++) {
			final Row row = rows.get(i);
			final double lower = row.value().isKnown() ? row.value().low() : row.value().mean();
			final double upper = row.value().isKnown() ? row.value().high() : row.value().mean();
			low = Math.min(low, lower);
			high = Math.max(high, upper);
			plot.setColor(PlotStyle.colour(i), PlotStyle.colour(i));
			plot.setLineWidth(3);
			plot.addPoints(new double[] { i, i }, new double[] { lower, upper }, Plot.LINE);
			plot.setLabel(-1, row.map().label() + ", interval");
			plot.addPoints(new double[] { i }, new double[] { row.value().mean() }, Plot.CIRCLE);
			plot.setLabel(-1, row.map().label());
		}
		places.limit(plot, PlotRange.of(low, high));
		plot.setColor(Color.GRAY);
		plot.setLineWidth(1);
		plot.drawLine(plot.getLimits()[0], 0, plot.getLimits()[1], 0);
		return plot;
	}

	/** ImageJ leaves out names of places where there are many, so they are written in; the legend stands beside the curves, which go everywhere. */
	private static Plot sanity(final SanityResult sanity, final String title) {
		final int parts = sanity.parts().size();
		final Plot plot = PlotStyle.plot(title, "Random down to this part", "Rank correlation with the map as it is");
		plot.setFrameSize(parts * PART_WIDTH + LEGEND_WIDTH, SANITY_HEIGHT);
		final Map<MapName, List<SanityResult.Row>> byMap = new LinkedHashMap<>();
		sanity.rows().forEach(row -> byMap.computeIfAbsent(row.map(), map -> new ArrayList<>()).add(row));
		final List<String> names = new ArrayList<>();
		byMap.forEach((map, rows) -> {
			plot.setColor(PlotStyle.colour(names.size()), PlotStyle.colour(names.size()));
			plot.setLineWidth(map.isBaseline() ? 1 : 2);
			plot.addPoints(rows.stream().mapToDouble(SanityResult.Row::step).toArray(), rows.stream().mapToDouble(row -> row.correlation().mean())
				.toArray(), Plot.CONNECTED_CIRCLES);
			names.add(map.label());
		});
		plot.setFormatFlags(Plot.getDefaultFlags() & ~(Plot.X_NUMBERS | Plot.X_TICKS | Plot.X_MINOR_TICKS | Plot.X_GRID));
		plot.setLimits(-0.5, parts - 0.5 + (double) LEGEND_WIDTH / PART_WIDTH, -1.25, 1.05);
		plot.setColor(Color.GRAY);
		plot.setLineWidth(1);
		plot.drawLine(-0.5, 0, parts - 0.5, 0);
		plot.setColor(Color.BLACK);
		plot.setJustification(Plot.CENTER);
		for (int part = 0; part < parts; part++)
			plot.addText(shortPart(sanity.parts().get(part)), part, -1.2);
		addLegend(plot, names, "top-right");
		return plot;
	}

	/** A block's name would be too long below an axis. */
	private static String shortName(final MapName map) {
		return map.isBaseline() ? map.method() : map.method() + " " + shortPart(map.source());
	}

	private static String shortPart(final String part) {
		return part.replaceFirst("^stage(\\d+)\\.block(\\d+)$", "$1.$2").replaceFirst("^patch_embed$", "patches");
	}

	private static void addLegend(final Plot plot, final List<String> names, final String place) {
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		plot.addLegend(String.join("\n", names), place);
	}
}
