package org.xvmamba.display;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.measure.ResultsTable;

import org.xvmamba.explain.AttentionEmbedding;
import org.xvmamba.explain.AttentionEmbedding.Patches;
import org.xvmamba.ssm.HiddenAttention;

/** Patches and blocks as points: tables and plots. */
public final class EmbeddingResults {

	/** Title of the patches' table; macros find it by this. */
	public static final String PATCHES = "X-VMamba Embedding";

	/** Title of the blocks' table; macros find it by this. */
	public static final String BLOCKS = "X-VMamba Block Embedding";

	private static final int DOT_SIZE = 4;

	/** Room for the blocks' names, in parts of the axis. */
	private static final double ROOM_FOR_NAMES = 0.3;

	private EmbeddingResults() {}

	/** @return one row for each cell of each block and direction */
	public static ResultsTable patches(final AttentionEmbedding embedding) {
		final ResultsTable table = Tables.create();
		for (final Patches patches : embedding.patches()) {
			final int grid = embedding.probe().grid(patches.block());
			for (int cell = 0; cell < grid * grid; cell++) {
				addBlock(table, embedding, patches);
				table.addValue("Method", embedding.options().method().key());
				table.addValue("Landmarks", patches.landmarks());
				table.addValue("Row", cell / grid);
				table.addValue("Column", cell % grid);
				Tables.number(table, "C1", patches.places()[0][cell]);
				Tables.number(table, "C2", patches.places()[1][cell]);
			}
		}
		return table;
	}

	/** @return one row for each block and direction */
	public static ResultsTable blocks(final AttentionEmbedding embedding) {
		final ResultsTable table = Tables.create();
		for (int i = 0; i < embedding.patches().size(); i++) {
			addBlock(table, embedding, embedding.patches().get(i));
			Tables.number(table, "C1", embedding.blocks().places().scores()[0][i]);
			Tables.number(table, "C2", embedding.blocks().places().scores()[1][i]);
		}
		return table;
	}

	private static void addBlock(final ResultsTable table, final AttentionEmbedding embedding, final Patches patches) {
		table.incrementCounter();
		table.addValue("Image", embedding.probe().picture().name());
		table.addValue("Block", embedding.blockOf(patches).name());
		table.addValue("Direction", patches.direction() == HiddenAttention.MERGED ? "merged" : Integer.toString(patches.direction()));
		table.addValue("Order", embedding.probe().orders().name());
	}

	/** @return a scatter plot for each block and direction, coloured by position: red grows with the column, blue with the row; then, of several, one of the blocks */
	public static List<ImagePlus> plots(final AttentionEmbedding embedding) {
		final List<ImagePlus> plots = new ArrayList<>();
		for (final Patches patches : embedding.patches())
			plots.add(plot(embedding, patches));
		if (plots.size() > 1) plots.add(plotOfBlocks(embedding));
		return plots;
	}

	private static ImagePlus plot(final AttentionEmbedding embedding, final Patches patches) {
		final int grid = embedding.probe().grid(patches.block());
		final String method = embedding.options().method().label();
		final Plot plot = PlotStyle.small(method + " of " + MapTexts.block(embedding.blockOf(patches)) + ", " + AttentionResults.direction(embedding
			.blockOf(patches), patches.direction(), embedding.probe().orders()), method + " 1", method + " 2");
		plot.setLineWidth(DOT_SIZE);
		for (int cell = 0; cell < grid * grid; cell++) {
			plot.setColor(new Color(60 + 195 * (cell % grid) / grid, 90, 60 + 195 * (cell / grid) / grid));
			plot.addPoints(new double[] { patches.places()[0][cell] }, new double[] { patches.places()[1][cell] }, Plot.DOT);
		}
		return finish(plot, patches.places(), 0);
	}

	private static ImagePlus plotOfBlocks(final AttentionEmbedding embedding) {
		final double[][] places = embedding.blocks().places().scores();
		final Plot plot = PlotStyle.small("Blocks by where they look, of " + embedding.probe().picture().name(), "PC 1", "PC 2");
		for (int i = 0; i < embedding.patches().size(); i++) {
			plot.setColor(StageColours.of(embedding.blockOf(embedding.patches().get(i)).stage()));
			plot.addPoints(new double[] { places[0][i] }, new double[] { places[1][i] }, Plot.CIRCLE);
			plot.addText(" " + embedding.blockOf(embedding.patches().get(i)).name(), places[0][i], places[1][i]);
		}
		return finish(plot, places, ROOM_FOR_NAMES);
	}

	private static ImagePlus finish(final Plot plot, final double[][] places, final double roomAtTheRight) {
		final double[] x = PlotRange.of(places[0]);
		final double[] y = PlotRange.of(places[1]);
		plot.setLimits(x[0], x[1] + roomAtTheRight * (x[1] - x[0]), y[0], y[1]);
		return plot.getImagePlus();
	}

	/** Opens tables and plots beside the image that was explored; the last plot is the active image then. */
	public static void show(final ImagePlus source, final AttentionEmbedding embedding) {
		Tables.show(blocks(embedding), BLOCKS, List.of(source));
		ExplanationWindows.open(source, patches(embedding), PATCHES, plots(embedding));
	}
}
