package org.xvmamba.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;

import org.xvmamba.Npy;
import org.xvmamba.display.AttentionMatrixResults;
import org.xvmamba.display.AttentionResults;
import org.xvmamba.explain.AttentionMap;
import org.xvmamba.explain.AttentionMatrices;
import org.xvmamba.explain.AttentionMode;
import org.xvmamba.explain.AttentionSurvey;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.ExploreOptions;
import org.xvmamba.explain.ExploreTexts;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.image.Picture;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.HiddenAttention;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attention}: which patches the patches at some points read from, or reach. */
@Command(description = "Hidden attention of points: for each image, a table, a hyperstack, and raw values.")
final class AttentionCommand extends ExploreCommand {

	@Option(names = "--" + ExplainOptions.BLOCKS, paramLabel = "BLOCKS", defaultValue = OptionTexts.BLOCKS_DEFAULT,
		description = OptionTexts.BLOCKS_HELP)
	private String blocks;

	@Option(names = "--" + ExploreOptions.POINTS, paramLabel = "X,Y[;X,Y]", defaultValue = ExploreTexts.POINTS_DEFAULT,
		description = ExploreTexts.POINTS_HELP)
	private String points;

	@Option(names = { "--" + ExploreOptions.LINE, "--mode" }, paramLabel = "LINE", defaultValue = ExploreTexts.LINE_DEFAULT,
		description = ExploreTexts.LINE_HELP)
	private String line;

	@Option(names = "--signed", description = "The mean of the channels, in place of the mean of their magnitudes.")
	private boolean signed;

	@Option(names = "--" + ExploreOptions.DIRECTIONS, paramLabel = "DIRECTIONS", defaultValue = ExploreTexts.DIRECTIONS_DEFAULT,
		description = ExploreTexts.DIRECTIONS_HELP)
	private String directions;

	@Option(names = "--order", paramLabel = "ORDER", defaultValue = ExploreTexts.ORDER_DEFAULT, description = ExploreTexts.ORDER_HELP)
	private String order;

	AttentionCommand(final Shell shell) {
		super(shell);
	}

	@Override
	protected String folderName() {
		return "attention";
	}

	@Override
	protected void addTo(final Map<String, String> values) {
		values.putAll(Map.of(ExplainOptions.BLOCKS, blocks, ExploreOptions.POINTS, points, ExploreOptions.LINE, line, ExploreOptions.SIGN, signed
			? "signed" : "absolute", ExploreOptions.DIRECTIONS, directions, ExploreOptions.ORDERS, order));
	}

	@Override
	protected String work(final Explainer explainer, final Picture picture, final ExploreOptions options, final Path folder) throws IOException {
		return options.mode() == AttentionMode.MATRIX ? matrices(explainer, picture, options, folder) : lines(explainer, picture, options, folder);
	}

	private String matrices(final Explainer explainer, final Picture picture, final ExploreOptions options, final Path folder)
		throws IOException
	{
		final AttentionMatrices found = AttentionMatrices.of(explainer, picture, options, points(picture, options).get(0), shell.progress());
		final Path raw = Files.createDirectory(folder.resolve("raw"));
		for (final AttentionMatrices.Matrix matrix : found.matrices()) {
			final int length = matrix.values().length;
			final float[] values = new float[length * length];
			for (int t = 0; t < length; t++)
				System.arraycopy(matrix.values()[t], 0, values, t * length, length);
			Npy.write(raw.resolve(fileName(matrix.block(), matrix.direction())), values, length, length);
		}
		write(AttentionMatrixResults.table(found), folder.resolve("attention.csv"));
		final List<ImagePlus> stacks = AttentionMatrixResults.stacks(found);
		for (int i = 0; i < stacks.size(); i++)
			write(stacks.get(i), folder.resolve("matrix-" + (i + 1) + ".tif"));
		ResultFolder.writeJson(folder.resolve(ResultFolder.PROVENANCE), found.probe().provenance());
		return found.matrices().size() + " attention " + (found.matrices().size() == 1 ? "matrix" : "matrices");
	}

	private static String fileName(final BlockDescription block, final int direction) {
		return block.name() + "." + (direction == HiddenAttention.MERGED ? "merged" : "direction-" + direction) + ".npy";
	}

	private String lines(final Explainer explainer, final Picture picture, final ExploreOptions options, final Path folder) throws IOException {
		final AttentionSurvey survey = AttentionSurvey.of(explainer, picture, options, points(picture, options), shell.progress());
		final Path raw = Files.createDirectory(folder.resolve("raw"));
		for (int block = 0; block < survey.points().get(0).maps().size(); block++)
			for (int direction = 0; direction < survey.points().get(0).maps().get(block).size(); direction++)
				writeRaw(survey, block, direction, raw);
		write(AttentionResults.table(survey), folder.resolve("attention.csv"));
		write(AttentionResults.stack(survey), folder.resolve("attention.tif"));
		ResultFolder.writeJson(folder.resolve(ResultFolder.PROVENANCE), survey.points().get(0).probe().provenance());
		return "attention " + line + "s of " + survey.points().size() + " point(s)";
	}

	/** [points, H, W]. */
	private static void writeRaw(final AttentionSurvey survey, final int block, final int direction, final Path raw) throws IOException {
		final List<AttentionMap> maps = survey.points().stream().map(point -> point.maps().get(block).get(direction)).toList();
		final AttentionMap first = maps.get(0);
		final int cells = first.grid() * first.grid();
		final float[] values = new float[maps.size() * cells];
		for (int i = 0; i < maps.size(); i++)
			System.arraycopy(maps.get(i).values(), 0, values, i * cells, cells);
		Npy.write(raw.resolve(fileName(first.description(), first.direction())), values, maps.size(), first.grid(), first.grid());
	}
}
