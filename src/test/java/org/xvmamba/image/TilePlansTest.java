package org.xvmamba.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TilePlansTest {

	@Test
	void autoResizesUpToFourTimesTheInput() {
		assertEquals(TilingMode.WHOLE, TilePlans.plan(TilingMode.AUTO, 896, 10, 224).mode());
		final TilePlan tiles = TilePlans.plan(TilingMode.AUTO, 897, 10, 224);
		assertEquals(TilingMode.TILES, tiles.mode());
		assertTrue(tiles.reason().contains("897") && tiles.reason().contains("224"), tiles.reason());
	}

	@Test
	void wholeIsOneTile() {
		assertEquals(List.of(new Region(0, 0, 5000, 3)), TilePlans.plan(TilingMode.WHOLE, 5000, 3, 224).tiles());
	}

	@Test
	void edgeTilesCoverWhatIsLeft() {
		assertEquals(List.of(new Region(0, 0, 4, 4), new Region(4, 0, 2, 4), new Region(0, 4, 4, 1), new Region(4, 4, 2, 1)), TilePlans.plan(
			TilingMode.TILES, 6, 5, 4).tiles());
	}

	@Property(tries = 200)
	void tilesCoverEveryPixelOnce(@ForAll @IntRange(min = 1, max = 300) final int width, @ForAll @IntRange(min = 1, max = 300) final int height,
		@ForAll @IntRange(min = 1, max = 64) final int inputSize)
	{
		final int[] covered = new int[width * height];
		for (final Region tile : TilePlans.plan(TilingMode.TILES, width, height, inputSize).tiles()) {
			assertTrue(tile.width() <= inputSize && tile.height() <= inputSize);
			for (int y = tile.y(); y < tile.y() + tile.height(); y++)
				for (int x = tile.x(); x < tile.x() + tile.width(); x++)
					covered[y * width + x]++;
		}
		for (final int times : covered)
			assertEquals(1, times);
	}

	@Test
	void overlappingTilesStopAtTheEdge() {
		final TilePlan plan = TilePlans.plan(TilingMode.TILES, 20, 8, 8, 50);
		assertEquals(new TileSpan(4, 4), plan.stride());
		assertEquals(List.of(new Region(0, 0, 8, 8), new Region(4, 0, 8, 8), new Region(8, 0, 8, 8), new Region(12, 0, 8, 8)), plan.tiles());
		assertEquals(new Region(16, 0, 5, 8), TilePlans.plan(TilingMode.TILES, 21, 8, 8, 50).tiles().get(4));
		assertEquals(1, TilePlans.plan(TilingMode.TILES, 5, 8, 8, 75).tiles().size());
		assertEquals(new TileSpan(1, 1), TilePlans.plan(TilingMode.TILES, 5, 1, 1, 75).stride());
	}

	@Test
	void aWholePictureSaysThatOverlapHadNoEffect() {
		assertTrue(TilePlans.plan(TilingMode.AUTO, 100, 100, 64, 50).reason().contains("overlap of 50 % is for tiles"));
		assertThrows(IllegalArgumentException.class, () -> TilePlans.plan(TilingMode.TILES, 5, 8, 8, 76));
	}

	@Property(tries = 100)
	void overlappingTilesCoverEveryPixel(@ForAll @IntRange(min = 1, max = 200) final int width,
		@ForAll @IntRange(min = 1, max = 64) final int inputSize, @ForAll @IntRange(min = 0, max = 75) final int overlap)
	{
		final TilePlan plan = TilePlans.plan(TilingMode.TILES, width, 1, inputSize, overlap);
		final int[] covered = new int[width];
		for (final Region tile : plan.tiles())
			for (int x = tile.x(); x < tile.x() + tile.width(); x++)
				covered[x]++;
		for (final int times : covered)
			assertTrue(times >= 1 && times <= (inputSize + plan.stride().width() - 1) / plan.stride().width(), times + " times");
	}

	@Test
	void sizesNearTheGreatestIntegerDoNotOverflow() {
		final TilePlan plan = TilePlans.plan(TilingMode.TILES, Integer.MAX_VALUE, 1, 1 << 30);
		assertEquals(2, plan.tiles().size());
		assertEquals(Integer.MAX_VALUE - (1 << 30), plan.tiles().get(1).width());
	}
}
