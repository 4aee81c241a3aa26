package org.xvmamba.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.image.Picture.PixelSize;

import ij.ImagePlus;
import ij.process.ByteProcessor;

class ModelScaleTest {

	@ParameterizedTest
	@CsvSource({ "0.25,0.25,µm,448,448", "0.5,0.25,um,224,448", "500,500,nm,224,224", "0.001,0.001,mm,112,112", "2e-5,2e-5,inch,220,220",
		"1.5,1.5,micron,75,75" })
	void findsThePixelsThatATileSpans(final double width, final double height, final String unit, final int across, final int down) {
		final ModelScale scale = ModelScale.of(new PixelSize(width, height, unit), OptionalDouble.of(0.5), 224, true);
		assertEquals(new TileSpan(across, down), scale.span());
		assertTrue(scale.known());
	}

	@Test
	void saysWhatIsDone() {
		assertEquals("the model was trained at 0.5 µm a pixel, and the image has 0.25, so tiles of 448 x 448 pixels are resampled to 224 x 224",
			ModelScale.of(new PixelSize(0.25, 0.25, "µm"), OptionalDouble.of(0.5), 224, true).reason());
		assertEquals("the model was trained at 0.5 µm a pixel, and the image has 0.5, which is the same", ModelScale.of(new PixelSize(0.5, 0.5,
			"µm"), OptionalDouble.of(0.5), 224, true).reason());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "1|pixel|true|no scale in a unit of length", "0.25|µm|false|as asked",
		"0.0138889|inch|true|and the image has 352.8, which is too far away to be believed", "0|µm|true|too far away",
		"1|cm|true|and the image has 10000,", "NaN|µm|true|and the image has NaN" })
	void otherwiseNothingIsResampledAndTheReasonSaysWhy(final double size, final String unit, final boolean asked, final String reason) {
		final ModelScale scale = ModelScale.of(new PixelSize(size, size, unit), OptionalDouble.of(0.5), 224, asked);
		assertEquals(new TileSpan(224, 224), scale.span());
		assertFalse(scale.known());
		assertTrue(scale.reason().contains(reason), scale.reason());
	}

	@Test
	void aModelWithoutScaleChangesNothing() {
		final ModelScale scale = ModelScale.of(new PixelSize(0.25, 0.25, "µm"), OptionalDouble.empty(), 224, true);
		for (final TilingMode mode : TilingMode.values())
			assertEquals(TilePlans.plan(mode, 3000, 200, 224), TilePlans.plan(mode, 3000, 200, 224, 0, scale));
	}

	@Test
	void autoKeepsTheScaleByTiles() {
		final ModelScale scale = ModelScale.of(new PixelSize(0.25, 0.25, "µm"), OptionalDouble.of(0.5), 4, true);
		final TilePlan plan = TilePlans.plan(TilingMode.AUTO, 10, 8, 4, 0, scale);
		assertEquals(TilingMode.TILES, plan.mode());
		assertEquals(List.of(new Region(0, 0, 8, 8), new Region(8, 0, 2, 8)), plan.tiles());
		assertTrue(TilePlans.plan(TilingMode.WHOLE, 10, 8, 4, 0, scale).reason().endsWith("; the whole image is resized, whatever its scale"));
	}

	@Test
	void resampledTilesOverlapByAShareOfTheirSpan() {
		final ModelScale scale = ModelScale.of(new PixelSize(0.25, 0.5, "µm"), OptionalDouble.of(0.5), 4, true);
		final TilePlan plan = TilePlans.plan(TilingMode.TILES, 16, 5, 4, 50, scale);
		assertEquals(new TileSpan(8, 4), plan.span());
		assertEquals(new TileSpan(4, 2), plan.stride());
		assertEquals(List.of(new Region(0, 0, 8, 4), new Region(4, 0, 8, 4), new Region(8, 0, 8, 4), new Region(0, 2, 8, 3), new Region(4, 2, 8,
			3), new Region(8, 2, 8, 3)), plan.tiles());
	}

	@Test
	void tilesAreResizedAsWholePicturesAre() {
		final byte[] values = new byte[16 * 8];
		for (int i = 0; i < values.length; i++)
			values[i] = (byte) (i * 37);
		final ImagePlus image = new ImagePlus("noise", new ByteProcessor(16, 8, values));
		final ModelScale scale = ModelScale.of(new PixelSize(0.25, 0.25, "µm"), OptionalDouble.of(0.5), 4, true);
		final float[] tile = new float[48];
		TileReader.read(ImagePlusPictures.of(image, null), TilePlans.plan(TilingMode.TILES, 16, 8, 4, 0, scale), 1, tile);
		final float[] whole = new float[48];
		TileReader.read(ImagePlusPictures.of(image, new Region(8, 0, 8, 8)), TilePlans.plan(TilingMode.WHOLE, 8, 8, 4), 0, whole);
		assertArrayEquals(whole, tile);
	}

	@Test
	void resampledEdgeTilesAreMirrored() {
		final ImagePlus image = new ImagePlus("row", new ByteProcessor(2, 1, new byte[] { 10, 30 }));
		final ModelScale scale = ModelScale.of(new PixelSize(1, 1, "µm"), OptionalDouble.of(2), 2, true);
		final float[] tile = new float[12];
		TileReader.read(ImagePlusPictures.of(image, null), TilePlans.plan(TilingMode.TILES, 2, 1, 2, 0, scale), 0, tile);
		// The span of 4 pixels reads 10 30 30 10, so both halves are the same.
		assertEquals(tile[0], tile[1]);
		assertTrue(tile[0] > 15 && tile[0] < 30, Arrays.toString(tile));
	}
}
