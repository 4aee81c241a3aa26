package org.xvmamba.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import org.xvmamba.display.RenderedStack.LabelledMap;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapRenderer;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.explain.OrderComparison;
import org.xvmamba.explain.OrderComparison.Counterfactual;
import org.xvmamba.explain.Prediction.ClassScore;
import org.xvmamba.ssm.BlockDescription;

/** What other scan orders would change, as hyperstack and table. */
public final class OrderResults {

	/** Title of the table's window; macros find it by this. */
	public static final String TITLE = "X-VMamba Scan Orders";

	private OrderResults() {}

	/**
	 * Makes a 32-bit hyperstack of raw values that lies on the image: channels are the mean of the directions, then each; slices the blocks;
	 * frames the model's own orders, then the others, each labelled counterfactual. Each plane has its own display range.
	 *
	 * @return the hyperstack, not shown
	 */
	public static ImagePlus stack(final OrderComparison comparison) {
		final Explanation own = comparison.own();
		final int channels = 1 + own.blocks().stream().mapToInt(BlockDescription::directions).max().orElseThrow();
		final List<LabelledMap> planes = new ArrayList<>();
		addFrame(planes, own, "model's own orders", channels);
		for (final Counterfactual other : comparison.others())
			addFrame(planes, other.explanation(), "counterfactual " + other.orders().name(), channels);
		return RenderedStack.of(own.indices().get(0).label() + " by scan order of " + own.picture().name(), own.picture(), planes, channels, own
			.blocks().size(), ProvenanceText.of(own));
	}

	private static void addFrame(final List<LabelledMap> planes, final Explanation explanation, final String orders, final int channels) {
		final ClassScore best = explanation.prediction().best();
		for (int block = 0; block < explanation.blocks().size(); block++)
			for (int channel = 0; channel < channels; channel++) {
				final BlockDescription description = explanation.blocks().get(block);
				final MapSelection selection = new MapSelection(explanation.indices().get(0), block, channel == 0 ? MapSelection.MEAN : channel - 1);
				final boolean exists = selection.direction() < description.directions();
				planes.add(new LabelledMap(orders + ", " + MapTexts.block(description) + ", " + (!exists ? "no such direction" : channel == 0 ? "mean"
					: "direction " + selection.direction()) + ", " + best.name() + String.format(Locale.ROOT, " %.3f", best.probability()), exists
						? () -> MapRenderer.of(explanation, selection) : null));
			}
	}

	/** @return one row for the model's own orders, and one for each other */
	public static ResultsTable table(final OrderComparison comparison) {
		final ResultsTable table = Tables.create();
		addRow(table, comparison.own(), "model", "no", comparison.own().prediction().best().probability(), 0);
		for (final Counterfactual other : comparison.others()) {
			addRow(table, other.explanation(), other.orders().name(), other.orders().isModel() ? "no" : "yes", other.probability(), other.change());
			for (int block = 0; block < other.correlations().length; block++)
				Tables.number(table, "r " + comparison.own().blocks().get(block).name(), other.correlations()[block]);
		}
		return table;
	}

	private static void addRow(final ResultsTable table, final Explanation explanation, final String order, final String counterfactual,
		final double probability, final double change)
	{
		table.incrementCounter();
		table.addValue("Image", explanation.picture().name());
		table.addValue("Order", order);
		table.addValue("Counterfactual", counterfactual);
		table.addValue("Predicted", explanation.prediction().best().name());
		Tables.number(table, "Probability", explanation.prediction().best().probability());
		Tables.number(table, "p(model's class)", probability);
		Tables.number(table, "Change", change);
		for (final BlockDescription block : explanation.blocks())
			Tables.number(table, "r " + block.name(), 1);
	}

	/** Opens hyperstack and table beside the image that was explored; the hyperstack is the active one then. */
	public static void show(final ImagePlus source, final OrderComparison comparison) {
		ExplanationWindows.open(source, table(comparison), TITLE, List.of(stack(comparison)));
	}
}
