package org.xvmamba.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.xvmamba.UserException;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Region;
import org.xvmamba.image.TilePlan;
import org.xvmamba.image.TileSpan;
import org.xvmamba.image.TilingMode;

/**
 * Where one tile lies on its picture.
 *
 * @param picture what is looked at
 * @param plan how it is cut
 * @param tile position in the plan's list of tiles
 */
record TilePlace(Picture picture, TilePlan plan, int tile) {

	/**
	 * @param x column of the picture
	 * @param y row of the picture
	 * @return the tile whose centre is nearest of those that cover the point
	 * @throws UserException when there is none
	 */
	static TilePlace at(final Picture picture, final TilePlan plan, final int x, final int y) {
		final Region region = picture.region();
		final boolean isInside = x >= 0 && y >= 0 && x < picture.width() && y < picture.height();
		final int tile = isInside ? MapRenderer.of(plan.tiles().stream().map(each -> map(plan, each, new float[1], 1)).toList(), picture).cellAt(x,
			y).tile() : -1;
		if (tile < 0) throw new UserException("The point " + (x + region.x()) + "," + (y + region.y()) +
			" lies outside of what is explained of '" + picture.name() + "', which has " + picture.width() + " x " + picture.height() +
			" pixels from " + region.x() + "," + region.y() + " on; give a point inside.");
		return new TilePlace(picture, plan, tile);
	}

	private static TileMap map(final TilePlan plan, final Region region, final float[] values, final int grid) {
		final TileSpan span = span(plan, region);
		return new TileMap(region, values, grid, grid, span.height(), span.width());
	}

	/** A whole picture is squeezed into the grid; a tile lies in it at its own scale, and at the picture's edge covers a part of it. */
	private static TileSpan span(final TilePlan plan, final Region region) {
		return plan.mode() == TilingMode.WHOLE ? new TileSpan(region.width(), region.height()) : plan.span();
	}

	/** @return the pixels of the picture that the whole grid covers */
	TileSpan span() {
		return span(plan, region());
	}

	/** @return the part of the picture that the tile covers */
	Region region() {
		return plan.tiles().get(tile);
	}

	/** @return whether a point of the picture belongs to this tile rather than to another one */
	boolean isFor(final int x, final int y) {
		return at(picture, plan, x, y).tile == tile;
	}

	/** @return the token of the cell, of a grid of so many cells along each axis, that covers a pixel of the picture */
	int tokenAt(final int grid, final int x, final int y) {
		final TileMap cells = map(plan, region(), new float[grid * grid], grid);
		if (!cells.covers(x, y)) throw new IllegalArgumentException("The pixel " + x + ", " + y + " lies outside of the tile " + region() + ".");
		return cells.cell(0, x, y).token();
	}

	/** @return a renderer of values on such a grid, over the whole picture; NaN outside of this tile */
	MapRenderer renderer(final float[] values, final int grid) {
		return MapRenderer.of(List.of(map(plan, region(), values, grid)), picture);
	}

	/** @return of which pixels this tile is */
	Map<String, Object> provenance() {
		final Map<String, Object> provenance = new LinkedHashMap<>();
		provenance.put("image", picture.name());
		provenance.put("plane", picture.plane().inWords());
		provenance.put("pixel_values", picture.conversion());
		provenance.put("tiling", plan.mode().key() + ": " + plan.reason());
		provenance.put("tile", List.of(region().x(), region().y(), region().width(), region().height()));
		return provenance;
	}
}
