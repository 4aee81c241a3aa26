package org.xvmamba.display;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;

import org.xvmamba.explain.ClassMap;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapRenderer;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.explain.ValueRange;

/** The small pictures of a {@link ReportPage}. */
final class ReportPictures {

	/** Longer side of a block's map, in pixels. */
	private static final int MAP_SIDE = 192;

	/** A map of very long and flat pictures is still seen. */
	private static final int LEAST_SIDE = 6;

	/** A step from one hue to the next that never comes back to where it was: the golden section of the circle. */
	private static final float HUE_STEP = 0.618034f;

	private ReportPictures() {}

	/** @return one map, each pixel a step of the colours from its least to its greatest value; clear where nothing was explained */
	static BufferedImage map(final Explanation explanation, final MapSelection selection, final ColourScale colours) {
		final MapRenderer renderer = MapRenderer.of(explanation, selection);
		final double zoom = (double) MAP_SIDE / Math.max(explanation.picture().width(), explanation.picture().height());
		final int width = (int) Math.max(LEAST_SIDE, Math.round(zoom * explanation.picture().width()));
		final int height = (int) Math.max(LEAST_SIDE, Math.round(zoom * explanation.picture().height()));
		final float[] values = renderer.render(width, height);
		final ValueRange range = new ValueRange(renderer.min(), renderer.max());
		final int[] table = new int[ColourScale.STEPS];
		for (int step = 1; step < table.length; step++)
			table[step] = 0xff << 24 | colours.rgb(step);
		final BufferedImage picture = indexed(width, height, table);
		final byte[] steps = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
		for (int i = 0; i < steps.length; i++)
			if (!Float.isNaN(values[i])) steps[i] = (byte) Math.max(1, Math.round(range.share(values[i]) * (table.length - 1)));
		return picture;
	}

	/** @return the colours from the first to the last, one pixel each */
	static BufferedImage scale(final ColourRamp colours) {
		final BufferedImage picture = new BufferedImage(ColourScale.STEPS, 1, BufferedImage.TYPE_INT_RGB);
		for (int step = 0; step < ColourScale.STEPS; step++)
			picture.setRGB(step, 0, colours.rgb(step));
		return picture;
	}

	/** @return the predicted classes in their colours, tiles as squares; white where a tile was left out */
	static BufferedImage classMap(final ClassMap map) {
		final int zoom = Math.max(1, 2 * MAP_SIDE / Math.max(map.width(), map.height()));
		final BufferedImage picture = new BufferedImage(map.width() * zoom, map.height() * zoom, BufferedImage.TYPE_INT_RGB);
		for (int y = 0; y < picture.getHeight(); y++)
			for (int x = 0; x < picture.getWidth(); x++) {
				final float value = map.values()[y / zoom * map.width() + x / zoom];
				picture.setRGB(x, y, Float.isNaN(value) ? 0xffffff : classColour((int) value));
			}
		return picture;
	}

	/** @return the colour of a class on its own */
	static BufferedImage classColourOf(final int position) {
		final BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
		picture.setRGB(0, 0, classColour(position));
		return picture;
	}

	/** Neighbours differ in hue and in brightness, so that a print in grey tells them apart, too. */
	private static int classColour(final int position) {
		return Color.HSBtoRGB(0.58f + position * HUE_STEP, 0.6f, position % 2 == 0 ? 0.95f : 0.6f);
	}

	private static BufferedImage indexed(final int width, final int height, final int... table) {
		return new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, table.length, table, 0, true, -1,
			DataBuffer.TYPE_BYTE));
	}
}
