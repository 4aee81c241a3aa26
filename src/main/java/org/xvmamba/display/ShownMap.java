package org.xvmamba.display;

import java.awt.image.BufferedImage;

import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapRenderer;
import org.xvmamba.explain.MapSelection;

import ij.process.ByteProcessor;

/**
 * One map in colours: raw values from the least to the greatest on this picture, linearly along the {@link ColourScale}.
 *
 * @param renderer the raw map
 */
record ShownMap(MapRenderer renderer) {

	/**
	 * @param explanation what was found
	 * @param selection one of its maps
	 * @return that map, ready to be coloured
	 */
	static ShownMap of(final Explanation explanation, final MapSelection selection) {
		return new ShownMap(MapRenderer.of(explanation, selection));
	}

	/**
	 * @param width pixels across
	 * @param height pixels down
	 * @return the map at that size, 8 bits a pixel and the colours as its lookup table
	 */
	ByteProcessor coloured(final int width, final int height) {
		final float[] values = renderer.render(width, height);
		final float min = renderer.min();
		final float range = renderer.max() - min;
		final byte[] steps = new byte[values.length];
		for (int i = 0; i < steps.length; i++)
			steps[i] = range > 0 ? (byte) Math.round((values[i] - min) / range * (ColourScale.STEPS - 1)) : 0;
		return new ByteProcessor(width, height, steps, ColourScale.lut());
	}

	/** @return the map at that size as a picture to be painted */
	BufferedImage picture(final int width, final int height) {
		return coloured(width, height).getBufferedImage();
	}
}
