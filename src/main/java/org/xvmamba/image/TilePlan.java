package org.xvmamba.image;

import java.util.List;

/**
 * The tiles of a picture, row by row.
 *
 * @param mode {@link TilingMode#WHOLE} or {@link TilingMode#TILES}: what is really done, never AUTO
 * @param reason why this mode, in words, for people: what was asked, or what AUTO went by
 * @param inputSize pixels along each axis of what the model is given, for each tile
 * @param tiles parts of the picture, in the picture's own coordinates (origin at its top left corner): what the maps of the tile cover. An
 *          edge tile covers less than {@code inputSize}; its rest is mirrored picture, and its maps are cropped
 * @param span pixels of the picture that one tile shows to the model; {@code inputSize} each way, unless they are resampled. Of a whole
 *          picture without meaning
 */
public record TilePlan(TilingMode mode, String reason, int inputSize, List<Region> tiles, TileSpan span) {

	/** Copies the list. */
	public TilePlan {
		tiles = List.copyOf(tiles);
	}

	/**
	 * @param mask which of the picture's pixels were selected
	 * @return the tiles that have such pixels
	 */
	public TilePlan within(final SelectionMask mask) {
		final List<Region> inside = tiles.stream().filter(mask::touches).toList();
		return inside.size() == tiles.size() ? this : new TilePlan(mode, reason + "; " + (tiles.size() - inside.size()) + " of " + tiles.size() +
			" tiles lie outside of the selection and are left out", inputSize, inside, span);
	}

	/** Tiles at the picture's own scale. */
	public TilePlan(final TilingMode mode, final String reason, final int inputSize, final List<Region> tiles) {
		this(mode, reason, inputSize, tiles, TileSpan.unscaled(inputSize));
	}
}
