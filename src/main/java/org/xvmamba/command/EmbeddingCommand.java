package org.xvmamba.command;

import java.util.Map;

import ij.ImagePlus;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.display.EmbeddingResults;
import org.xvmamba.explain.AttentionEmbedding;
import org.xvmamba.explain.AttentionProbe;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.ExploreOptions;
import org.xvmamba.explain.ExploreTexts;
import org.xvmamba.explain.OptionTexts;

/** Places patches and blocks by their attention. The fields' names are the keys of macros. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + EmbeddingCommand.LABEL,
	description = "Each patch of a block as a point, placed by its attention, and each block as a point among the others: plots and tables.")
public final class EmbeddingCommand extends ExploreCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Embedding...";

	@Parameter(label = OptionTexts.BLOCKS_LABEL, description = OptionTexts.BLOCKS_HELP, persist = false)
	private String blocks = ExploreTexts.BLOCKS_DEFAULT;

	@Parameter(label = ExploreTexts.POINTS_LABEL, description = ExploreTexts.POINTS_HELP, persist = false)
	private String points = ExploreTexts.POINTS_DEFAULT;

	@Parameter(label = ExploreTexts.SIGN_LABEL, description = ExploreTexts.SIGN_HELP, choices = { "absolute", "signed" }, persist = false)
	private String sign = ExploreTexts.SIGN_DEFAULT;

	@Parameter(label = ExploreTexts.DIRECTIONS_LABEL, description = ExploreTexts.DIRECTIONS_HELP, persist = false)
	private String directions = ExploreTexts.DIRECTIONS_DEFAULT;

	@Parameter(label = ExploreTexts.ORDER_LABEL, description = ExploreTexts.ORDER_HELP, persist = false)
	private String order = ExploreTexts.ORDER_DEFAULT;

	@Parameter(label = ExploreTexts.METHOD_LABEL, description = ExploreTexts.METHOD_HELP, choices = { "pca", "umap" }, persist = false)
	private String method = ExploreTexts.METHOD_DEFAULT;

	@Override
	protected Map<String, String> ownValues() {
		return Map.of(ExplainOptions.BLOCKS, blocks, ExploreOptions.POINTS, points, ExploreOptions.SIGN, sign,
			ExploreOptions.DIRECTIONS, directions, ExploreOptions.ORDERS, order, ExploreOptions.METHOD, method);
	}

	@Override
	protected void explore(final ImagePlus source, final ExploreOptions options, final Progress progress) {
		try (AttentionProbe probe = ExploreInputs.probe(source, options, progress)) {
			final AttentionEmbedding embedding = AttentionEmbedding.of(probe, options, progress);
			progress.throwIfCancelled();
			EmbeddingResults.show(embedding);
		}
	}
}
