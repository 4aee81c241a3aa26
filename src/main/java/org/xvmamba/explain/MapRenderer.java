package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.xvmamba.image.Picture;
import org.xvmamba.image.Region;
import org.xvmamba.image.SelectionMask;

/**
 * One raw map over the whole picture. The maps stay on their blocks' own grids; each tile's grid is resized to the pixels of its tile when
 * they are asked for: bilinear, half-pixel centres, borders continued (PyTorch's {@code interpolate(align_corners=False)}). Of an edge tile
 * only the part that covers the picture is shown.
 * <p>
 * Where tiles overlap, a pixel shows their weighted mean. A tile's weight is the product of the pixel's distances to the tile's nearer
 * vertical and nearer horizontal edge, divided by the sum of those of all tiles there: it is greatest in the tile's middle, where the model
 * saw most around, and falls to nothing at its edge, so that no seams show. Nothing is blurred: each tile's grid is resized as it is.
 * Immutable, thus thread-safe.
 */
public final class MapRenderer {

	private final List<TileMap> tiles;
	private final int width;
	private final int height;
	private final SelectionMask mask;
	private final float min;
	private final float max;

	/** The maps of tiles, over a picture of that size. */
	MapRenderer(final List<TileMap> tiles, final int width, final int height, final SelectionMask mask) {
		this.tiles = tiles;
		this.width = width;
		this.height = height;
		this.mask = mask;
		float least = Float.POSITIVE_INFINITY;
		float most = Float.NEGATIVE_INFINITY;
		for (final TileMap tile : tiles)
			for (int row = 0; row < tile.visibleRows(); row++)
				for (int column = 0; column < tile.visibleColumns(); column++) {
					if (!isShown(tile, row, column)) continue;
					final float value = tile.values()[row * tile.gridWidth() + column];
					least = Math.min(least, value);
					most = Math.max(most, value);
				}
		this.min = tiles.isEmpty() ? 0 : least;
		this.max = tiles.isEmpty() ? 0 : most;
	}

	/**
	 * @param explanation what was found
	 * @param selection one of its maps
	 * @return that map over the whole picture
	 * @throws IllegalArgumentException when there is no such map
	 */
	public static MapRenderer of(final Explanation explanation, final MapSelection selection) {
		final Picture picture = explanation.picture();
		final List<TileMap> tiles = explanation.tiles().stream().map(tile -> {
			final BlockMaps maps = tile.blocks().get(selection.block());
			return TileMap.of(explanation.plan(), tile.region(), maps.map(selection.index(), selection.direction()), maps.gridHeight(), maps
				.gridWidth());
		}).toList();
		return new MapRenderer(tiles, picture.width(), picture.height(), picture.mask());
	}

	/** @return values of some tiles over their picture; NaN outside of them and of its selection */
	static MapRenderer of(final List<TileMap> tiles, final Picture picture) {
		return new MapRenderer(tiles, picture.width(), picture.height(), picture.mask());
	}

	/** @return the raw values of all tiles' grid cells, tile by tile, row by row; NaN for those that take no part in what is shown */
	float[] cells() {
		final float[] cells = new float[tiles.stream().mapToInt(tile -> tile.values().length).reduce(0, Math::addExact)];
		Arrays.fill(cells, Float.NaN);
		int from = 0;
		for (final TileMap tile : tiles) {
			for (int row = 0; row < tile.visibleRows(); row++)
				for (int column = 0; column < tile.visibleColumns(); column++)
					if (isShown(tile, row, column)) cells[from + row * tile.gridWidth() + column] = tile.values()[row * tile.gridWidth() + column];
			from += tile.values().length;
		}
		return cells;
	}

	private boolean isShown(final TileMap tile, final int row, final int column) {
		return mask.isAll() || mask.touches(tile.shownBy(row, column));
	}

	/**
	 * Resizes any grid as maps are resized.
	 *
	 * @param values [gridHeight · gridWidth]
	 * @param gridHeight rows
	 * @param gridWidth columns
	 * @param outputWidth pixels across, at least 1
	 * @param outputHeight pixels down, at least 1
	 * @return [outputHeight · outputWidth], row by row
	 */
	public static float[] resize(final float[] values, final int gridHeight, final int gridWidth, final int outputWidth,
		final int outputHeight)
	{
		final TileMap grid = new TileMap(new Region(0, 0, outputWidth, outputHeight), values, gridHeight, gridWidth, outputHeight, outputWidth);
		return new MapRenderer(List.of(grid), outputWidth, outputHeight, SelectionMask.ALL).render(outputWidth, outputHeight);
	}

	/** @return the least raw value in a grid cell, of any tile, that takes part in what is shown; no pixel shows less, but for rounding; 0 without tiles */
	public float min() {
		return min;
	}

	/** @return the greatest raw value in a grid cell, of any tile, that takes part in what is shown; no pixel shows more, but for rounding; 0 without tiles */
	public float max() {
		return max;
	}

	/**
	 * The map at any size.
	 *
	 * @param outputWidth pixels across, at least 1
	 * @param outputHeight pixels down, at least 1
	 * @return raw values, resized, [outputHeight · outputWidth], row by row; NaN where tiles were left out, and outside of the selection
	 */
	public float[] render(final int outputWidth, final int outputHeight) {
		final float[] out = new float[Math.multiplyExact(outputWidth, outputHeight)];
		Arrays.fill(out, Float.NaN);
		final double scaleX = (double) width / outputWidth;
		final double scaleY = (double) height / outputHeight;
		final Map<Integer, RenderAxis> columns = new HashMap<>();
		final List<Row> rows = rows(outputHeight, scaleY);
		final float[] weights = new float[outputWidth];
		for (int y = 0; y < outputHeight; y++) {
			Arrays.fill(weights, 0);
			for (final Row row : rows)
				if (y >= row.down.from && y < row.down.to) for (final TileMap tile : row.tiles)
					tile.addRow(row.down, y, columns.computeIfAbsent(tile.region().x(), x -> tile.across(outputWidth, scaleX)), weights, out, y *
						outputWidth);
		}
		if (!mask.isAll()) clearOutside(out, outputWidth, scaleX, scaleY);
		return out;
	}

	private void clearOutside(final float[] out, final int outputWidth, final double scaleX, final double scaleY) {
		for (int i = 0; i < out.length; i++)
			if (!mask.contains((int) ((i % outputWidth + 0.5) * scaleX), (int) ((i / outputWidth + 0.5) * scaleY))) out[i] = Float.NaN;
	}

	/** Tiles side by side, and where the output's rows fall on them. */
	private record Row(RenderAxis down, List<TileMap> tiles) {}

	private List<Row> rows(final int outputHeight, final double scale) {
		final Map<Integer, List<TileMap>> rows = new LinkedHashMap<>();
		for (final TileMap tile : tiles)
			rows.computeIfAbsent(tile.region().y(), y -> new ArrayList<>()).add(tile);
		return rows.values().stream().map(row -> new Row(row.get(0).down(outputHeight, scale), row)).toList();
	}

	/**
	 * What lies under one pixel. Where tiles overlap, the tile whose centre is nearest to the pixel's centre wins, and of equally near ones
	 * the first; the centre is that of what the model saw, also where the picture's edge crops the tile. The value is that tile's own, not
	 * the mean that {@link #render} shows.
	 *
	 * @param x column of the picture, 0 to its width - 1
	 * @param y row of the picture, 0 to its height - 1
	 * @return the grid cell that covers the pixel; {@link Cell#NONE} where tiles were left out
	 * @throws IndexOutOfBoundsException when the picture has no such pixel
	 */
	public Cell cellAt(final int x, final int y) {
		if (x < 0 || y < 0 || x >= width || y >= height) throw new IndexOutOfBoundsException("The picture of " + width + " x " + height +
			" pixels has no pixel (" + x + ", " + y + ").");
		int nearest = -1;
		double least = Double.POSITIVE_INFINITY;
		for (int i = 0; i < tiles.size(); i++)
			if (tiles.get(i).covers(x, y) && tiles.get(i).squaredDistance(x, y) < least) {
				nearest = i;
				least = tiles.get(i).squaredDistance(x, y);
			}
		return nearest < 0 ? Cell.NONE : tiles.get(nearest).cell(nearest, x, y);
	}

	/**
	 * @param tile position in the explanation's list of tiles
	 * @param row of the tile's grid
	 * @param column of the tile's grid
	 * @param token row · grid width + column
	 * @param value raw
	 */
	public record Cell(int tile, int row, int column, int token, float value) {

		/** No cell: numbers -1, value NaN. */
		public static final Cell NONE = new Cell(-1, -1, -1, -1, Float.NaN);
	}
}
