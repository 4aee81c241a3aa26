package org.xvmamba.image;

import org.xvmamba.Progress;

import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A picture's colour saturation, seen from afar: of the mean colour of each box of some pixels, (greatest - least) / greatest of red, green and
 * blue. Keeps one byte a box.
 */
final class SaturationView {

	/** Number of steps from no saturation to full. */
	static final int STEPS = 256;

	/** As many boxes lie along a tile where the picture is not too large. */
	private static final int BOXES_PER_TILE = 28;

	/** ImageJ's Otsu multiplies counts by steps in 32 bits. */
	private static final int MOST_BOXES = Integer.MAX_VALUE / STEPS;

	/** Boxes along each axis that are read together: a plane that is itself read in pieces is not read again and again. */
	private static final int BOXES_PER_PIECE = 64;

	/** What is darker than this, of 255, has no colour to speak of: a scanner's black border, not tissue. */
	private static final double BLACK = 25;

	private static final int CHANNELS = 3;
	private static final String STEP = "Looking for tissue";

	private final int boxSize;
	private final int columns;
	private final byte[] saturations;

	private SaturationView(final int boxSize, final int columns, final int rows) {
		this.boxSize = boxSize;
		this.columns = columns;
		this.saturations = new byte[columns * rows];
	}

	/**
	 * Reads every pixel once, piece by piece.
	 *
	 * @param picture where to read
	 * @param tile pixels of the picture that a tile shows
	 * @param progress told of the pieces, and asked for cancellation at each
	 * @return the view
	 */
	static SaturationView of(final Picture picture, final TileSpan tile, final Progress progress) {
		int boxSize = Math.max(1, Math.min(tile.width(), tile.height()) / BOXES_PER_TILE);
		while ((long) boxes(picture.width(), boxSize) * boxes(picture.height(), boxSize) > MOST_BOXES)
			boxSize *= 2;
		final int columns = boxes(picture.width(), boxSize);
		final int rows = boxes(picture.height(), boxSize);
		final SaturationView view = new SaturationView(boxSize, columns, rows);
		final RandomAccess<FloatType> access = picture.pixels().randomAccess();
		for (int row = 0; row < rows; row += BOXES_PER_PIECE)
			for (int column = 0; column < columns; column += BOXES_PER_PIECE) {
				final int toRow = Math.min(rows, row + BOXES_PER_PIECE);
				progress.throwIfCancelled();
				progress.report(STEP, (long) row * columns + (long) (toRow - row) * column, (long) rows * columns);
				view.readPiece(picture, access, row, column, toRow, Math.min(columns, column + BOXES_PER_PIECE));
			}
		progress.report(STEP, 1, 1);
		return view;
	}

	private static int boxes(final int length, final int boxSize) {
		return (int) (((long) length + boxSize - 1) / boxSize);
	}

	private void readPiece(final Picture picture, final RandomAccess<FloatType> access, final int fromRow, final int fromColumn,
		final int toRow, final int toColumn)
	{
		final double[] colour = new double[CHANNELS];
		for (int row = fromRow; row < toRow; row++)
			for (int column = fromColumn; column < toColumn; column++) {
				final int x = column * boxSize;
				final int y = row * boxSize;
				final int width = Math.min(boxSize, picture.width() - x);
				final int height = Math.min(boxSize, picture.height() - y);
				for (int channel = 0; channel < CHANNELS; channel++)
					colour[channel] = mean(access, x, y, width, height, channel);
				saturations[row * columns + column] = (byte) step(colour);
			}
	}

	private static double mean(final RandomAccess<FloatType> access, final int x, final int y, final int width, final int height,
		final int channel)
	{
		double sum = 0;
		access.setPosition(channel, 2);
		for (int j = 0; j < height; j++) {
			access.setPosition(y + j, 1);
			access.setPosition(x, 0);
			for (int i = 0; i < width; i++) {
				sum += access.get().get();
				access.fwd(0);
			}
		}
		return sum / ((double) width * height);
	}

	/** 0 to 255; of a colour that is not finite, 0. */
	private static int step(final double[] colour) {
		final double greatest = Math.max(colour[0], Math.max(colour[1], colour[2]));
		final double least = Math.min(colour[0], Math.min(colour[1], colour[2]));
		final double saturation = (greatest - least) / greatest;
		return greatest < BLACK || !Double.isFinite(saturation) ? 0 : (int) Math.round(saturation * (STEPS - 1));
	}

	/** @return how many boxes have each saturation, by steps */
	int[] histogram() {
		final int[] counts = new int[STEPS];
		for (final byte saturation : saturations)
			counts[saturation & 0xff]++;
		return counts;
	}

	/** @return the share of those boxes that touch a region whose saturation is above a step, 0 to 1 */
	double shareAbove(final int step, final Region region) {
		final int toColumn = (region.x() + region.width() - 1) / boxSize;
		final int toRow = (region.y() + region.height() - 1) / boxSize;
		int above = 0;
		int all = 0;
		for (int row = region.y() / boxSize; row <= toRow; row++)
			for (int column = region.x() / boxSize; column <= toColumn; column++) {
				if ((saturations[row * columns + column] & 0xff) > step) above++;
				all++;
			}
		return (double) above / all;
	}
}
