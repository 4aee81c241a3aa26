package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.xvmamba.Progress;
import org.xvmamba.explain.MapIndex.Activation;
import org.xvmamba.explain.MapIndex.ClassWeighted;
import org.xvmamba.explain.MapIndex.Selectivity;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Region;
import org.xvmamba.image.SelectionMask;
import org.xvmamba.image.TilePlan;

/**
 * Makes maps of other maps, once those of all tiles are there: ranges are taken over the whole picture, so that tiles fit each other.
 *
 * @param picture what was looked at
 * @param plan its tiles
 * @param tiles with the maps of which others are made
 * @param activations for each tile, the class activation map of the chosen class; empty where none is needed
 */
record DerivedMaps(Picture picture, TilePlan plan, List<TileExplanation> tiles, List<ActivationGrid> activations) {

	/**
	 * A class activation map on the grid of the last feature map.
	 *
	 * @param values M_c, [row · width + column]
	 */
	record ActivationGrid(int height, int width, float[] values) {}

	/**
	 * @param indices the maps that shall stay, in this order; those of which they are made go
	 * @param progress asked for cancellation at every tile
	 * @return the tiles with these maps
	 */
	List<TileExplanation> finish(final List<MapIndex> indices, final Progress progress) {
		if (tiles.isEmpty()) return List.of();
		final List<Map<MapIndex, ValueRange[]>> ranges = new ArrayList<>();
		for (int block = 0; block < tiles.get(0).blocks().size(); block++)
			ranges.add(indices.stream().flatMap(index -> MapIndex.withSources(List.of(index)).stream()).anyMatch(Selectivity.class::isInstance)
				? ranges(block) : Map.of());
		final ValueRange activation = activations.isEmpty() ? new ValueRange(0, 0) : range(tile -> activation(tile));
		final List<TileExplanation> finished = new ArrayList<>();
		for (int tile = 0; tile < tiles.size(); tile++) {
			progress.throwIfCancelled();
			final List<BlockMaps> blocks = new ArrayList<>();
			for (int block = 0; block < tiles.get(tile).blocks().size(); block++)
				blocks.add(new OneBlock(tile, block, ranges.get(block), activation.max()).finish(indices));
			finished.add(new TileExplanation(tiles.get(tile).region(), tiles.get(tile).prediction(), blocks));
		}
		return finished;
	}

	/** Of J and of G, for each direction of a block. */
	private Map<MapIndex, ValueRange[]> ranges(final int block) {
		final Map<MapIndex, ValueRange[]> ranges = new LinkedHashMap<>();
		for (final MapIndex index : new Selectivity().madeOf())
			ranges.put(index, IntStream.range(0, tiles.get(0).blocks().get(block).block().directions()).mapToObj(direction -> range(tile -> {
				final BlockMaps maps = tiles.get(tile).blocks().get(block);
				return TileMap.of(plan, tiles.get(tile).region(), maps.map(index, direction), maps.gridHeight(), maps.gridWidth());
			})).toArray(ValueRange[]::new));
		return ranges;
	}

	private TileMap activation(final int tile) {
		final ActivationGrid grid = activations.get(tile);
		return TileMap.of(plan, tiles.get(tile).region(), grid.values, grid.height, grid.width);
	}

	private ValueRange range(final Function<Integer, TileMap> map) {
		final MapRenderer renderer = new MapRenderer(IntStream.range(0, tiles.size()).boxed().map(map).toList(), picture.width(), picture.height(),
			picture.mask());
		return new ValueRange(renderer.min(), renderer.max());
	}

	/** One block on one tile. */
	private final class OneBlock {

		private final BlockMaps maps;
		private final int tile;
		private final boolean last;
		private final Map<MapIndex, ValueRange[]> ranges;
		private final float mostActive;

		OneBlock(final int tile, final int block, final Map<MapIndex, ValueRange[]> ranges, final float mostActive) {
			this.maps = tiles.get(tile).blocks().get(block);
			this.tile = tile;
			this.last = block == tiles.get(tile).blocks().size() - 1;
			this.ranges = ranges;
			this.mostActive = mostActive;
		}

		BlockMaps finish(final List<MapIndex> indices) {
			final Map<MapIndex, float[][]> finished = new LinkedHashMap<>();
			for (final MapIndex index : indices)
				if (isPossible(index)) finished.put(index, IntStream.range(0, maps.block().directions()).mapToObj(direction -> values(index, direction))
					.toArray(float[][]::new));
			return new BlockMaps(maps.block(), maps.gridHeight(), maps.gridWidth(), finished, maps.ssmShare());
		}

		/** The class activation map belongs to no block; it stands with the last one. */
		private boolean isPossible(final MapIndex index) {
			return index instanceof Activation ? last : index.madeOf().isEmpty() ? maps.has(index) : index.madeOf().stream().allMatch(this::isPossible);
		}

		private float[] values(final MapIndex index, final int direction) {
			if (index instanceof Selectivity) return selectivity(direction);
			if (index instanceof Activation) return activationOnGrid();
			return index instanceof ClassWeighted weighted ? weighted(values(weighted.weighted(), direction)) : maps.map(index, direction);
		}

		private float[] selectivity(final int direction) {
			final float[] jacobian = maps.map(MapIndex.JACOBIAN, direction);
			final float[] gramian = maps.map(MapIndex.GRAMIAN, direction);
			final float[] values = new float[jacobian.length];
			for (int i = 0; i < values.length; i++)
				values[i] = Math.abs(ranges.get(MapIndex.JACOBIAN)[direction].share(jacobian[i]) - ranges.get(MapIndex.GRAMIAN)[direction].share(
					gramian[i]));
			return values;
		}

		private float[] weighted(final float[] values) {
			final float[] activation = activationOnGrid();
			final float[] weighted = new float[values.length];
			for (int i = 0; i < values.length; i++)
				weighted[i] = mostActive > 0 ? values[i] * Math.max(0, activation[i]) / mostActive : 0;
			return weighted;
		}

		/** Bilinear, half-pixel centres, like every other map. */
		private float[] activationOnGrid() {
			final int height = maps.gridHeight();
			final int width = maps.gridWidth();
			final ActivationGrid grid = activations.get(tile);
			return new MapRenderer(List.of(new TileMap(new Region(0, 0, width, height), grid.values, grid.height, grid.width, height, width)), width,
				height, SelectionMask.ALL).render(width, height);
		}
	}
}
