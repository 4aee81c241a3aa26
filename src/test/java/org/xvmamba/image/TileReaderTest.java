package org.xvmamba.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;

class TileReaderTest {

	@Test
	void tilesKeepTheirScaleAndAreMirroredAtTheEdge() {
		final float[] out = read(grey(3, 2, 10, 20, 30, 40, 50, 60), null, TilingMode.TILES, 4, 0);

		final float[] plane = { 10, 20, 30, 30, 40, 50, 60, 60, 40, 50, 60, 60, 10, 20, 30, 30 };
		for (int channel = 0; channel < 3; channel++)
			assertArrayEquals(plane, Arrays.copyOfRange(out, channel * 16, channel * 16 + 16));
	}

	@Test
	void laterTilesBeginWhereThePlanSays() {
		final float[] out = read(grey(5, 1, 1, 2, 3, 4, 5), null, TilingMode.TILES, 3, 1);

		assertArrayEquals(new float[] { 4, 5, 5, 4, 5, 5, 4, 5, 5 }, Arrays.copyOf(out, 9));
	}

	@Test
	void onePixelFillsATile() {
		for (final TilingMode mode : new TilingMode[] { TilingMode.TILES, TilingMode.WHOLE }) {
			final float[] out = read(grey(1, 1, 77), null, mode, 8, 0);
			for (final float value : out)
				assertEquals(77, value);
		}
	}

	@Test
	void mirroringStaysInsideTheRegion() {
		final ImagePlus image = new ImagePlus("row", new ByteProcessor(6, 1, new byte[] { 1, 2, 3, 4, 5, 6 }));
		final float[] out = read(image, new Region(1, 0, 3, 1), TilingMode.TILES, 5, 0);

		assertArrayEquals(new float[] { 2, 3, 4, 4, 3 }, Arrays.copyOf(out, 5));
	}

	@Test
	void wholeNonSquareRegionIsSqueezed() {
		final float[] values = new float[40 * 10];
		for (int i = 0; i < values.length; i++)
			values[i] = i % 40 < 20 ? 0 : 200;
		final ImagePlus image = new ImagePlus("halves", new FloatProcessor(40, 10, values));
		image.setDisplayRange(0, 255);
		final float[] out = read(image, new Region(10, 2, 20, 6), TilingMode.WHOLE, 4, 0);

		assertArrayEquals(new float[] { 0, 22, 178, 200 }, Arrays.copyOf(out, 4), 3);
	}

	@Test
	void readsFromSeveralThreadsAtOnce() {
		final byte[] values = new byte[500 * 400];
		for (int i = 0; i < values.length; i++)
			values[i] = (byte) (i * 31);
		final Picture picture = ImagePlusPictures.of(new ImagePlus("noise", new ByteProcessor(500, 400, values)), null);
		final TilePlan plan = TilePlans.plan(TilingMode.TILES, 500, 400, 64);
		final int[] tiles = IntStream.range(0, plan.tiles().size()).toArray();
		final float[][] alone = Arrays.stream(tiles).mapToObj(tile -> tile(picture, plan, tile)).toArray(float[][]::new);
		final float[][] together = Arrays.stream(tiles).parallel().mapToObj(tile -> tile(picture, plan, tile)).toArray(float[][]::new);

		for (final int tile : tiles)
			assertArrayEquals(alone[tile], together[tile]);
	}

	@Test
	void refusesABufferOfAnotherSize() {
		final Picture picture = ImagePlusPictures.of(grey(1, 1, 0), null);
		final TilePlan plan = TilePlans.plan(TilingMode.TILES, 1, 1, 8);
		assertThrows(IllegalArgumentException.class, () -> TileReader.read(picture, plan, 0, new float[8]));
	}

	private static float[] tile(final Picture picture, final TilePlan plan, final int tile) {
		final float[] out = new float[3 * plan.inputSize() * plan.inputSize()];
		TileReader.read(picture, plan, tile, out);
		return out;
	}

	private static float[] read(final ImagePlus image, final Region region, final TilingMode mode, final int inputSize, final int tile) {
		final Picture picture = ImagePlusPictures.of(image, region);
		return tile(picture, TilePlans.plan(mode, picture.width(), picture.height(), inputSize), tile);
	}

	private static ImagePlus grey(final int width, final int height, final int... values) {
		final byte[] pixels = new byte[values.length];
		for (int i = 0; i < values.length; i++)
			pixels[i] = (byte) values[i];
		return new ImagePlus("grey", new ByteProcessor(width, height, pixels));
	}
}
