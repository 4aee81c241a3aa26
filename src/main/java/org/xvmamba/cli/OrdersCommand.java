package org.xvmamba.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import org.xvmamba.display.OrderResults;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.ExploreOptions;
import org.xvmamba.explain.ExploreTexts;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.explain.OrderComparison;
import org.xvmamba.image.Picture;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code orders}: what the model would say if its scans went other ways. */
@Command(description = "Compare scan orders: prediction and maps with other orders than the model's own, in one table and one hyperstack.")
final class OrdersCommand extends ExploreCommand {

	@Option(names = "--" + ExplainOptions.BLOCKS, paramLabel = "BLOCKS", defaultValue = OptionTexts.BLOCKS_DEFAULT,
		description = OptionTexts.BLOCKS_HELP)
	private String blocks;

	@Option(names = "--" + ExploreOptions.ORDERS, paramLabel = "ORDERS", defaultValue = ExploreTexts.ORDERS_DEFAULT,
		description = ExploreTexts.ORDERS_HELP)
	private String orders;

	@Option(names = "--" + ExplainOptions.INDEX, paramLabel = "INDEX", defaultValue = OptionTexts.INDEX_DEFAULT,
		description = OptionTexts.COMPARED_INDEX_HELP)
	private String index;

	OrdersCommand(final Shell shell) {
		super(shell);
	}

	@Override
	protected String folderName() {
		return "orders";
	}

	@Override
	protected void addTo(final Map<String, String> values) {
		values.putAll(Map.of(ExplainOptions.BLOCKS, blocks, ExploreOptions.ORDERS, orders, ExplainOptions.INDEX, index));
	}

	@Override
	protected String work(final Explainer explainer, final Picture picture, final ExploreOptions options, final Path folder) throws IOException {
		final OrderComparison comparison = OrderComparison.of(explainer, picture, options.base(), options.orders(), shell.progress());
		write(OrderResults.table(comparison), folder.resolve("orders.csv"));
		write(OrderResults.stack(comparison), folder.resolve("orders.tif"));
		ResultFolder.writeJson(folder.resolve(ResultFolder.PROVENANCE), comparison.own().provenance());
		final double least = comparison.others().stream().mapToDouble(OrderComparison.Counterfactual::probability).min().orElseThrow();
		return String.format(Locale.ROOT, "%s, probability %.3f with the model's own orders, at least %.3f with %d other(s)", comparison.own()
			.prediction().best().name(), comparison.own().prediction().best().probability(), least, comparison.others().size());
	}
}
