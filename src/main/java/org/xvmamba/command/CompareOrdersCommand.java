package org.xvmamba.command;

import java.util.Map;

import ij.ImagePlus;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.display.OrderResults;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.ExploreOptions;
import org.xvmamba.explain.ExploreTexts;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.explain.OrderComparison;

/** Shows what other scan orders would change. The fields' names are the keys of macros. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + CompareOrdersCommand.LABEL,
	description = "What the model would say of the active image if its scans went other ways, and how its maps would change: counterfactual.")
public final class CompareOrdersCommand extends ExploreCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Compare Orders...";

	@Parameter(label = OptionTexts.BLOCKS_LABEL, description = OptionTexts.BLOCKS_HELP, persist = false)
	private String blocks = OptionTexts.BLOCKS_DEFAULT;

	@Parameter(label = ExploreTexts.ORDERS_LABEL, description = ExploreTexts.ORDERS_HELP, persist = false)
	private String orders = ExploreTexts.ORDERS_DEFAULT;

	@Parameter(label = OptionTexts.INDEX_LABEL, description = OptionTexts.COMPARED_INDEX_HELP, persist = false)
	private String index = OptionTexts.INDEX_DEFAULT;

	@Override
	protected Map<String, String> ownValues() {
		return Map.of(ExplainOptions.BLOCKS, blocks, ExploreOptions.ORDERS, orders, ExplainOptions.INDEX, index);
	}

	@Override
	protected void explore(final ImagePlus source, final ExploreOptions options, final Progress progress) {
		final OrderComparison comparison = OrderComparison.of(ExploreInputs.explainer(), ExploreInputs.picture(source, options), options.base(),
			options.orders(), progress);
		progress.throwIfCancelled();
		OrderResults.show(comparison);
	}
}
