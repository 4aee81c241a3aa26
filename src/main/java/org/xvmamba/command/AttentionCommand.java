package org.xvmamba.command;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

import ij.ImagePlus;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.display.AttentionMatrixResults;
import org.xvmamba.display.AttentionResults;
import org.xvmamba.display.HelpPage;
import org.xvmamba.explain.AttentionMatrices;
import org.xvmamba.explain.AttentionMode;
import org.xvmamba.explain.AttentionSurvey;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.ExploreOptions;
import org.xvmamba.explain.ExploreOptions.Point;
import org.xvmamba.explain.ExploreTexts;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.image.Picture;

/** Shows which patches a patch reads from, or reaches. The fields' names are the keys of macros. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + AttentionCommand.LABEL,
	description = "Hidden attention of points of the active image: which patches a patch reads from, or which it reaches, in each block and scan direction.")
public final class AttentionCommand extends ScreenCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Attention...";

	@Parameter(required = false, label = "Image", description = "The image to be explored; an area selected on it limits it.", persist = false)
	private ImagePlus image;

	@Parameter(label = OptionTexts.MODEL_LABEL, description = OptionTexts.MODEL_HELP, style = "directory", persist = false)
	private String model = OptionTexts.MODEL_DEFAULT;

	@Parameter(label = OptionTexts.BLOCKS_LABEL, description = OptionTexts.BLOCKS_HELP, persist = false)
	private String blocks = OptionTexts.BLOCKS_DEFAULT;

	@Parameter(label = ExploreTexts.POINTS_LABEL, description = ExploreTexts.POINTS_HELP, persist = false)
	private String points = ExploreTexts.POINTS_DEFAULT;

	@Parameter(label = ExploreTexts.LINE_LABEL, description = ExploreTexts.LINE_HELP, choices = { "row", "column",
		"rollout", "matrix" }, persist = false)
	private String line = ExploreTexts.LINE_DEFAULT;

	@Parameter(label = ExploreTexts.SIGN_LABEL, description = ExploreTexts.SIGN_HELP, choices = { "absolute", "signed" }, persist = false)
	private String sign = ExploreTexts.SIGN_DEFAULT;

	@Parameter(label = ExploreTexts.DIRECTIONS_LABEL, description = ExploreTexts.DIRECTIONS_HELP, persist = false)
	private String directions = ExploreTexts.DIRECTIONS_DEFAULT;

	@Parameter(label = ExploreTexts.ORDER_LABEL, description = ExploreTexts.ORDER_HELP, persist = false)
	private String order = ExploreTexts.ORDER_DEFAULT;

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
			entry(ExploreOptions.POINTS, points), entry(ExploreOptions.LINE, line), entry(ExploreOptions.SIGN, sign),
			entry(ExploreOptions.DIRECTIONS, directions), entry(ExploreOptions.ORDERS, order), entry(ExplainOptions.TILING, tiling),
			entry(ExplainOptions.DEVICE, device)));
		final Picture picture = ExploreInputs.picture(source, options);
		final List<Point> asked = ExploreInputs.points(source, picture, options);
		if (options.mode() == AttentionMode.MATRIX) {
			final AttentionMatrices matrices = AttentionMatrices.of(ExploreInputs.explainer(), picture, options, asked.get(0), progress);
			progress.throwIfCancelled();
			AttentionMatrixResults.show(matrices);
			return;
		}
		final AttentionSurvey survey = AttentionSurvey.of(ExploreInputs.explainer(), picture, options, asked, progress);
		progress.throwIfCancelled();
		AttentionResults.show(survey);
	}
}
