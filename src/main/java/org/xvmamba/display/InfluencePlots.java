package org.xvmamba.display;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.xvmamba.UserException;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.explain.MapIndex.Activation;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.ssm.BlockDescription;

import ij.gui.Plot;

/** How influence is distributed in an explanation: plots of ImageJ, made of the raw values of all cells of all tiles. */
final class InfluencePlots {

	private InfluencePlots() {}

	/** @return a box for each block that has the index: the mean of its directions */
	static Plot ofLayers(final Explanation explanation, final MapIndex index) {
		final BoxPlot plot = new BoxPlot(title("by layer", explanation, index), index.label(), names(explanation), 1);
		plot.add(0, "", ofBlocks(explanation, index, MapSelection.MEAN));
		return plot.finish(List.of());
	}

	/**
	 * @return a box for each direction of each block that has the index
	 * @throws UserException for a map that has none
	 */
	static Plot ofDirections(final Explanation explanation, final MapIndex index) {
		requireDirections(explanation, index);
		final int most = directions(explanation, index);
		final BoxPlot plot = new BoxPlot(title("by direction", explanation, index), index.label(), names(explanation), most);
		final List<String> names = IntStream.range(0, most).mapToObj(direction -> "direction " + direction).toList();
		for (int direction = 0; direction < most; direction++)
			plot.add(direction, names.get(direction), ofBlocks(explanation, index, direction));
		return plot.finish(names);
	}

	/**
	 * @return a box for each scan order that any block with the index has: all cells of all blocks with it, each by the mean of its block, since
	 *         blocks differ in magnitude
	 * @throws UserException for a map that has none, or is zero everywhere
	 */
	static Plot ofOrders(final Explanation explanation, final MapIndex index) {
		requireDirections(explanation, index);
		final Set<String> orders = new LinkedHashSet<>();
		explanation.blocksWith(index).forEach(block -> orders.addAll(explanation.blocks().get(block).scanOrders()));
		final List<float[]> values = orders.stream().map(order -> ofOrder(explanation, index, order)).toList();
		if (values.stream().allMatch(ofOrder -> ofOrder.length == 0)) throw new UserException(index.label() + ": zero in all blocks of '" +
			explanation.picture().name() + "', so there is nothing to compare by scan order; choose another index, or plot it by layer.");
		final BoxPlot plot = new BoxPlot(title("by scan order", explanation, index), index.label() + " / mean of the block", orders
			.stream().map(InfluencePlots::shortOrder).toList(), 1);
		plot.add(0, "", values);
		return plot.finish(List.of());
	}

	/** The full names would lie over each other below an axis. */
	private static String shortOrder(final String order) {
		return order.replace("-major", "").replace("-reversed", ", reversed");
	}

	/** Blocks that are zero everywhere have no mean to be divided by. */
	private static float[] ofOrder(final Explanation explanation, final MapIndex index, final String order) {
		final List<float[]> parts = new ArrayList<>();
		for (final int block : explanation.blocksWith(index)) {
			final double mean = mean(values(explanation, index, block, MapSelection.MEAN));
			if (mean == 0) continue;
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

	/** @return a line for each direction, and a thick one for their mean: the mean influence of each block, NaN where it lacks the index */
	static Plot ofMeans(final Explanation explanation, final MapIndex index) {
		final PlotPlaces places = new PlotPlaces(names(explanation));
		final Plot plot = places.plot(title("mean of each layer", explanation, index), "Mean " + index.label());
		final double[] x = IntStream.range(0, explanation.blocks().size()).asDoubleStream().toArray();
		final StringBuilder labels = new StringBuilder();
		final List<double[]> lines = new ArrayList<>();
		for (int direction = MapSelection.MEAN; direction < directions(explanation, index); direction++) {
			final double[] means = ofBlocks(explanation, index, direction).stream().mapToDouble(InfluencePlots::mean).toArray();
			final boolean all = direction == MapSelection.MEAN;
			final Color colour = all ? Color.BLACK : PlotStyle.colour(direction);
			plot.setColor(colour, colour);
			plot.setLineWidth(all ? 3 : 1);
			plot.addPoints(x, means, Plot.CONNECTED_CIRCLES);
			labels.append(all ? "mean" : "direction " + direction).append('\n');
			lines.add(means);
		}
		places.fit(plot, lines.stream().flatMapToDouble(Arrays::stream).filter(Double::isFinite).toArray());
		plot.setColor(Color.BLACK);
		plot.setLineWidth(1);
		plot.addLegend(labels.toString(), "auto");
		return plot;
	}

	/** The class activation map stands beside the directions of a block, the same for each. */
	private static int directions(final Explanation explanation, final MapIndex index) {
		return index instanceof Activation ? 0 : explanation.blocksWith(index).stream().mapToInt(block -> explanation.blocks().get(block)
			.directions()).max().orElse(0);
	}

	private static void requireDirections(final Explanation explanation, final MapIndex index) {
		if (directions(explanation, index) == 0) throw new UserException(index.label() +
			": the same for all scan directions; choose another index, or plot it by layer.");
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

	/** @return for each block the cells of all tiles; none where it has no map of the index, or fewer directions */
	private static List<float[]> ofBlocks(final Explanation explanation, final MapIndex index, final int direction) {
		final List<Integer> present = explanation.blocksWith(index);
		return IntStream.range(0, explanation.blocks().size()).mapToObj(block -> present.contains(block) && direction < explanation.blocks().get(
			block).directions() ? values(explanation, index, block, direction) : new float[0]).toList();
	}

	/** @return the cells of all tiles; the caller's own */
	private static float[] values(final Explanation explanation, final MapIndex index, final int block, final int direction) {
		return joined(explanation.tiles().stream().map(tile -> tile.blocks().get(block).map(index, direction)).toList());
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
