package org.xvmamba.image;

import java.util.ArrayList;
import java.util.List;

/** Cuts pictures into tiles. */
public final class TilePlans {

	/**
	 * Up to this many times the model's input, {@link TilingMode#AUTO} resizes a picture as a whole: classifiers are trained on whole
	 * pictures, commonly of 500 to 800 pixels, resized; what is larger is mostly a mosaic or a slide.
	 */
	private static final int WHOLE_UP_TO = 4;

	/** The greatest overlap of neighbouring tiles in percent of a tile: here each pixel is looked at 16 times. */
	public static final int MOST_OVERLAP = 75;

	private static final double PERCENT = 100;

	private TilePlans() {}

	/**
	 * Tiles that do not overlap, as by {@link #plan(TilingMode, int, int, int, int)}.
	 *
	 * @param mode what is asked
	 * @param width of the picture in pixels, at least 1
	 * @param height of the picture in pixels, at least 1
	 * @param inputSize pixels along each axis of the model's input, at least 1
	 * @return the tiles, row by row, and why they are cut so
	 */
	public static TilePlan plan(final TilingMode mode, final int width, final int height, final int inputSize) {
		return plan(mode, width, height, inputSize, 0);
	}

	/**
	 * @param mode what is asked
	 * @param width of the picture in pixels, at least 1
	 * @param height of the picture in pixels, at least 1
	 * @param inputSize pixels along each axis of the model's input, at least 1
	 * @param overlap of neighbouring tiles in percent of a tile, 0 to {@link #MOST_OVERLAP}; of no effect on a whole picture, and the reason
	 *          says so
	 * @return the tiles, row by row, and why they are cut so; along each axis, the last tile is the first that reaches the picture's edge
	 */
	public static TilePlan plan(final TilingMode mode, final int width, final int height, final int inputSize, final int overlap) {
		if (inputSize < 1) throw new IllegalArgumentException("An input of " + inputSize + " pixels is empty.");
		if (overlap < 0 || overlap > MOST_OVERLAP) throw new IllegalArgumentException("An overlap of " + overlap + " % is not possible.");
		return switch (mode) {
			case WHOLE -> whole(width, height, inputSize, overlap, "as asked");
			case TILES -> tiles(width, height, inputSize, overlap, "as asked");
			case AUTO -> automatic(width, height, inputSize, overlap);
		};
	}

	private static TilePlan automatic(final int width, final int height, final int inputSize, final int overlap) {
		final int longerSide = Math.max(width, height);
		final boolean small = longerSide <= (long) WHOLE_UP_TO * inputSize;
		final String reason = "longer side of " + longerSide + " pixels is " + (small ? "at most " : "more than ") + WHOLE_UP_TO +
			" times the model's input of " + inputSize;
		return small ? whole(width, height, inputSize, overlap, reason) : tiles(width, height, inputSize, overlap, reason);
	}

	private static TilePlan whole(final int width, final int height, final int inputSize, final int overlap, final String reason) {
		final String ignored = overlap == 0 ? "" : "; the overlap of " + overlap + " % is for tiles, and had no effect";
		return new TilePlan(TilingMode.WHOLE, reason + ignored, inputSize, inputSize, List.of(new Region(0, 0, width, height)), List
			.of());
	}

	private static TilePlan tiles(final int width, final int height, final int inputSize, final int overlap, final String reason) {
		final int stride = (int) Math.max(1, inputSize - Math.round(inputSize * (overlap / PERCENT)));
		final int columns = count(width, inputSize, stride);
		final int rows = count(height, inputSize, stride);
		final List<Region> tiles = new ArrayList<>();
		for (int row = 0; row < rows; row++)
			for (int column = 0; column < columns; column++) {
				final int x = column * stride;
				final int y = row * stride;
				tiles.add(new Region(x, y, Math.min(inputSize, width - x), Math.min(inputSize, height - y)));
			}
		return new TilePlan(TilingMode.TILES, reason, inputSize, stride, tiles, List.of());
	}

	/** Tiles along one axis: as many as it takes to reach the end. */
	private static int count(final int length, final int inputSize, final int stride) {
		return length <= inputSize ? 1 : 1 + (int) (((long) length - inputSize + stride - 1) / stride);
	}
}
