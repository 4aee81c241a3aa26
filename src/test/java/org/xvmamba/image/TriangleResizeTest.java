package org.xvmamba.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.IOException;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/** Fixtures by src/test/python/make_resize_fixtures.py. */
class TriangleResizeTest {

	@ParameterizedTest
	@CsvSource({ "300, 200, 64", "640, 480, 56", "33, 47, 64", "64, 64, 64", "1, 1, 32", "1000, 3, 48", "5, 64, 64" })
	void equalsPillow(final int width, final int height, final int size) throws IOException {
		final float[] out = new float[3 * size * size];
		TriangleResize.resize(picture(width, height), size, size, out);

		final BufferedImage expected = ImageIO.read(getClass().getResource("/resize/" + width + "x" + height + "to" + size + ".png"));
		for (int y = 0; y < size; y++)
			for (int x = 0; x < size; x++)
				for (int channel = 0; channel < 3; channel++)
					assertEquals(expected.getRaster().getSample(x, y, channel), out[(channel * size + y) * size + x], "x " + x + ", y " + y +
						", channel " + channel);
	}

	@Test
	void keepsOnePixelHighPicturesOfAnyWidth() {
		final float[] out = new float[3 * 16 * 16];
		TriangleResize.resize(picture(70_000, 1), 16, 16, out);

		for (int x = 0; x < 16; x++)
			assertEquals(out[x], out[15 * 16 + x]);
	}

	/** The script's formula. */
	private static RandomAccessibleInterval<FloatType> picture(final int width, final int height) {
		final float[] pixels = new float[3 * width * height];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final int i = y * width + x;
				pixels[i] = (int) ((x * (long) x * 3 + y * 7 + (long) x * y * 5) % 256);
				pixels[width * height + i] = Math.abs((x * 4 + y * 2) % 510 - 255);
				pixels[2 * width * height + i] = Math.abs((x * 31 + y * 17) % 510 - 255);
			}
		return ArrayImgs.floats(pixels, width, height, 3);
	}
}
