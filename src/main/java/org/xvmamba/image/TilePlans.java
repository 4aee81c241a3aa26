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

	private TilePlans() {}

	/**
	 * @param mode what is asked
	 * @param width of the picture in pixels, at least 1
	 * @param height of the picture in pixels, at least 1
	 * @param inputSize pixels along each axis of the model's input, at least 1
	 * @return the tiles, row by row, and why they are cut so
	 */
	public static TilePlan plan(final TilingMode mode, final int width, final int height, final int inputSize) {
		if (inputSize < 1) throw new IllegalArgumentException("An input of " + inputSize + " pixels is empty.");
		return switch (mode) {
			case WHOLE -> whole(width, height, inputSize, "as asked");
			case TILES -> tiles(width, height, inputSize, "as asked");
			case AUTO -> automatic(width, height, inputSize);
		};
	}

	/**
	 * The same at the model's scale: where that is known, {@link TilingMode#AUTO} means tiles, which keep it; a whole picture is resized
	 * whatever its scale.
	 *
	 * @param scale at which the model shall see the picture
	 */
	public static TilePlan plan(final TilingMode mode, final int width, final int height, final int inputSize, final ModelScale scale) {
		if (scale.known() && mode != TilingMode.WHOLE) return tiles(width, height, scale.span(), inputSize, (mode == TilingMode.AUTO ? ""
			: "as asked; ") + scale.reason());
		final TilePlan plan = plan(mode, width, height, inputSize);
		final String reason = scale.known() ? "the whole image is resized, whatever its scale" : scale.reason();
		return reason.isEmpty() ? plan : new TilePlan(plan.mode(), plan.reason() + "; " + reason, inputSize, plan.tiles());
	}

	private static TilePlan automatic(final int width, final int height, final int inputSize) {
		final int longerSide = Math.max(width, height);
		final boolean small = longerSide <= (long) WHOLE_UP_TO * inputSize;
		final String reason = "longer side of " + longerSide + " pixels is " + (small ? "at most " : "more than ") + WHOLE_UP_TO +
			" times the model's input of " + inputSize;
		return small ? whole(width, height, inputSize, reason) : tiles(width, height, inputSize, reason);
	}

	private static TilePlan whole(final int width, final int height, final int inputSize, final String reason) {
		return new TilePlan(TilingMode.WHOLE, reason, inputSize, List.of(new Region(0, 0, width, height)));
	}

	private static TilePlan tiles(final int width, final int height, final int inputSize, final String reason) {
		return tiles(width, height, TileSpan.unscaled(inputSize), inputSize, reason);
	}

	private static TilePlan tiles(final int width, final int height, final TileSpan span, final int inputSize, final String reason) {
		final List<Region> tiles = new ArrayList<>();
		for (long y = 0; y < height; y += span.height())
			for (long x = 0; x < width; x += span.width())
				tiles.add(new Region((int) x, (int) y, (int) Math.min(span.width(), width - x), (int) Math.min(span.height(), height - y)));
		return new TilePlan(TilingMode.TILES, reason, inputSize, tiles, span);
	}
}
