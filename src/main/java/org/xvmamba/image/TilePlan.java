package org.xvmamba.image;

import java.util.List;

/**
 * The tiles of a picture, row by row.
 *
 * @param mode {@link TilingMode#WHOLE} or {@link TilingMode#TILES}: what is really done, never AUTO
 * @param reason why this mode, in words, for people: what was asked, or what AUTO went by
 * @param inputSize pixels along each axis of what the model is given, for each tile
 * @param stride pixels of the picture from one tile's origin to the next one's along each axis, 1 to {@code inputSize}; below
 *          {@code inputSize}, neighbouring tiles overlap. Of a whole picture, {@code inputSize}
 * @param tiles parts of the picture, in the picture's own coordinates (origin at its top left corner): what the maps of the tile cover. An
 *          edge tile covers less than {@code inputSize}; its rest is mirrored picture, and its maps are cropped
 * @param leftOut further parts of the picture that were cut like tiles and then left out, row by row: nothing is known of them
 */
public record TilePlan(TilingMode mode, String reason, int inputSize, int stride, List<Region> tiles, List<Region> leftOut) {

	/** Copies the lists. */
	public TilePlan {
		if (stride < 1 || stride > inputSize) throw new IllegalArgumentException("Tiles of " + inputSize + " pixels can't lie " + stride +
			" apart.");
		tiles = List.copyOf(tiles);
		leftOut = List.copyOf(leftOut);
	}
}
