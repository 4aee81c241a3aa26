package org.xvmamba.display;

import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;

import ij.plugin.LutLoader;
import ij.process.LUT;

/**
 * The colours of maps. Of all but the last one, lightness grows evenly, so that equal steps of value look like equal steps, also printed in
 * grey.
 * <p>
 * Some colours of matplotlib's published colour maps (CC0) are joined in the OKLab space (B. Ottosson, 2020), timed such that OKLab's
 * lightness is linear.
 */
public enum ColourScale implements ColourRamp {

	/** Black over violet, red and orange to light yellow. */
	INFERNO("inferno", 0x000004, 0x1f0c48, 0x550f6d, 0x88226a, 0xba3655, 0xe35933, 0xf98c0a, 0xf9c932, 0xfcffa4),

	/** Violet over blue and green to yellow. */
	VIRIDIS("viridis", 0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725),

	/** Black over violet and red to light yellow. */
	MAGMA("magma", 0x000004, 0x1d1147, 0x51127c, 0x832681, 0xb73779, 0xe75263, 0xfc8961, 0xfec488, 0xfcfdbf),

	/** Blue over grey to yellow: the same to all eyes. */
	CIVIDIS("cividis", 0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173, 0x8a8678, 0xa59c74, 0xc3b369, 0xe1cc55, 0xfee838),

	/** Black to white. */
	GRAYS("grays", 0x000000, 0xffffff),

	/** ImageJ's own; its lightness does not grow evenly. */
	FIRE("fire");

	/** Number of colours. */
	static final int STEPS = 256;

	/** Colours below this one fade out in an overlay. */
	private static final int FADING_STEPS = STEPS / 4;

	private final String key;
	private final int[] colours;

	/** Without control points: ImageJ's table of that name. */
	ColourScale(final String key, final int... controlPoints) {
		this.key = key;
		this.colours = controlPoints.length == 0 ? ofImageJ(key) : joined(controlPoints);
	}

	/** @return the name in macros and for people */
	public String key() {
		return key;
	}

	/**
	 * @param step 0 to {@link #STEPS} - 1
	 * @return red, green, blue, 8 bits each
	 */
	@Override
	public int rgb(final int step) {
		return colours[step];
	}

	/** @return the scale as a lookup table; the caller's own copy */
	LUT lut() {
		final byte[] red = new byte[STEPS];
		final byte[] green = new byte[STEPS];
		final byte[] blue = new byte[STEPS];
		for (int step = 0; step < STEPS; step++) {
			red[step] = (byte) (colours[step] >> 16);
			green[step] = (byte) (colours[step] >> 8);
			blue[step] = (byte) colours[step];
		}
		return new LUT(new IndexColorModel(8, STEPS, red, green, blue), 0, STEPS - 1.0);
	}

	/**
	 * The scale for laying a map over an image: the lowest quarter fades out, so that what lies under it keeps its own brightness.
	 *
	 * @return the colours with their opacity
	 */
	IndexColorModel overlayColours() {
		final int[] fading = new int[STEPS];
		for (int step = 0; step < STEPS; step++)
			fading[step] = Math.min(255, step * 255 / FADING_STEPS) << 24 | colours[step];
		return new IndexColorModel(8, STEPS, fading, 0, true, -1, DataBuffer.TYPE_BYTE);
	}

	private static int[] ofImageJ(final String name) {
		final IndexColorModel table = LutLoader.getLut(name);
		final int[] colours = new int[STEPS];
		for (int step = 0; step < STEPS; step++)
			colours[step] = table.getRGB(step) & 0xffffff;
		return colours;
	}

	private static int[] joined(final int... controlPoints) {
		final double[][] points = new double[controlPoints.length][];
		for (int i = 0; i < points.length; i++)
			points[i] = OkLab.of(controlPoints[i]);
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
