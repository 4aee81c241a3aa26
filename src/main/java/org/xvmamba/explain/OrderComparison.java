package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.analysis.Correlation;
import org.xvmamba.image.Picture;
import org.xvmamba.scan.OrderPlan;

/**
 * What the model says of one picture, and what it would say if its scans went other ways. The weights were trained for the model's own orders:
 * a counterfactual tells how much they matter to this model, not how a model trained for the other order would do.
 *
 * @param own with the model's own orders
 * @param others with other orders, in the order asked for
 */
public record OrderComparison(Explanation own, List<Counterfactual> others) {

	/**
	 * The same picture, scanned in other orders.
	 *
	 * @param orders which
	 * @param explanation what was found then
	 * @param probability of the class that the model itself predicts
	 * @param change of that probability against the model's own orders
	 * @param correlations for each block, Pearson's with the own map: of the first index, mean of the directions, over all cells of all tiles;
	 *          NaN where a map is the same everywhere
	 */
	public record Counterfactual(OrderPlan orders, Explanation explanation, double probability, double change, double[] correlations) {}

	/** Copies the list. */
	public OrderComparison {
		others = List.copyOf(others);
	}

	/**
	 * Explains a picture again and again.
	 *
	 * @param explainer that does it
	 * @param picture what to look at
	 * @param options what is asked for
	 * @param orders the other orders; {@link OrderPlan#MODEL} among them gives the model's own once more
	 * @param progress told of every tile, and asked for cancellation
	 * @return the comparison
	 * @throws UserException as {@link Explainer#explain(Picture, ExplainOptions, OrderPlan, Progress)}
	 */
	public static OrderComparison of(final Explainer explainer, final Picture picture, final ExplainOptions options,
		final List<OrderPlan> orders, final Progress progress)
	{
		final Explanation own = explainer.explain(picture, options, OrderPlan.MODEL, new SeriesProgress(progress, "order", 0, orders.size() + 1));
		final String predicted = own.prediction().best().name();
		final List<Counterfactual> others = new ArrayList<>();
		for (final OrderPlan order : orders) {
			final Explanation other = explainer.explain(picture, options, order, new SeriesProgress(progress, "order", others.size() + 1, orders
				.size() + 1));
			final double probability = probability(other, predicted);
			others.add(new Counterfactual(order, other, probability, probability - own.prediction().best().probability(), correlations(own, other)));
		}
		return new OrderComparison(own, others);
	}

	private static double probability(final Explanation explanation, final String name) {
		return explanation.prediction().classes().stream().filter(score -> score.name().equals(name)).findFirst().orElseThrow().probability();
	}

	private static double[] correlations(final Explanation own, final Explanation other) {
		final MapIndex index = own.indices().get(0);
		final double[] correlations = new double[own.blocks().size()];
		Arrays.fill(correlations, Double.NaN);
		for (final int block : own.blocksWith(index)) {
			correlations[block] = Correlation.pearson(cells(own, index, block), cells(other, index, block));
		}
		return correlations;
	}

	/** @return the values of all tiles' grid cells, tile by tile */
	private static double[] cells(final Explanation explanation, final MapIndex index, final int block) {
		return explanation.tiles().stream().map(tile -> tile.blocks().get(block).map(index, MapSelection.MEAN)).flatMapToDouble(map -> IntStream
			.range(0, map.length).mapToDouble(i -> map[i])).toArray();
	}
}
