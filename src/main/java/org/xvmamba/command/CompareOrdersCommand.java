package org.xvmamba.command;

import static java.util.Map.entry;

import java.util.Map;

import ij.ImagePlus;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.display.HelpPage;
import org.xvmamba.display.OrderResults;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.ExploreOptions;
import org.xvmamba.explain.ExploreTexts;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.explain.OrderComparison;

/** Shows what other scan orders would change. The fields' names are the keys of macros. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + CompareOrdersCommand.LABEL,
	description = "What the model would say of the active image if its scans went other ways, and how its maps would change: counterfactual.")
public final class CompareOrdersCommand extends ScreenCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Compare Orders...";

	@Parameter(required = false, label = "Image", description = "The image to be explored; an area selected on it limits it.", persist = false)
	private ImagePlus image;

	@Parameter(label = OptionTexts.MODEL_LABEL, description = OptionTexts.MODEL_HELP, style = "directory", persist = false)
	private String model = OptionTexts.MODEL_DEFAULT;

	@Parameter(label = OptionTexts.BLOCKS_LABEL, description = OptionTexts.BLOCKS_HELP, persist = false)
	private String blocks = OptionTexts.BLOCKS_DEFAULT;

	@Parameter(label = ExploreTexts.ORDERS_LABEL, description = ExploreTexts.ORDERS_HELP, persist = false)
	private String orders = ExploreTexts.ORDERS_DEFAULT;

	@Parameter(label = OptionTexts.INDEX_LABEL, description = OptionTexts.INDEX_HELP, persist = false)
	private String index = OptionTexts.INDEX_DEFAULT;

	@Parameter(label = OptionTexts.TILING_LABEL, description = OptionTexts.TILING_HELP, choices = { "auto", "whole", "tiles" }, persist = false)
	private String tiling = OptionTexts.TILING_DEFAULT;

	@Parameter(label = OptionTexts.DEVICE_LABEL, description = OptionTexts.DEVICE_HELP, choices = { "auto", "cpu", "cuda:0" }, persist = false)
	private String device = OptionTexts.DEVICE_DEFAULT;

	@Override
	protected HelpPage help() {
		return HelpPage.EXPLORER;
	}

	@Override
	protected ImagePlus givenImage() {
		return image;
	}

	@Override
	protected void run(final ImagePlus source, final Progress progress) {
		final ExploreOptions options = ExploreOptions.of(Map.ofEntries(entry(ExplainOptions.MODEL, model), entry(ExplainOptions.BLOCKS, blocks),
			entry(ExploreOptions.ORDERS, orders), entry(ExplainOptions.INDEX, index), entry(ExplainOptions.TILING, tiling),
			entry(ExplainOptions.DEVICE, device)));
		final OrderComparison comparison = OrderComparison.of(ExploreInputs.explainer(), ExploreInputs.picture(source, options), options.base(),
			options.orders(), progress);
		progress.throwIfCancelled();
		OrderResults.show(comparison);
	}
}
