package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.Progress;
import org.xvmamba.explain.HighestTiles.RankedTile;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Picture.PixelSize;
import org.xvmamba.image.Region;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.TestModels;

/** Planes that are nowhere in memory. */
class LargePlaneTest {

	private static final int TILE = TestModels.TINY_SIZE;

	/** Would take 98 MB as floats, of which an explanation must keep next to nothing. */
	private static final int SIDE = 2860;

	@TempDir
	private static Path temporary;

	private final AtomicLong reads = new AtomicLong();

	@Test
	void isReadTileByTileAndNeverKept() {
		TestModels.tiny(temporary.resolve("tiny-model"));
		final Explainer explainer = Explainer.standard(new ModelLibrary(List.of(temporary)));
		final ExplainOptions options = ExplainOptions.of(Map.of("model", "tiny model", "tiling", "tiles", "blocks", "last"));
		explainer.explain(plane(TILE), options, Progress.NONE);
		final long before = usedHeap();
		reads.set(0);
		final Explanation explanation = explainer.explain(plane(SIDE), options, Progress.NONE);
		final int tiles = explanation.tiles().size();
		assertEquals(45 * 45, tiles);
		assertEquals(3L * TILE * TILE * tiles, reads.get(), "each tile is read once");
		// 4 directions of a few cells, a prediction of 5 classes, and Java's objects around them.
		final long kept = usedHeap() - before;
		assertTrue(kept < 4096L * tiles, kept + " bytes kept for " + tiles + " tiles");
		assertEquals(500 * 500, MapRenderer.of(explanation, explanation.shown()).render(500, 500).length);
		assertHighestTiles(explanation);
		explainer.releaseModel();
	}

	private static void assertHighestTiles(final Explanation explanation) {
		final List<RankedTile> highest = HighestTiles.of(explanation, 2);
		assertEquals(10, highest.size());
		final double tenth = highest.get(9).score().probability();
		for (int i = 0; i < 10; i++) {
			final RankedTile tile = highest.get(i);
			assertEquals(explanation.tiles().get(tile.tile()).prediction().classes().get(2), tile.score());
			assertEquals(explanation.tiles().get(tile.tile()).region(), tile.region());
			assertTrue(i == 0 || tile.score().probability() <= highest.get(i - 1).score().probability());
		}
		assertTrue(explanation.tiles().stream().filter(tile -> tile.prediction().classes().get(2).probability() > tenth).count() < 10);
	}

	private static long usedHeap() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private Picture plane(final int side) {
		final RandomAccessibleInterval<FloatType> pixels = Views.interval(new FunctionRandomAccessible<>(3, (position, value) -> {
			reads.incrementAndGet();
			value.set((position.getIntPosition(0) * 7 + position.getIntPosition(1) * position.getIntPosition(1) / 50) % 256);
		}, FloatType::new), new FinalInterval(side, side, 3));
		return new Picture("plane", pixels, new Region(0, 0, side, side), PixelSize.NONE, "computed");
	}
}
