package org.xvmamba.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

import org.xvmamba.Progress;
import org.xvmamba.explain.BlockMaps;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.explain.Prediction;
import org.xvmamba.explain.TileExplanation;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Region;
import org.xvmamba.image.Selection;
import org.xvmamba.image.TilePlan;
import org.xvmamba.image.TilePlans;
import org.xvmamba.image.TissueTiles;
import org.xvmamba.model.ModelDescription;
import org.xvmamba.model.ModelDescription.GraphNames;
import org.xvmamba.model.ModelDescription.Normalisation;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockDescription.TensorNames;

import ij.ImagePlus;

/** Explanations made by hand: a model of two blocks, with grids of 4 x 4 and 2 x 2 cells on its input of 16 x 16 pixels. */
final class TestExplanations {

	static final int INPUT_SIZE = 16;

	private static final List<String> SCANS = List.of("row-major", "column-major", "row-major-reversed", "column-major-reversed");
	private static final List<BlockDescription> BLOCKS = List.of(block(0, 4), block(1, 8));
	private static final List<String> CLASSES = List.of("with cell", "without cell");

	private TestExplanations() {}

	/** @return value of a cell: its column, ten times its row, a hundred times its direction, a thousand times its block, and its tile's x */
	static float value(final int block, final int direction, final int row, final int column, final Region tile) {
		return 1000 * block + 100 * direction + 10 * row + column + tile.x();
	}

	/**
	 * @param image what is said to have been explained
	 * @param region part of it, or null
	 * @param ssmShare of every block
	 * @param options keys and values
	 */
	static Explanation of(final ImagePlus image, final Region region, final double ssmShare, final Map<String, String> options) {
		return of(ImagePlusPictures.of(image, region), ssmShare, options);
	}

	/** All planes that the options ask for. */
	static ExplanationSeries series(final ImagePlus image, final Region region, final double ssmShare, final Map<String, String> options) {
		return new ExplanationSeries(ImagePlusPictures.series(image, region == null ? null : Selection.of(region), ExplainOptions.of(options).picture()).stream().map(picture -> of(
			picture, ssmShare, options)).toList());
	}

	/** The same of a picture; one without tissue has no tiles when the options ask for tissue only. */
	static Explanation of(final Picture picture, final double ssmShare, final Map<String, String> options) {
		final ExplainOptions all = ExplainOptions.of(options);
		final TilePlan every = TilePlans.plan(all.tiling(), picture.width(), picture.height(), INPUT_SIZE, all.overlap()).within(picture.mask());
		final TilePlan plan = all.tissue() ? TissueTiles.keepIfAny(picture, every, Progress.NONE) : every;
		final List<TileExplanation> tiles = plan.tiles().stream().map(tile -> tile(tile, ssmShare, all.index())).toList();
		final Map<String, Object> provenance = new LinkedHashMap<>();
		provenance.put("program", "test");
		provenance.put("model", Map.of("sha256", "abc"));
		return new Explanation(picture, model(), all, plan, tiles.isEmpty() ? Prediction.none(CLASSES) : tiles.get(0).prediction(), tiles, BLOCKS, all.index(), "CPU", provenance);
	}

	/** The same without the map of an index in one block. */
	static Explanation without(final Explanation all, final MapIndex index, final int block) {
		return withMaps(all, (position, maps) -> {
			final Map<MapIndex, float[][]> others = new LinkedHashMap<>(maps);
			if (position == block) others.remove(index);
			return others;
		});
	}

	/** The same with one value in all cells of all maps. */
	static Explanation constant(final Explanation all, final float value) {
		return withMaps(all, (position, maps) -> {
			final Map<MapIndex, float[][]> constant = new LinkedHashMap<>();
			maps.forEach((index, directions) -> constant.put(index, Arrays.stream(directions).map(float[]::clone).toArray(float[][]::new)));
			constant.values().stream().flatMap(Arrays::stream).forEach(map -> Arrays.fill(map, value));
			return constant;
		});
	}

	private static Explanation withMaps(final Explanation all,
		final BiFunction<Integer, Map<MapIndex, float[][]>, Map<MapIndex, float[][]>> change)
	{
		final List<TileExplanation> tiles = all.tiles().stream().map(tile -> new TileExplanation(tile.region(), tile.prediction(), IntStream.range(0,
			tile.blocks().size()).mapToObj(position -> {
				final BlockMaps before = tile.blocks().get(position);
				return new BlockMaps(before.block(), before.gridHeight(), before.gridWidth(), change.apply(position, before.maps()), before.ssmShare());
			}).toList())).toList();
		return new Explanation(all.picture(), all.model(), all.options(), all.plan(), all.prediction(), tiles, all.blocks(), all.indices(), all
			.device(), all.provenance());
	}

	private static ModelDescription model() {
		return new ModelDescription("test model", "", "medmamba", INPUT_SIZE, new Normalisation(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5)),
			CLASSES, OptionalDouble.empty(), new GraphNames("input", "logits", Optional.empty(), Optional.empty()), BLOCKS);
	}

	private static TileExplanation tile(final Region tile, final double ssmShare, final List<MapIndex> indices) {
		final List<BlockMaps> blocks = new ArrayList<>();
		for (int block = 0; block < BLOCKS.size(); block++) {
			final int size = BLOCKS.get(block).gridSize(INPUT_SIZE);
			final float[][] maps = new float[SCANS.size()][size * size];
			for (int direction = 0; direction < maps.length; direction++)
				for (int cell = 0; cell < size * size; cell++)
					maps[direction][cell] = value(block, direction, cell / size, cell % size, tile);
			final Map<MapIndex, float[][]> byIndex = new LinkedHashMap<>();
			indices.forEach(index -> byIndex.put(index, maps));
			blocks.add(new BlockMaps(BLOCKS.get(block), size, size, byIndex, ssmShare));
		}
		return new TileExplanation(tile, Prediction.of(CLASSES, new double[] { 2, -1 }), blocks);
	}

	private static BlockDescription block(final int stage, final int stride) {
		final String name = "stage" + stage + ".block0";
		return new BlockDescription(name, stage, 0, stride, 8, 4, SCANS, new TensorNames(name + ".delta", name + ".b", name + ".c", name + ".a",
			null, null));
	}
}
