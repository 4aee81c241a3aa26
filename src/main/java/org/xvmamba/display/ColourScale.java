package org.xvmamba.display;

import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;

import ij.process.LUT;

/**
 * The colours of every map: black over violet, red and orange to light yellow, with lightness growing evenly, so that equal steps of value
 * look like equal steps, also printed in grey and to colour-blind eyes.
 * <p>
 * Nine colours of matplotlib's published colour map {@code inferno} (CC0) are joined in the OKLab space (B. Ottosson, 2020), timed such that
 * OKLab's lightness is linear.
 */
final class ColourScale {

	/** Number of colours. */
	static final int STEPS = 256;

	/** Colours below this one fade out in an overlay. */
	private static final int FADING_STEPS = STEPS / 4;

	private static final int[] CONTROL_POINTS = { 0x000004, 0x1f0c48, 0x550f6d, 0x88226a, 0xba3655, 0xe35933, 0xf98c0a, 0xf9c932, 0xfcffa4 };

	private static final int[] COLOURS = colours();

	private ColourScale() {}

	/**
	 * @param step 0 to {@link #STEPS} - 1
	 * @return red, green, blue, 8 bits each
	 */
	static int rgb(final int step) {
		return COLOURS[step];
	}

	/** @return the scale as a lookup table; the caller's own copy */
	static LUT lut() {
		final byte[] red = new byte[STEPS];
		final byte[] green = new byte[STEPS];
		final byte[] blue = new byte[STEPS];
		for (int step = 0; step < STEPS; step++) {
			red[step] = (byte) (COLOURS[step] >> 16);
			green[step] = (byte) (COLOURS[step] >> 8);
			blue[step] = (byte) COLOURS[step];
		}
		return new LUT(new IndexColorModel(8, STEPS, red, green, blue), 0, STEPS - 1.0);
	}

	/**
	 * The scale for laying a map over an image: the lowest quarter fades out, so that what lies under it keeps its own brightness.
	 *
	 * @return the colours with their opacity
	 */
	static IndexColorModel overlayColours() {
		final int[] colours = new int[STEPS];
		for (int step = 0; step < STEPS; step++)
			colours[step] = Math.min(255, step * 255 / FADING_STEPS) << 24 | COLOURS[step];
		return new IndexColorModel(8, STEPS, colours, 0, true, -1, DataBuffer.TYPE_BYTE);
	}

	private static int[] colours() {
		final double[][] points = new double[CONTROL_POINTS.length][];
		for (int i = 0; i < points.length; i++)
			points[i] = OkLab.of(CONTROL_POINTS[i]);
		final double darkest = points[0][0];
		final double lightest = points[points.length - 1][0];
		final int[] colours = new int[STEPS];
		int upper = 1;
		for (int step = 0; step < STEPS; step++) {
			final double lightness = darkest + (lightest - darkest) * step / (STEPS - 1);
			while (upper < points.length - 1 && points[upper][0] < lightness)
				upper++;
			final double[] from = points[upper - 1];
			final double[] to = points[upper];
			final double share = (lightness - from[0]) / (to[0] - from[0]);
			colours[step] = OkLab.toRgb(lightness, from[1] + share * (to[1] - from[1]), from[2] + share * (to[2] - from[2]));
		}
		return colours;
	}
}
