package org.xvmamba.display;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.xvmamba.explain.BlockMaps;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.explain.TileExplanation;
import org.xvmamba.ssm.BlockDescription;

import ij.gui.Plot;

/** How influence is distributed in an explanation: plots of ImageJ, made of the raw values of all cells of all tiles. */
final class InfluencePlots {

	private InfluencePlots() {}

	/** @return a box for each block: the mean of its directions */
	static Plot ofLayers(final Explanation explanation, final MapIndex index) {
		final BoxPlot plot = new BoxPlot(title("by layer", explanation, index), index.label(), names(explanation), 1);
		plot.add(0, "", IntStream.range(0, explanation.blocks().size()).mapToObj(block -> values(explanation, index, block, MapSelection.MEAN))
			.toList());
		return plot.finish(List.of());
	}

	/** @return a box for each direction of each block */
	static Plot ofDirections(final Explanation explanation, final MapIndex index) {
		final int most = explanation.blocks().stream().mapToInt(BlockDescription::directions).max().orElse(0);
		final BoxPlot plot = new BoxPlot(title("by direction", explanation, index), index.label(), names(explanation), most);
		final List<String> names = IntStream.range(0, most).mapToObj(direction -> "direction " + direction).toList();
		for (int direction = 0; direction < most; direction++) {
			final int number = direction;
			plot.add(direction, names.get(direction), IntStream.range(0, explanation.blocks().size()).mapToObj(block -> number < explanation
				.blocks().get(block).directions() ? values(explanation, index, block, number) : new float[0]).toList());
		}
		return plot.finish(names);
	}

	/**
	 * @return a box for each scan order that any block has: all cells of all blocks with it, each by the mean of its block, since blocks differ in
	 *         magnitude
	 */
	static Plot ofOrders(final Explanation explanation, final MapIndex index) {
		final Set<String> orders = new LinkedHashSet<>();
		explanation.blocks().forEach(block -> orders.addAll(block.scanOrders()));
		final BoxPlot plot = new BoxPlot(title("by scan order", explanation, index), index.label() + " / mean of the block", orders
			.stream().map(InfluencePlots::shortOrder).toList(), 1);
		plot.add(0, "", orders.stream().map(order -> ofOrder(explanation, index, order)).toList());
		return plot.finish(List.of());
	}

	/** The full names would lie over each other below an axis. */
	private static String shortOrder(final String order) {
		return order.replace("-major", "").replace("-reversed", ", reversed");
	}

	private static float[] ofOrder(final Explanation explanation, final MapIndex index, final String order) {
		final List<float[]> parts = new ArrayList<>();
		for (final int block : explanation.blocksWith(index)) {
			final double mean = mean(values(explanation, index, block, MapSelection.MEAN));
			final List<String> ofBlock = explanation.blocks().get(block).scanOrders();
			for (int direction = 0; direction < ofBlock.size(); direction++) {
				if (!ofBlock.get(direction).equals(order)) continue;
				final float[] values = values(explanation, index, block, direction);
				for (int i = 0; i < values.length; i++)
					values[i] /= (float) mean;
				parts.add(values);
			}
		}
		return joined(parts);
	}

	/** @return a line for each direction, and a thick one for their mean: the mean influence of each block */
	static Plot ofMeans(final Explanation explanation, final MapIndex index) {
		final Plot plot = PlotStyle.plot(title("mean of each layer", explanation, index), PlotStyle.places(names(explanation)), "Mean " + index
			.label());
		final int fewest = explanation.blocks().stream().mapToInt(BlockDescription::directions).min().orElse(0);
		final double[] x = IntStream.range(0, explanation.blocks().size()).asDoubleStream().toArray();
		final StringBuilder labels = new StringBuilder();
		double low = Double.POSITIVE_INFINITY;
		double high = 0;
		for (int direction = MapSelection.MEAN; direction < fewest; direction++) {
			final int number = direction;
			final double[] means = IntStream.range(0, x.length).mapToDouble(block -> mean(values(explanation, index, block, number))).toArray();
			low = Math.min(low, Arrays.stream(means).min().orElse(low));
			high = Math.max(high, Arrays.stream(means).max().orElse(high));
			final boolean all = direction == MapSelection.MEAN;
			final Color colour = all ? Color.BLACK : PlotStyle.colour(direction);
			plot.setColor(colour, colour);
			plot.setLineWidth(all ? 3 : 1);
			plot.addPoints(x, means, Plot.CONNECTED_CIRCLES);
			labels.append(all ? "mean" : "direction " + direction).append('\n');
		}
		PlotStyle.fit(plot, -0.4, x.length - 0.6, low, high);
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		plot.addLegend(labels.toString(), "auto");
		return plot;
	}

	private static String title(final String what, final Explanation explanation, final MapIndex index) {
		return index.label() + " " + what + ", " + explanation.picture().name();
	}

	private static List<String> names(final Explanation explanation) {
		return explanation.blocks().stream().map(BlockDescription::name).toList();
	}

	private static double mean(final float[] values) {
		return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(Double.NaN);
	}

	/** @return the cells of all tiles; none where the block has no map of the index; the caller's own */
	private static float[] values(final Explanation explanation, final MapIndex index, final int block, final int direction) {
		final List<float[]> tiles = new ArrayList<>();
		if (explanation.blocksWith(index).contains(block)) for (final TileExplanation tile : explanation.tiles()) {
			final BlockMaps maps = tile.blocks().get(block);
			tiles.add(maps.map(index, direction));
		}
		return joined(tiles);
	}

	private static float[] joined(final List<float[]> parts) {
		final float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
		int at = 0;
		for (final float[] part : parts) {
			System.arraycopy(part, 0, all, at, part.length);
			at += part.length;
		}
		return all;
	}
}
