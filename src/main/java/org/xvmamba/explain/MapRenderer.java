package org.xvmamba.explain;

import java.util.List;

import org.xvmamba.image.Picture;
import org.xvmamba.image.Region;
import org.xvmamba.image.SelectionMask;
import org.xvmamba.image.TileSpan;
import org.xvmamba.image.TilingMode;

/**
 * One raw map over the whole picture. The maps stay on their blocks' own grids; each tile's grid is resized to the pixels of its tile when
 * they are asked for: bilinear, half-pixel centres, borders continued (PyTorch's {@code interpolate(align_corners=False)}). Of an edge tile
 * only the part that covers the picture is shown. Immutable, thus thread-safe.
 */
public final class MapRenderer {

	private final List<TileMap> tiles;
	private final int width;
	private final int height;
	private final SelectionMask mask;
	private final float min;
	private final float max;

	private MapRenderer(final List<TileMap> tiles, final int width, final int height, final SelectionMask mask) {
		this.tiles = tiles;
		this.width = width;
		this.height = height;
		this.mask = mask;
		float least = Float.POSITIVE_INFINITY;
		float most = Float.NEGATIVE_INFINITY;
		for (final TileMap tile : tiles)
			for (int row = 0; row < tile.visibleRows(); row++)
				for (int column = 0; column < tile.visibleColumns(); column++) {
					if (!mask.isAll() && !mask.touches(tile.shownBy(row, column))) continue;
					final float value = tile.values[row * tile.gridWidth + column];
					least = Math.min(least, value);
					most = Math.max(most, value);
				}
		this.min = least;
		this.max = most;
	}

	/**
	 * @param explanation what was found
	 * @param selection one of its maps
	 * @return that map over the whole picture
	 * @throws IllegalArgumentException when there is no such map
	 */
	public static MapRenderer of(final Explanation explanation, final MapSelection selection) {
		final Picture picture = explanation.picture();
		final boolean whole = explanation.plan().mode() == TilingMode.WHOLE;
		final TileSpan span = explanation.plan().span();
		final List<TileMap> tiles = explanation.tiles().stream().map(tile -> {
			final BlockMaps maps = tile.blocks().get(selection.block());
			final Region region = tile.region();
			// A whole picture is squeezed into the grid; a tile lies in it at its own scale, and at the picture's edge covers a part of it.
			return new TileMap(region, maps.map(selection.index(), selection.direction()), maps.gridHeight(), maps.gridWidth(), whole ? region
				.height() : span.height(), whole ? region.width() : span.width());
		}).toList();
		return new MapRenderer(tiles, picture.width(), picture.height(), picture.mask());
	}

	/** @return the least raw value in a grid cell that covers a part of the picture and has a share in what is selected */
	public float min() {
		return min;
	}

	/** @return the greatest raw value in a grid cell that covers a part of the picture and has a share in what is selected */
	public float max() {
		return max;
	}

	/**
	 * The map at any size.
	 *
	 * @param outputWidth pixels across, at least 1
	 * @param outputHeight pixels down, at least 1
	 * @return raw values, resized, [outputHeight · outputWidth], row by row; NaN outside of the selection
	 */
	public float[] render(final int outputWidth, final int outputHeight) {
		final float[] out = new float[Math.multiplyExact(outputWidth, outputHeight)];
		final double scaleX = (double) width / outputWidth;
		final double scaleY = (double) height / outputHeight;
		for (final TileMap tile : tiles) {
			final Region region = tile.region;
			final int fromX = firstPixel(region.x(), scaleX);
			final int toX = Math.min(outputWidth, firstPixel(region.x() + region.width(), scaleX));
			final int fromY = firstPixel(region.y(), scaleY);
			final int toY = Math.min(outputHeight, firstPixel(region.y() + region.height(), scaleY));
			final Axis across = new Axis(fromX, toX, scaleX, region.x(), tile.spanX, tile.gridWidth);
			final Axis down = new Axis(fromY, toY, scaleY, region.y(), tile.spanY, tile.gridHeight);
			for (int y = fromY; y < toY; y++)
				tile.renderRow(down, y - fromY, across, out, y * outputWidth + fromX);
		}
		if (!mask.isAll()) clearOutside(out, outputWidth, scaleX, scaleY);
		return out;
	}

	private void clearOutside(final float[] out, final int outputWidth, final double scaleX, final double scaleY) {
		for (int i = 0; i < out.length; i++)
			if (!mask.contains((int) ((i % outputWidth + 0.5) * scaleX), (int) ((i / outputWidth + 0.5) * scaleY))) out[i] = Float.NaN;
	}

	/**
	 * What lies under one pixel.
	 *
	 * @param x column of the picture, 0 to its width - 1
	 * @param y row of the picture, 0 to its height - 1
	 * @return the grid cell that covers the pixel
	 * @throws IndexOutOfBoundsException when the picture has no such pixel
	 */
	public Cell cellAt(final int x, final int y) {
		for (int i = 0; i < tiles.size(); i++) {
			final TileMap tile = tiles.get(i);
			final Region region = tile.region;
			if (x < region.x() || y < region.y() || x - region.x() >= region.width() || y - region.y() >= region.height()) continue;
			final int column = (int) ((x - region.x() + 0.5) * tile.gridWidth / tile.spanX);
			final int row = (int) ((y - region.y() + 0.5) * tile.gridHeight / tile.spanY);
			final int token = row * tile.gridWidth + column;
			return new Cell(i, row, column, token, tile.values[token]);
		}
		throw new IndexOutOfBoundsException("The picture of " + width + " x " + height + " pixels has no pixel (" + x + ", " + y + ").");
	}

	/**
	 * @param tile position in the explanation's list of tiles
	 * @param row of the tile's grid
	 * @param column of the tile's grid
	 * @param token row · grid width + column
	 * @param value raw
	 */
	public record Cell(int tile, int row, int column, int token, float value) {}

	/** @return the first output pixel whose centre lies at or right of an edge of the picture */
	private static int firstPixel(final int edge, final double scale) {
		return (int) Math.ceil(edge / scale - 0.5);
	}

	/** Where each output pixel of one axis falls between two grid cells. */
	private static final class Axis {

		private final int[] lower;
		private final int[] upper;
		private final float[] weightOfUpper;

		private Axis(final int from, final int to, final double scale, final int origin, final int span, final int cells) {
			final int length = Math.max(0, to - from);
			lower = new int[length];
			upper = new int[length];
			weightOfUpper = new float[length];
			for (int i = 0; i < length; i++) {
				final double inTile = (from + i + 0.5) * scale - origin;
				final double position = Math.min(Math.max(inTile * cells / span - 0.5, 0), cells - 1.0);
				lower[i] = (int) position;
				upper[i] = Math.min(lower[i] + 1, cells - 1);
				weightOfUpper[i] = (float) (position - lower[i]);
			}
		}
	}

	/** One tile's values, and the pixels that its grid spans from the tile's origin on. */
	private record TileMap(Region region, float[] values, int gridHeight, int gridWidth, int spanY, int spanX) {

		private int visibleRows() {
			return visible(region.height(), gridHeight, spanY);
		}

		private int visibleColumns() {
			return visible(region.width(), gridWidth, spanX);
		}

		/** Bilinear: a cell has a share in the pixels up to the centres of its neighbours. */
		private Region shownBy(final int row, final int column) {
			final int left = (int) Math.max(0, Math.floor((column - 0.5) * spanX / gridWidth));
			final int top = (int) Math.max(0, Math.floor((row - 0.5) * spanY / gridHeight));
			final int right = (int) Math.min(region.width(), Math.ceil((column + 1.5) * spanX / gridWidth));
			final int bottom = (int) Math.min(region.height(), Math.ceil((row + 1.5) * spanY / gridHeight));
			return new Region(region.x() + left, region.y() + top, right - left, bottom - top);
		}

		private static int visible(final int pixels, final int cells, final int span) {
			return Math.min(cells, (int) (((long) pixels * cells + span - 1) / span));
		}

		private void renderRow(final Axis down, final int row, final Axis across, final float[] out, final int outFrom) {
			final int upperRow = down.lower[row] * gridWidth;
			final int lowerRow = down.upper[row] * gridWidth;
			final float weight = down.weightOfUpper[row];
			for (int i = 0; i < across.lower.length; i++) {
				final int left = across.lower[i];
				final int right = across.upper[i];
				final float weightOfRight = across.weightOfUpper[i];
				final float top = mix(values[upperRow + left], values[upperRow + right], weightOfRight);
				final float bottom = mix(values[lowerRow + left], values[lowerRow + right], weightOfRight);
				out[outFrom + i] = mix(top, bottom, weight);
			}
		}

		private static float mix(final float first, final float second, final float weightOfSecond) {
			return first + weightOfSecond * (second - first);
		}
	}
}
