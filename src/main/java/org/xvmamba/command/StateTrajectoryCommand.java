package org.xvmamba.command;

import java.util.Map;

import ij.ImagePlus;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
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
public final class StateTrajectoryCommand extends ExploreCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba State Trajectory...";

	@Parameter(label = OptionTexts.BLOCKS_LABEL, description = OptionTexts.BLOCKS_HELP, persist = false)
	private String blocks = ExploreTexts.BLOCKS_DEFAULT;

	@Parameter(label = ExploreTexts.POINTS_LABEL, description = ExploreTexts.POINTS_HELP, persist = false)
	private String points = ExploreTexts.POINTS_DEFAULT;

	@Parameter(label = ExploreTexts.DIRECTIONS_LABEL, description = ExploreTexts.SCANS_HELP, persist = false)
	private String directions = ExploreTexts.SCANS_DEFAULT;

	@Parameter(label = ExploreTexts.ORDER_LABEL, description = ExploreTexts.ORDER_HELP, persist = false)
	private String order = ExploreTexts.ORDER_DEFAULT;

	@Override
	protected Map<String, String> ownValues() {
		return Map.of(ExplainOptions.BLOCKS, blocks, ExploreOptions.POINTS, points, ExploreOptions.DIRECTIONS, directions,
			ExploreOptions.ORDERS, order);
	}

	@Override
	protected void explore(final ImagePlus source, final ExploreOptions options, final Progress progress) {
		try (AttentionProbe probe = ExploreInputs.probe(source, options, progress)) {
			final StateSurvey survey = StateSurvey.of(probe, options, progress);
			progress.throwIfCancelled();
			StateResults.show(survey);
		}
	}
}
