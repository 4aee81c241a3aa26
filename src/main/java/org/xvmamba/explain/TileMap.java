package org.xvmamba.explain;

import org.xvmamba.image.Region;
import org.xvmamba.image.TilePlan;
import org.xvmamba.image.TilingMode;

/**
 * One tile's values on its own grid.
 *
 * @param region the part of the picture that the tile covers
 * @param values raw, [row · gridWidth + column]
 * @param gridHeight rows of the grid
 * @param gridWidth columns of the grid
 * @param spanY pixels of the picture that the grid spans from the region's upper edge on; more than the region at the picture's edge
 * @param spanX the same from its left edge on
 */
record TileMap(Region region, float[] values, int gridHeight, int gridWidth, int spanY, int spanX) {

	/**
	 * @param plan to which the tile belongs
	 * @param region the tile
	 */
	static TileMap of(final TilePlan plan, final Region region, final float[] values, final int gridHeight, final int gridWidth) {
		// A whole picture is squeezed into the grid; a tile lies in it at its own scale, and at the picture's edge covers a part of it.
		final boolean whole = plan.mode() == TilingMode.WHOLE;
		return new TileMap(region, values, gridHeight, gridWidth, whole ? region.height() : plan.span().height(), whole ? region.width() : plan
			.span().width());
	}

	/** @return the rows that take part in what is shown */
	int visibleRows() {
		return RenderAxis.visibleCells(region.height(), spanY, gridHeight);
	}

	/** @return the columns that take part in what is shown */
	int visibleColumns() {
		return RenderAxis.visibleCells(region.width(), spanX, gridWidth);
	}

	/** @return the part of the picture in which a cell takes part: by bilinear resizing, up to the centres of its neighbours */
	Region shownBy(final int row, final int column) {
		final int left = (int) Math.max(0, Math.floor((column - 0.5) * spanX / gridWidth));
		final int top = (int) Math.max(0, Math.floor((row - 0.5) * spanY / gridHeight));
		final int right = (int) Math.min(region.width(), Math.ceil((column + 1.5) * spanX / gridWidth));
		final int bottom = (int) Math.min(region.height(), Math.ceil((row + 1.5) * spanY / gridHeight));
		return new Region(region.x() + left, region.y() + top, right - left, bottom - top);
	}

	/** @return where the output's columns fall on this tile; tiles of one column of the plan have the same */
	RenderAxis across(final int outputWidth, final double scale) {
		return new RenderAxis(outputWidth, scale, region.x(), region.width(), spanX, gridWidth);
	}

	/** @return where the output's rows fall on this tile; tiles of one row of the plan have the same */
	RenderAxis down(final int outputHeight, final double scale) {
		return new RenderAxis(outputHeight, scale, region.y(), region.height(), spanY, gridHeight);
	}

	/** @return whether the tile covers a pixel of the picture */
	boolean covers(final int x, final int y) {
		return x >= region.x() && y >= region.y() && x - region.x() < region.width() && y - region.y() < region.height();
	}

	/** @return square of the distance from a pixel's centre to the centre of what the model saw for this tile, in pixels */
	double squaredDistance(final int x, final int y) {
		final double right = x + 0.5 - region.x() - spanX / 2.0;
		final double down = y + 0.5 - region.y() - spanY / 2.0;
		return right * right + down * down;
	}

	/** @return the cell over a pixel that the tile covers */
	MapRenderer.Cell cell(final int tile, final int x, final int y) {
		final int column = (int) ((x - region.x() + 0.5) * gridWidth / spanX);
		final int row = (int) ((y - region.y() + 0.5) * gridHeight / spanY);
		final int token = row * gridWidth + column;
		return new MapRenderer.Cell(tile, row, column, token, values[token]);
	}

	/**
	 * Takes this tile into the weighted mean of one output row. The mean moves towards each new value by the value's share of all weights so
	 * far: what is the same in all tiles stays exactly the same.
	 *
	 * @param down where the output's rows fall
	 * @param y row of the output, {@code down.from} to {@code down.to} - 1
	 * @param across where the output's columns fall
	 * @param weights for each pixel of the row, the sum so far; is added to
	 * @param out the output
	 * @param outFrom where the row begins in it
	 */
	void addRow(final RenderAxis down, final int y, final RenderAxis across, final float[] weights, final float[] out, final int outFrom) {
		final int row = y - down.from;
		final int upperRow = down.lower[row] * gridWidth;
		final int lowerRow = down.upper[row] * gridWidth;
		final float weightOfLower = down.weightOfUpper[row];
		for (int i = 0; i < across.lower.length; i++) {
			final int left = across.lower[i];
			final int right = across.upper[i];
			final float weightOfRight = across.weightOfUpper[i];
			final float top = mix(values[upperRow + left], values[upperRow + right], weightOfRight);
			final float bottom = mix(values[lowerRow + left], values[lowerRow + right], weightOfRight);
			final float value = mix(top, bottom, weightOfLower);
			final int x = across.from + i;
			final float before = weights[x];
			weights[x] += down.weightOfTile[row] * across.weightOfTile[i];
			out[outFrom + x] = before == 0 ? value : mix(out[outFrom + x], value, (weights[x] - before) / weights[x]);
		}
	}

	private static float mix(final float first, final float second, final float weightOfSecond) {
		return first + weightOfSecond * (second - first);
	}
}
