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
		requireOverlap(overlap);
		return switch (mode) {
			case WHOLE -> whole(width, height, inputSize, overlap, "as asked");
			case TILES -> tiles(width, height, TileSpan.unscaled(inputSize), inputSize, overlap, "as asked");
			case AUTO -> automatic(width, height, inputSize, overlap);
		};
	}

	/**
	 * The same at the model's scale: where that is known, {@link TilingMode#AUTO} means tiles, which keep it; a whole picture is resized
	 * whatever its scale.
	 *
	 * @param scale at which the model shall see the picture; the overlap is in percent of a tile at that scale
	 */
	public static TilePlan plan(final TilingMode mode, final int width, final int height, final int inputSize, final int overlap,
		final ModelScale scale)
	{
		requireOverlap(overlap);
		if (scale.known() && mode != TilingMode.WHOLE) return tiles(width, height, scale.span(), inputSize, overlap, (mode == TilingMode.AUTO ? ""
			: "as asked; ") + scale.reason());
		final TilePlan plan = plan(mode, width, height, inputSize, overlap);
		final String reason = scale.known() ? "the whole image is resized, whatever its scale" : scale.reason();
		return reason.isEmpty() ? plan : plan.because(reason);
	}

	private static void requireOverlap(final int overlap) {
		if (overlap < 0 || overlap > MOST_OVERLAP) throw new IllegalArgumentException("An overlap of " + overlap + " % is not possible.");
	}

	private static TilePlan automatic(final int width, final int height, final int inputSize, final int overlap) {
		final int longerSide = Math.max(width, height);
		final boolean small = longerSide <= (long) WHOLE_UP_TO * inputSize;
		final String reason = "longer side of " + longerSide + " pixels is " + (small ? "at most " : "more than ") + WHOLE_UP_TO +
			" times the model's input of " + inputSize;
		return small ? whole(width, height, inputSize, overlap, reason) : tiles(width, height, TileSpan.unscaled(inputSize), inputSize, overlap,
			reason);
	}

	private static TilePlan whole(final int width, final int height, final int inputSize, final int overlap, final String reason) {
		final String ignored = overlap == 0 ? "" : "; the overlap of " + overlap + " % is for tiles, and had no effect";
		final TileSpan span = TileSpan.unscaled(inputSize);
		return new TilePlan(TilingMode.WHOLE, reason + ignored, inputSize, span, span, List.of(new Region(0, 0, width, height)), List.of());
	}

	private static TilePlan tiles(final int width, final int height, final TileSpan span, final int inputSize, final int overlap,
		final String reason)
	{
		final TileSpan stride = span.stride(overlap);
		final int columns = count(width, span.width(), stride.width());
		final int rows = count(height, span.height(), stride.height());
		final List<Region> tiles = new ArrayList<>();
		for (int row = 0; row < rows; row++)
			for (int column = 0; column < columns; column++) {
				final int x = column * stride.width();
				final int y = row * stride.height();
				tiles.add(new Region(x, y, Math.min(span.width(), width - x), Math.min(span.height(), height - y)));
			}
		return new TilePlan(TilingMode.TILES, reason, inputSize, span, stride, tiles, List.of());
	}

	/** Tiles along one axis: as many as it takes to reach the end. */
	private static int count(final int length, final int span, final int stride) {
		return length <= span ? 1 : 1 + (int) (((long) length - span + stride - 1) / stride);
	}
}
