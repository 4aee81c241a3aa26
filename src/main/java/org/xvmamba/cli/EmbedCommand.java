package org.xvmamba.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;

import org.xvmamba.display.EmbeddingResults;
import org.xvmamba.explain.AttentionEmbedding;
import org.xvmamba.explain.AttentionProbe;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.ExploreOptions;
import org.xvmamba.explain.ExploreTexts;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.image.Picture;

import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** {@code embed}: patches and blocks as points, placed by their attention. */
@Command(description = "Place the patches of blocks, and the blocks, by their attention: tables and plots.")
final class EmbedCommand extends ExploreCommand {

	@Option(names = "--" + ExplainOptions.BLOCKS, paramLabel = "BLOCKS", defaultValue = OptionTexts.BLOCKS_DEFAULT,
		description = OptionTexts.BLOCKS_HELP)
	private String blocks;

	@Option(names = "--" + ExploreOptions.POINTS, paramLabel = "X,Y", defaultValue = ExploreTexts.POINTS_DEFAULT,
		showDefaultValue = Visibility.NEVER, description = "Of an image in tiles, the tile under this pixel; without it, the one in the middle.")
	private String points;

	@Option(names = "--signed", description = "The mean of the channels, in place of the mean of their magnitudes.")
	private boolean signed;

	@Option(names = "--" + ExploreOptions.DIRECTIONS, paramLabel = "DIRECTIONS", defaultValue = ExploreTexts.DIRECTIONS_DEFAULT,
		description = ExploreTexts.DIRECTIONS_HELP)
	private String directions;

	@Option(names = "--order", paramLabel = "ORDER", defaultValue = ExploreTexts.ORDER_DEFAULT, description = ExploreTexts.ORDER_HELP)
	private String order;

	@Option(names = "--" + ExploreOptions.METHOD, paramLabel = "METHOD", defaultValue = ExploreTexts.METHOD_DEFAULT,
		description = ExploreTexts.METHOD_HELP)
	private String method;

	EmbedCommand(final Shell shell) {
		super(shell);
	}

	@Override
	protected String folderName() {
		return "embedding";
	}

	@Override
	protected void addTo(final Map<String, String> values) {
		values.putAll(Map.of(ExplainOptions.BLOCKS, blocks, ExploreOptions.POINTS, points, ExploreOptions.SIGN, signed ? "signed" : "absolute",
			ExploreOptions.DIRECTIONS, directions, ExploreOptions.ORDERS, order, ExploreOptions.METHOD, method));
	}

	@Override
	protected String work(final Explainer explainer, final Picture picture, final ExploreOptions options, final Path folder) throws IOException {
		try (AttentionProbe probe = probe(explainer, picture, options)) {
			final AttentionEmbedding embedding = AttentionEmbedding.of(probe, options, shell.progress());
			write(EmbeddingResults.patches(embedding), folder.resolve("patches.csv"));
			write(EmbeddingResults.blocks(embedding), folder.resolve("blocks.csv"));
			writePlots(EmbeddingResults.plots(embedding), folder);
			ResultFolder.writeJson(folder.resolve(ResultFolder.PROVENANCE), probe.provenance());
			return embedding.patches().size() + " scatter(s) of patches, placed by " + options.method().label();
		}
	}

	/** Numbered in the order of the table. */
	static void writePlots(final List<ImagePlus> plots, final Path folder) throws IOException {
		final Path pictures = Files.createDirectory(folder.resolve("plots"));
		for (int i = 0; i < plots.size(); i++)
			write(plots.get(i), pictures.resolve((i + 1) + " " + plots.get(i).getTitle().replaceAll("[^A-Za-z0-9 ()-]", "") + ".png"));
	}
}
