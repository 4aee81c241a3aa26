package org.xvmamba.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.xvmamba.display.StateResults;
import org.xvmamba.explain.AttentionProbe;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.ExploreOptions;
import org.xvmamba.explain.ExploreTexts;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.explain.StateSurvey;
import org.xvmamba.image.Picture;

import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** {@code trajectory}: the states along the scans. */
@Command(description = "Follow the states along the scans of blocks: their norms and first two principal components, as table and plots.")
final class TrajectoryCommand extends ExploreCommand {

	@Option(names = "--" + ExplainOptions.BLOCKS, paramLabel = "BLOCKS", defaultValue = ExploreTexts.BLOCKS_DEFAULT,
		description = OptionTexts.BLOCKS_HELP)
	private String blocks;

	@Option(names = "--" + ExploreOptions.POINTS, paramLabel = "X,Y", defaultValue = ExploreTexts.POINTS_DEFAULT,
		showDefaultValue = Visibility.NEVER, description = "Of an image in tiles, the tile under this pixel; without it, the one in the middle.")
	private String points;

	@Option(names = "--" + ExploreOptions.DIRECTIONS, paramLabel = "DIRECTIONS", defaultValue = ExploreTexts.SCANS_DEFAULT,
		description = ExploreTexts.SCANS_HELP)
	private String directions;

	@Option(names = "--order", paramLabel = "ORDER", defaultValue = ExploreTexts.ORDER_DEFAULT, description = ExploreTexts.ORDER_HELP)
	private String order;

	TrajectoryCommand(final Shell shell) {
		super(shell);
	}

	@Override
	protected String folderName() {
		return "trajectory";
	}

	@Override
	protected void addTo(final Map<String, String> values) {
		values.putAll(Map.of(ExplainOptions.BLOCKS, blocks, ExploreOptions.POINTS, points, ExploreOptions.DIRECTIONS, directions,
			ExploreOptions.ORDERS, order));
	}

	@Override
	protected String work(final Explainer explainer, final Picture picture, final ExploreOptions options, final Path folder) throws IOException {
		try (AttentionProbe probe = probe(explainer, picture, options)) {
			final StateSurvey survey = StateSurvey.of(probe, options, shell.progress());
			write(StateResults.table(survey), folder.resolve("states.csv"));
			EmbedCommand.writePlots(StateResults.plots(survey), folder);
			ResultFolder.writeJson(folder.resolve(ResultFolder.PROVENANCE), probe.provenance());
			return "states of " + survey.scans().size() + " scan(s)";
		}
	}
}
