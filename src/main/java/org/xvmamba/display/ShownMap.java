package org.xvmamba.display;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.JoinedMap;
import org.xvmamba.explain.ValueRange;

/**
 * One map in colours: raw values linearly along a {@link ColourScale}.
 *
 * @param map the raw map
 * @param range the values of the first and the last colour
 * @param colours of the map
 */
record ShownMap(JoinedMap map, ValueRange range, ColourScale colours) {

	/**
	 * @param explanation what was found
	 * @param view how it is looked at
	 * @return that map, ready to be coloured
	 */
	static ShownMap of(final Explanation explanation, final MapView view) {
		final JoinedMap map = view.map(explanation);
		return new ShownMap(map, view.range(explanation, map), view.colours());
	}

	/**
	 * @param width pixels across
	 * @param height pixels down
	 * @return the map at that size, to be laid over an image: 8 bits a pixel, with {@link ColourScale#overlayColours()}; where nothing was
	 *         explained, nothing is seen
	 */
	BufferedImage picture(final int width, final int height) {
		final float[] values = map.render(width, height);
		final BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, colours.overlayColours());
		final byte[] steps = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
		for (int i = 0; i < steps.length; i++)
			steps[i] = (byte) Math.round(range.share(values[i]) * (ColourScale.STEPS - 1)); // of NaN, 0: the transparent one
		return picture;
	}
}
