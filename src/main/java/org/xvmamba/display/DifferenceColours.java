package org.xvmamba.display;

import java.awt.image.IndexColorModel;

import ij.process.LUT;

/**
 * The colours of differences: blue below zero, white at zero, red above; equally dark at equal distances. Joined in the OKLab space. The first
 * step of the table is grey: ImageJ gives it to what is not a number.
 */
final class DifferenceColours {

	/** A display range has to be so much wider than the values that these keep off the first step. */
	static final double MARGIN = 128 / 127.0;

	private static final int NO_VALUE = 0xb4b4b4;
	private static final int[] POINTS = { 0x1a3a8f, 0x6c9fd8, 0xf7f7f7, 0xdd8a74, 0x8f1d1a };

	private DifferenceColours() {}

	/**
	 * @param step 0 to {@link ColourScale#STEPS} - 1: from below zero to above
	 * @return red, green, blue, 8 bits each
	 */
	static int rgb(final int step) {
		final double position = (double) step * (POINTS.length - 1) / (ColourScale.STEPS - 1);
		final int lower = Math.min((int) position, POINTS.length - 2);
		final double[] from = OkLab.of(POINTS[lower]);
		final double[] to = OkLab.of(POINTS[lower + 1]);
		final double share = position - lower;
		return OkLab.toRgb(from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1]), from[2] + share * (to[2] - from[2]));
	}

	/** @return the colours as a lookup table; the caller's own copy */
	static LUT lut() {
		return lut(NO_VALUE);
	}

	/**
	 * @param noValue colour of what is not a number: red, green, blue, 8 bits each
	 * @return the colours as a lookup table; the caller's own copy
	 */
	static LUT lut(final int noValue) {
		final byte[] red = new byte[ColourScale.STEPS];
		final byte[] green = new byte[ColourScale.STEPS];
		final byte[] blue = new byte[ColourScale.STEPS];
		for (int step = 0; step < ColourScale.STEPS; step++) {
			final int colour = step == 0 ? noValue : rgb(step);
			red[step] = (byte) (colour >> 16);
			green[step] = (byte) (colour >> 8);
			blue[step] = (byte) colour;
		}
		return new LUT(new IndexColorModel(8, ColourScale.STEPS, red, green, blue), 0, ColourScale.STEPS - 1.0);
	}
}
