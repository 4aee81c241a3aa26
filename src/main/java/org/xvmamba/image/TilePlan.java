package org.xvmamba.image;

import java.util.List;

/**
 * The tiles of a picture, row by row.
 *
 * @param mode {@link TilingMode#WHOLE} or {@link TilingMode#TILES}: what is really done, never AUTO
 * @param reason why this mode, in words, for people: what was asked, or what AUTO went by
 * @param inputSize pixels along each axis of what the model is given, for each tile
 * @param span pixels of the picture that one tile shows to the model; {@code inputSize} each way, unless they are resampled. Of a whole
 *          picture without meaning
 * @param stride pixels of the picture from one tile's origin to the next one's, along each axis from 1 to {@code span}; below that,
 *          neighbouring tiles overlap. Of a whole picture without meaning
 * @param tiles parts of the picture, in the picture's own coordinates (origin at its top left corner): what the maps of the tile cover. An
 *          edge tile covers less than {@code span}; its rest is mirrored picture, and its maps are cropped
 * @param leftOut further parts of the picture that were cut like tiles and then left out, row by row: nothing is known of them
 */
public record TilePlan(TilingMode mode, String reason, int inputSize, TileSpan span, TileSpan stride, List<Region> tiles,
	List<Region> leftOut)
{

	/** Copies the lists. */
	public TilePlan {
		if (stride.width() > span.width() || stride.height() > span.height()) throw new IllegalArgumentException("Tiles of " + span +
			" pixels can't lie " + stride + " apart.");
		tiles = List.copyOf(tiles);
		leftOut = List.copyOf(leftOut);
	}

	/**
	 * @param mask which of the picture's pixels were selected
	 * @return the tiles that have such pixels; the others are forgotten, as they are no part of what is looked at
	 */
	public TilePlan within(final SelectionMask mask) {
		final List<Region> inside = tiles.stream().filter(mask::touches).toList();
		return inside.size() == tiles.size() ? this : keeping(inside, leftOut, (tiles.size() - inside.size()) + " of " + tiles.size() +
			" tiles lie outside of the selection and are left out");
	}

	/** @return the same tiles, for a further reason */
	TilePlan because(final String furtherReason) {
		return keeping(tiles, leftOut, furtherReason);
	}

	/** @return other tiles of the same cut, for a further reason */
	TilePlan keeping(final List<Region> kept, final List<Region> others, final String furtherReason) {
		return new TilePlan(mode, reason + "; " + furtherReason, inputSize, span, stride, kept, others);
	}
}
