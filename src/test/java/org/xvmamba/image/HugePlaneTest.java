package org.xvmamba.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.install.ChildJvm;

/**
 * A plane of two gigapixels, near the largest that ImageJ can have: an array of Java has at most 2^31 - 1 elements. It needs a Java of its own
 * with more heap than the other tests have.
 */
class HugePlaneTest {

	private static final int SIDE = 46_000;
	private static final int INPUT = 224;
	private static final long NEEDED_MEGABYTES = 4096;

	@TempDir
	private Path scratch;

	@Test
	void itsFarCornerIsReadInPlace() throws IOException, InterruptedException {
		final long free = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getFreeMemorySize() >> 20;
		final String reason = "Skipped: a plane of 2 gigapixels needs 4 GB of free memory, and there are " + free + " MB.";
		if (free < NEEDED_MEGABYTES) System.out.println(reason);
		assumeTrue(free >= NEEDED_MEGABYTES, reason);
		final ChildJvm.Ending ending = ChildJvm.run(scratch, Path.of(""), List.of("-Xmx3g", "-Djava.awt.headless=true", "-cp", System.getProperty(
			"java.class.path"), HugePlaneTest.class.getName()));
		assertEquals(0, ending.exitCode(), ending::output);
	}

	/** @param arguments none */
	public static void main(final String... arguments) {
		final ByteProcessor plane = new ByteProcessor(SIDE, SIDE);
		for (int y = SIDE - 500; y < SIDE; y++)
			for (int x = SIDE - 500; x < SIDE; x++)
				plane.set(x, y, (3 * x + 5 * y) % 256);
		final ImagePlus image = new ImagePlus("huge", plane);
		final Region corner = new Region(SIDE - 500, SIDE - 500, 500, 500);
		final long before = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
		final Picture part = ImagePlusPictures.of(image, corner);
		assertTiles(part, TilePlans.plan(TilingMode.TILES, part.width(), part.height(), INPUT), corner);
		final Picture whole = ImagePlusPictures.of(image, null);
		final TilePlan plan = TilePlans.plan(TilingMode.TILES, SIDE, SIDE, INPUT);
		assertEquals(206 * 206, plan.tiles().size());
		assertTile(whole, plan, plan.tiles().size() - 1, 0, 0);
		final long grown = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() - before;
		assertTrue(grown < 200L << 20, grown + " bytes for a plane that should not be copied");
	}

	private static void assertTiles(final Picture part, final TilePlan plan, final Region corner) {
		assertEquals(9, plan.tiles().size());
		for (int tile = 0; tile < plan.tiles().size(); tile++)
			assertTile(part, plan, tile, corner.x(), corner.y());
	}

	/** Inside of the plane, what was drawn; the rest of an edge tile is mirrored. */
	private static void assertTile(final Picture picture, final TilePlan plan, final int tile, final int left, final int top) {
		final float[] out = new float[3 * INPUT * INPUT];
		TileReader.read(picture, plan, tile, out);
		final Region region = plan.tiles().get(tile);
		for (int y = 0; y < region.height(); y++)
			for (int x = 0; x < region.width(); x++)
				assertEquals((3 * (left + region.x() + x) + 5 * (top + region.y() + y)) % 256, out[y * INPUT + x]);
		for (int x = 0; region.width() + x < INPUT && x < region.width(); x++)
			assertEquals(out[region.width() - 1 - x], out[region.width() + x]);
	}
}
