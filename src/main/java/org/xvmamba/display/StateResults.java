package org.xvmamba.display;

import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;

import org.xvmamba.explain.AttentionProbe.Trajectory;
import org.xvmamba.explain.StateSurvey;
import org.xvmamba.explain.StateSurvey.OfScan;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.ssm.BlockDescription;

/** States along scans: table and plots. */
public final class StateResults {

	/** Title of the table's window; macros find it by this. */
	public static final String TITLE = "X-VMamba State Trajectory";

	private StateResults() {}

	/** @return one row for each step of each scan; of a token that is no cell, row and column are empty */
	public static ResultsTable table(final StateSurvey survey) {
		final ResultsTable table = Tables.create();
		for (final OfScan scan : survey.scans()) {
			final int grid = survey.probe().grid(scan.block());
			final Trajectory trajectory = scan.trajectory();
			for (int step = 0; step < trajectory.norms().length; step++) {
				final int token = trajectory.path().tokenAt(step);
				final boolean isCell = token < grid * grid;
				table.incrementCounter();
				table.addValue("Image", survey.probe().picture().name());
				table.addValue("Block", survey.probe().blocks().get(scan.block()).name());
				table.addValue("Direction", scan.direction());
				table.addValue("Order", survey.probe().orders().name());
				table.addValue("Step", step);
				table.addValue("Row", isCell ? token / grid : Double.NaN);
				table.addValue("Column", isCell ? token % grid : Double.NaN);
				Tables.number(table, "Norm", trajectory.norms()[step]);
				Tables.number(table, "PC1", trajectory.components().scores()[0][step]);
				Tables.number(table, "PC2", trajectory.components().scores()[1][step]);
			}
		}
		return table;
	}

	/** @return for each block, the norms of all its scans by step, and their ways in the plane of the components */
	public static List<ImagePlus> plots(final StateSurvey survey) {
		final List<ImagePlus> plots = new ArrayList<>();
		for (int block = 0; block < survey.probe().blocks().size(); block++) {
			final int number = block;
			final List<OfScan> scans = survey.scans().stream().filter(scan -> scan.block() == number).toList();
			plots.add(norms(survey.probe().blocks().get(block), scans, survey.probe().orders()));
			for (final OfScan scan : scans)
				plots.add(way(survey.probe().blocks().get(block), scan, survey.probe().orders()));
		}
		return plots;
	}

	private static ImagePlus norms(final BlockDescription block, final List<OfScan> scans, final OrderPlan orders) {
		final Plot plot = PlotStyle.plot("State norms of " + MapTexts.block(block), "Step of the scan", "Norm of the state");
		final StringBuilder legend = new StringBuilder();
		for (final OfScan scan : scans) {
			final float[] norms = scan.trajectory().norms();
			final double[] steps = new double[norms.length];
			final double[] values = new double[norms.length];
			for (int step = 0; step < steps.length; step++) {
				steps[step] = step;
				values[step] = norms[step];
			}
			plot.setColor(StageColours.of(scan.direction()));
			plot.addPoints(steps, values, Plot.LINE);
			legend.append(AttentionResults.direction(block, scan.direction(), orders)).append('\n');
		}
		plot.setLimitsToFit(true);
		plot.addLegend(legend.toString());
		return plot.getImagePlus();
	}

	private static ImagePlus way(final BlockDescription block, final OfScan scan, final OrderPlan orders) {
		final double[][] scores = scan.trajectory().components().scores();
		final double[] shares = scan.trajectory().components().shares();
		final Plot plot = PlotStyle.small("States of " + MapTexts.block(block) + ", " + AttentionResults.direction(block, scan.direction(), orders), "PC 1 (" +
			MapTexts.percent(shares[0]) + ")", "PC 2 (" + MapTexts.percent(shares[1]) + ")");
		plot.setColor(StageColours.of(scan.direction()));
		plot.addPoints(scores[0], scores[1], Plot.LINE);
		final double[] x = PlotRange.of(scores[0]);
		final double[] y = PlotRange.of(scores[1]);
		plot.setLimits(x[0], x[1], y[0], y[1]);
		return plot.getImagePlus();
	}

	/** Opens table and plots beside the image that was explored; the last plot is the active image then. */
	public static void show(final ImagePlus source, final StateSurvey survey) {
		ExplanationWindows.open(source, table(survey), TITLE, plots(survey));
	}
}
