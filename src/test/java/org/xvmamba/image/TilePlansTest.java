package org.xvmamba.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
	void sizesNearTheGreatestIntegerDoNotOverflow() {
		final TilePlan plan = TilePlans.plan(TilingMode.TILES, Integer.MAX_VALUE, 1, 1 << 30);
		assertEquals(2, plan.tiles().size());
		assertEquals(Integer.MAX_VALUE - (1 << 30), plan.tiles().get(1).width());
	}
}
