package org.xvmamba.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.image.Picture.PixelSize;

class TissueTilesTest {

	private static final int TILE = 64;
	private static final int WIDTH = 900;
	private static final int HEIGHT = 700;

	private final AtomicLong reads = new AtomicLong();

	/** What colour a pixel has: red, green and blue, 0 to 255. */
	private interface Colours {

		float[] at(int x, int y);
	}

	@ParameterizedTest
	@CsvSource({ "0,200,90,160", "50,200,90,160", "0,235,200,215", "50,90,40,30" })
	void keepsTilesThatShowTissue(final int overlap, final float red, final float green, final float blue) {
		final Colours slide = (x, y) -> isDisc(x, y) ? noisy(x, y, red, green, blue) : noisy(x, y, 240, 238, 241);
		final TilePlan all = TilePlans.plan(TilingMode.TILES, WIDTH, HEIGHT, TILE, overlap);
		final TilePlan plan = TissueTiles.keep(picture(slide), all, Progress.NONE);

		assertEquals(all.tiles().size(), plan.tiles().size() + plan.leftOut().size());
		assertTrue(plan.tiles().size() > 5 && plan.leftOut().size() > 5);
		for (final Region tile : plan.tiles())
			assertTrue(truth(tile) > 0.05, tile + " has " + truth(tile));
		for (final Region tile : plan.leftOut())
			assertTrue(truth(tile) < 0.15, tile + " has " + truth(tile));
		assertTrue(plan.reason().startsWith("as asked; " + plan.leftOut().size() + " of " + all.tiles().size() +
			" tiles left out for less than 10 % tissue"), plan.reason());
		assertEquals(3L * WIDTH * HEIGHT, reads.get(), "each value is read once");
	}

	@Test
	void strongStainDoesNotMakeGlassOfPaleTissue() {
		final Colours slide = (x, y) -> x < 200 ? new float[] { 240, 240, 240 } : x < 700 ? new float[] { 220, 175, 200 } : new float[] { 90, 20,
				110 };
		for (final Region tile : keep(slide).leftOut())
			assertTrue(tile.x() < 200, tile.toString());
	}

	@Test
	void tissueAloneIsKept() {
		assertEquals(0, keep((x, y) -> noisy(x, y, x % 300 < 150 ? 200 : 120, 90, 160)).leftOut().size());
	}

	@Test
	void blackBordersAndPixelsThatAreNoNumbersAreBackground() {
		final TilePlan plan = keep((x, y) -> x < 192 ? new float[] { 3, 0, 9 } : x < 256 ? new float[] { Float.NaN, 200, 10 } : new float[] {
				200, 90, 160 });
		assertTrue(plan.tiles().stream().allMatch(tile -> tile.x() >= 256));
		assertTrue(plan.leftOut().stream().allMatch(tile -> tile.x() < 256));
	}

	@Test
	void withoutColourOneSentenceSaysWhatToDo() {
		final String message = assertThrows(UserException.class, () -> keep((x, y) -> new float[] { x % 256, x % 256, x % 256 })).getMessage();
		assertTrue(message.contains("No tile of 'slide' shows tissue") && message.contains("tissue=false"), message);
	}

	@Test
	void aWholePictureIsKept() {
		final TilePlan plan = TissueTiles.keep(picture((x, y) -> new float[] { 9, 9, 9 }), TilePlans.plan(TilingMode.WHOLE, WIDTH, HEIGHT, TILE),
			Progress.NONE);
		assertEquals(1, plan.tiles().size());
		assertTrue(plan.reason().contains("had no effect"), plan.reason());
		assertEquals(0, reads.get());
	}

	@Test
	void stopsWithinAPiece() {
		final AtomicInteger asked = new AtomicInteger();
		final Progress third = new Progress() {

			@Override
			public void report(final String step, final long done, final long total) {
				assertTrue(done < total, step);
			}

			@Override
			public boolean isCancelled() {
				return asked.incrementAndGet() > 2;
			}
		};
		final TilePlan plan = TilePlans.plan(TilingMode.TILES, WIDTH, HEIGHT, TILE);
		assertThrows(CancelledException.class, () -> TissueTiles.keep(picture((x, y) -> new float[] { 9, 9, 9 }), plan, third));
		assertTrue(reads.get() < 3L * WIDTH * HEIGHT);
	}

	private TilePlan keep(final Colours colours) {
		return TissueTiles.keep(picture(colours), TilePlans.plan(TilingMode.TILES, WIDTH, HEIGHT, TILE), Progress.NONE);
	}

	private static boolean isDisc(final double x, final double y) {
		return Math.hypot(x - 450, y - 350) < 200;
	}

	private static double truth(final Region tile) {
		int inside = 0;
		for (int y = tile.y(); y < tile.y() + tile.height(); y++)
			for (int x = tile.x(); x < tile.x() + tile.width(); x++)
				if (isDisc(x, y)) inside++;
		return (double) inside / tile.area();
	}

	private static float[] noisy(final int x, final int y, final float red, final float green, final float blue) {
		final Random random = new Random(31L * x + y);
		return new float[] { red + random.nextInt(9) - 4, green + random.nextInt(9) - 4, blue + random.nextInt(9) - 4 };
	}

	private Picture picture(final Colours colours) {
		final RandomAccessibleInterval<FloatType> pixels = Views.interval(new FunctionRandomAccessible<>(3, (position, value) -> {
			reads.incrementAndGet();
			value.set(colours.at(position.getIntPosition(0), position.getIntPosition(1))[position.getIntPosition(2)]);
		}, FloatType::new), new FinalInterval(WIDTH, HEIGHT, 3));
		return new Picture("slide", pixels, new Region(0, 0, WIDTH, HEIGHT), PixelSize.NONE, "drawn");
	}
}
