package org.xvmamba.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

import org.xvmamba.analysis.Correlation;
import org.xvmamba.explain.BlockMaps;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.explain.TileExplanation;
import org.xvmamba.image.ImageFiles;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.PictureOptions;
import org.xvmamba.model.ModelLibrary;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench exactness}: how far the indices are from the exact absolute one, on a person's own images. */
@Command(description = "Compare the Jacobian, the Gramian and the energy index with the exact absolute index, block by block, on some images.")
final class ExactnessCommand implements Callable<Integer> {

	private static final List<MapIndex> COMPARED = List.of(MapIndex.JACOBIAN, MapIndex.GRAMIAN, MapIndex.ENERGY);

	private final Shell shell;

	@Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Image files that ImageJ can open.")
	private List<Path> images;

	@Option(names = "--" + ExplainOptions.MODEL, paramLabel = "MODEL", defaultValue = OptionTexts.MODEL_DEFAULT,
		description = OptionTexts.MODEL_HELP)
	private String model;

	ExactnessCommand(final Shell shell) {
		this.shell = shell;
	}

	@Override
	public Integer call() {
		final ExplainOptions options = ExplainOptions.of(Map.of(ExplainOptions.MODEL, model, ExplainOptions.INDEX,
			"absolute,jacobian,gramian,energy"));
		final Explainer explainer = Explainer.standard(ModelLibrary.standard(Optional.empty()));
		final List<Explanation> explanations = new ArrayList<>();
		for (final Path image : images)
			explanations.add(explainer.explain(ImagePlusPictures.of(ImageFiles.open(image), null, PictureOptions.DEFAULTS), options, shell
				.progress()));
		explainer.releaseModel();
		print(explanations);
		return 0;
	}

	private void print(final List<Explanation> explanations) {
		final List<TileExplanation> tiles = explanations.stream().flatMap(explanation -> explanation.tiles().stream()).toList();
		shell.out().printf(Locale.ROOT, "%s, %d image(s), %d tile(s); ratio: Jacobian / absolute index of a token in one direction; correlations with " +
			"the absolute index over the tokens of one direction on one tile, medians%n%n", explanations.get(0).model().name(), explanations.size(),
			tiles.size());
		shell.out().println("| block | ratio: median | least | greatest | Jacobian: Pearson | Spearman | Gramian: Pearson | Spearman | energy: " +
			"Pearson | Spearman |");
		shell.out().println("|---|---|---|---|---|---|---|---|---|---|");
		for (final int block : explanations.get(0).blocksWith(MapIndex.ABSOLUTE))
			printRow(tiles.stream().map(tile -> tile.blocks().get(block)).toList());
	}

	private void printRow(final List<BlockMaps> maps) {
		final double[] ratios = maps.stream().flatMapToDouble(tile -> IntStream.range(0, tile.block().directions()).boxed().flatMapToDouble(
			direction -> {
				final double[] exact = values(tile, MapIndex.ABSOLUTE, direction);
				final double[] jacobian = values(tile, MapIndex.JACOBIAN, direction);
				return IntStream.range(0, exact.length).mapToDouble(token -> jacobian[token] / exact[token]);
			})).sorted().toArray();
		final StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %s | %.2f | %.2f | %.2f |", maps.get(0).block().name(), median(
			ratios), ratios[0], ratios[ratios.length - 1]));
		for (final MapIndex index : COMPARED)
			row.append(String.format(Locale.ROOT, " %.3f | %.3f |", correlation(maps, index, Correlation::pearson), correlation(maps, index,
				Correlation::spearman)));
		shell.out().println(row);
	}

	private static double correlation(final List<BlockMaps> maps, final MapIndex index, final ToDoubleBiFunction<double[], double[]> kind) {
		return median(maps.stream().flatMapToDouble(tile -> IntStream.range(0, tile.block().directions()).mapToDouble(direction -> kind
			.applyAsDouble(values(tile, index, direction), values(tile, MapIndex.ABSOLUTE, direction)))).sorted().toArray());
	}

	private static double[] values(final BlockMaps maps, final MapIndex index, final int direction) {
		final float[] values = maps.map(index, direction);
		return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
	}

	private static double median(final double[] sorted) {
		return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1).average().orElse(Double.NaN);
	}
}
