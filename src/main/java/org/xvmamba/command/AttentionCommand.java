package org.xvmamba.command;

import java.util.List;
import java.util.Map;

import ij.ImagePlus;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.display.AttentionMatrixResults;
import org.xvmamba.display.AttentionResults;
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
public final class AttentionCommand extends ExploreCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Attention...";

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

	@Override
	protected Map<String, String> ownValues() {
		return Map.of(ExplainOptions.BLOCKS, blocks, ExploreOptions.POINTS, points, ExploreOptions.LINE, line, ExploreOptions.SIGN, sign,
			ExploreOptions.DIRECTIONS, directions, ExploreOptions.ORDERS, order);
	}

	@Override
	protected void explore(final ImagePlus source, final ExploreOptions options, final Progress progress) {
		final Picture picture = ExploreInputs.picture(source, options);
		final List<Point> asked = ExploreInputs.points(source, picture, options);
		if (options.mode() == AttentionMode.MATRIX) {
			final AttentionMatrices matrices = AttentionMatrices.of(ExploreInputs.explainer(), picture, options, asked.get(0), progress);
			progress.throwIfCancelled();
			AttentionMatrixResults.show(source, matrices);
			return;
		}
		final AttentionSurvey survey = AttentionSurvey.of(ExploreInputs.explainer(), picture, options, asked, progress);
		progress.throwIfCancelled();
		AttentionResults.show(source, survey);
	}
}
