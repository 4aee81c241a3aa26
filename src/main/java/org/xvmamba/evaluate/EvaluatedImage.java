package org.xvmamba.evaluate;

import java.util.BitSet;
import java.util.Optional;

import org.xvmamba.explain.InfluenceMeasure.PixelMask;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Picture.PixelSize;
import org.xvmamba.image.Region;
import org.xvmamba.image.TilePlans;
import org.xvmamba.image.TileReader;
import org.xvmamba.image.TilingMode;

import net.imglib2.img.array.ArrayImgs;

/**
 * An image as the model sees it: all of it, resized to the model's input.
 *
 * @param name for tables
 * @param size of the model's input along each axis, in pixels
 * @param pixels [3, size, size], values 0 to 255
 * @param truth which of the size · size pixels are evidence, row by row, perhaps none; empty where that is not known
 * @param label name of the true class, where it is known
 */
record EvaluatedImage(String name, int size, float[] pixels, Optional<BitSet> truth, Optional<String> label) {

	private static final int CHANNELS = 3;

	/** Reads an image, and resizes it and its truth. */
	static EvaluatedImage read(final ImageSource source, final int size) {
		final ImageSource.Content content = source.read();
		final Picture picture = content.picture();
		final float[] pixels = new float[CHANNELS * size * size];
		TileReader.read(picture, TilePlans.plan(TilingMode.WHOLE, picture.width(), picture.height(), size), 0, pixels);
		for (int i = 0; i < pixels.length; i++)
			if (!Float.isFinite(pixels[i])) pixels[i] = 0;
		return new EvaluatedImage(source.name(), size, pixels, content.truth().map(mask -> resized(mask, picture, size)), content.label());
	}

	private static BitSet resized(final PixelMask mask, final Picture picture, final int size) {
		final BitSet inside = new BitSet(size * size);
		for (int y = 0; y < size; y++)
			for (int x = 0; x < size; x++)
				if (mask.contains((int) ((x + 0.5) * picture.width() / size), (int) ((y + 0.5) * picture.height() / size))) inside.set(y * size + x);
		return inside;
	}

	/** @return these pixels, to be explained */
	Picture picture() {
		return new Picture(name, ArrayImgs.floats(pixels, size, size, CHANNELS), new Region(0, 0, size, size), PixelSize.NONE,
			"as the model sees them");
	}

	/** @return the same of other pixels */
	EvaluatedImage of(final float[] others) {
		return new EvaluatedImage(name, size, others, truth, label);
	}
}
