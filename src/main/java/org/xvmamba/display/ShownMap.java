package org.xvmamba.display;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapRenderer;
import org.xvmamba.explain.MapSelection;

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
	 * @return the map at that size, to be laid over an image: 8 bits a pixel, with {@link ColourScale#overlayColours()}
	 */
	BufferedImage picture(final int width, final int height) {
		final float[] values = renderer.render(width, height);
		final float min = renderer.min();
		final float range = renderer.max() - min;
		final BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, ColourScale.overlayColours());
		final byte[] steps = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
		for (int i = 0; i < steps.length; i++)
			steps[i] = range > 0 ? (byte) Math.round((values[i] - min) / range * (ColourScale.STEPS - 1)) : 0;
		return picture;
	}
}
