package org.xvmamba.command;

import static java.util.Map.entry;

import java.util.Map;

import ij.ImagePlus;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.display.EmbeddingResults;
import org.xvmamba.display.HelpPage;
import org.xvmamba.explain.AttentionEmbedding;
import org.xvmamba.explain.AttentionProbe;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.ExploreOptions;
import org.xvmamba.explain.ExploreTexts;
import org.xvmamba.explain.OptionTexts;

/** Places patches and blocks by their attention. The fields' names are the keys of macros. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + EmbeddingCommand.LABEL,
	description = "Each patch of a block as a point, placed by its attention, and each block as a point among the others: plots and tables.")
public final class EmbeddingCommand extends ScreenCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Embedding...";

	@Parameter(required = false, label = "Image", description = "The image to be explored; an area selected on it limits it.", persist = false)
	private ImagePlus image;

	@Parameter(label = OptionTexts.MODEL_LABEL, description = OptionTexts.MODEL_HELP, style = "directory", persist = false)
	private String model = OptionTexts.MODEL_DEFAULT;

	@Parameter(label = OptionTexts.BLOCKS_LABEL, description = OptionTexts.BLOCKS_HELP, persist = false)
	private String blocks = "last";

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
			entry(ExploreOptions.POINTS, points), entry(ExploreOptions.SIGN, sign), entry(ExploreOptions.DIRECTIONS, directions),
			entry(ExploreOptions.ORDERS, order), entry(ExploreOptions.METHOD, method), entry(ExplainOptions.TILING, tiling),
			entry(ExplainOptions.DEVICE, device)));
		try (AttentionProbe probe = ExploreInputs.probe(source, options, progress)) {
			final AttentionEmbedding embedding = AttentionEmbedding.of(probe, options, progress);
			progress.throwIfCancelled();
			EmbeddingResults.show(embedding);
		}
	}
}
