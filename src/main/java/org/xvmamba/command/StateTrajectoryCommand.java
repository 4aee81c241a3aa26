package org.xvmamba.command;

import static java.util.Map.entry;

import java.util.Map;

import ij.ImagePlus;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.display.HelpPage;
import org.xvmamba.display.StateResults;
import org.xvmamba.explain.AttentionProbe;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.ExploreOptions;
import org.xvmamba.explain.ExploreTexts;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.explain.StateSurvey;

/** Follows the states along the scans. The fields' names are the keys of macros. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + StateTrajectoryCommand.LABEL,
	description = "The norm of the states along each scan, and their way in the plane of their first two principal components: plots and a table.")
public final class StateTrajectoryCommand extends ScreenCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba State Trajectory...";

	@Parameter(required = false, label = "Image", description = "The image to be explored; an area selected on it limits it.", persist = false)
	private ImagePlus image;

	@Parameter(label = OptionTexts.MODEL_LABEL, description = OptionTexts.MODEL_HELP, style = "directory", persist = false)
	private String model = OptionTexts.MODEL_DEFAULT;

	@Parameter(label = OptionTexts.BLOCKS_LABEL, description = OptionTexts.BLOCKS_HELP, persist = false)
	private String blocks = "last";

	@Parameter(label = ExploreTexts.POINTS_LABEL, description = ExploreTexts.POINTS_HELP, persist = false)
	private String points = ExploreTexts.POINTS_DEFAULT;

	@Parameter(label = ExploreTexts.DIRECTIONS_LABEL, description = ExploreTexts.SCANS_HELP, persist = false)
	private String directions = ExploreTexts.SCANS_DEFAULT;

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
			entry(ExploreOptions.POINTS, points), entry(ExploreOptions.DIRECTIONS, directions), entry(ExploreOptions.ORDERS, order),
			entry(ExplainOptions.TILING, tiling), entry(ExplainOptions.DEVICE, device)));
		try (AttentionProbe probe = ExploreInputs.probe(source, options, progress)) {
			final StateSurvey survey = StateSurvey.of(probe, options, progress);
			progress.throwIfCancelled();
			StateResults.show(survey);
		}
	}
}
