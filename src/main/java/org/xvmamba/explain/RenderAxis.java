package org.xvmamba.explain;

/** How the output pixels of one axis see a tile: between which two grid cells each of them falls, and how much the tile counts there. */
final class RenderAxis {

	/** First output pixel whose centre lies on the tile's part of the picture. */
	final int from;

	/** Output pixel after the last one. */
	final int to;

	/** For each pixel from {@code from} on: cell at or before its centre. */
	final int[] lower;

	/** The cell after that, or the same at the border. */
	final int[] upper;

	/** How much the upper cell counts against the lower one, 0 to 1. */
	final float[] weightOfUpper;

	/** How much this tile counts against others at the same pixel: the distance of the pixel's centre to the nearer end of the tile. */
	final float[] weightOfTile;

	/**
	 * @param outputSize output pixels of the whole picture
	 * @param scale picture pixels an output pixel
	 * @param origin of the tile, in picture pixels
	 * @param length picture pixels that the tile covers
	 * @param span picture pixels that the tile's grid spans from its origin on, at least {@code length}
	 * @param cells of the grid
	 */
	RenderAxis(final int outputSize, final double scale, final int origin, final int length, final int span, final int cells) {
		from = firstPixel(origin, scale);
		to = Math.max(from, Math.min(outputSize, firstPixel((double) origin + length, scale)));
		lower = new int[to - from];
		upper = new int[to - from];
		weightOfUpper = new float[to - from];
		weightOfTile = new float[to - from];
		for (int i = 0; i < to - from; i++) {
			final double inTile = (from + i + 0.5) * scale - origin;
			final double position = Math.min(Math.max(inTile * cells / span - 0.5, 0), cells - 1.0);
			lower[i] = (int) position;
			upper[i] = Math.min(lower[i] + 1, cells - 1);
			weightOfUpper[i] = (float) (position - lower[i]);
			weightOfTile[i] = (float) Math.min(inTile, span - inTile);
		}
	}

	/** @return how many of a grid's cells take part in what is shown of {@code length} pixels: up to the first whose centre lies beyond them */
	static int visibleCells(final int length, final int span, final int cells) {
		return Math.min(cells, 1 + (int) Math.ceil(Math.max(0, (double) length * cells / span - 0.5)));
	}

	/** @return the first output pixel whose centre lies at or right of an edge of the picture */
	private static int firstPixel(final double edge, final double scale) {
		return (int) Math.ceil(edge / scale - 0.5);
	}
}
