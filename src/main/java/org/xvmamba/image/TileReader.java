package org.xvmamba.image;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessible;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Reads what the model is given for a tile. */
public final class TileReader {

	/** Red, green, blue. */
	private static final int CHANNELS = 3;

	private TileReader() {}

	/**
	 * Reads one tile. A whole picture is resized to the model's input as by {@link TriangleResize}; a tile keeps its own scale, or
	 * is resized in the same way where its span is not the model's input; and where it
	 * reaches over the picture's edge, the picture is mirrored there, edge pixels included (numpy's {@code symmetric}), as often as it takes.
	 * Safe to be called from several threads at once.
	 *
	 * @param picture where to read
	 * @param plan a plan made for the picture's size
	 * @param tile position in the plan's list of tiles
	 * @param out what is written: [3, inputSize, inputSize], planes red, green, blue, rows from top to bottom, values 0 to 255
	 * @throws IllegalArgumentException when {@code out} has another length
	 */
	public static void read(final Picture picture, final TilePlan plan, final int tile, final float[] out) {
		final int inputSize = plan.inputSize();
		if (out.length != (long) CHANNELS * inputSize * inputSize) throw new IllegalArgumentException("An input of 3 x " + inputSize + " x " +
			inputSize + " values does not fit into " + out.length + ".");
		switch (plan.mode()) {
			case WHOLE -> TriangleResize.resize(picture.pixels(), inputSize, inputSize, out);
			case TILES -> tile(picture, plan, plan.tiles().get(tile), out);
			case AUTO -> throw new IllegalArgumentException("A plan says what is really done: whole or tiles, not auto.");
		}
	}

	private static void tile(final Picture picture, final TilePlan plan, final Region tile, final float[] out) {
		if (!plan.span().isResampled(plan.inputSize())) mirrored(picture, tile, plan.inputSize(), out);
		else TriangleResize.resize(Views.zeroMin(Views.interval(Views.extendMirrorDouble(picture.pixels()), FinalInterval.createMinSize(tile.x(),
			tile.y(), 0, plan.span().width(), plan.span().height(), CHANNELS))), plan.inputSize(), plan.inputSize(), out);
	}

	private static void mirrored(final Picture picture, final Region tile, final int inputSize, final float[] out) {
		final RandomAccessible<FloatType> endless = Views.extendMirrorDouble(picture.pixels());
		final RandomAccess<FloatType> access = endless.randomAccess(Views.interval(endless, new long[] { tile.x(), tile.y(), 0 }, new long[] {
			(long) tile.x() + inputSize - 1, (long) tile.y() + inputSize - 1, CHANNELS - 1 }));
		int i = 0;
		for (int channel = 0; channel < CHANNELS; channel++)
			for (int y = 0; y < inputSize; y++) {
				access.setPosition(new long[] { tile.x(), (long) tile.y() + y, channel });
				for (int x = 0; x < inputSize; x++) {
					out[i++] = access.get().get();
					access.fwd(0);
				}
			}
	}
}
