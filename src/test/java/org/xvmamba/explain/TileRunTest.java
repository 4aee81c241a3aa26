package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Picture.PixelSize;
import org.xvmamba.image.Region;
import org.xvmamba.image.TilePlan;
import org.xvmamba.image.TilePlans;
import org.xvmamba.image.TilingMode;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.TestModels;
import org.xvmamba.model.TestSessions;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.scan.OrderPlan;

/** A device whose memory does not suffice for a batch, played by an engine that fails as the CUDA provider does. */
class TileRunTest {

	private static final MapIndex JACOBIAN = MapIndex.JACOBIAN;

	@TempDir
	private Path folder;

	@Test
	void takesFewerTilesAtOnceAndSaysSo() {
		final ModelFolder model = TestModels.tiny(folder.resolve("tiny"));
		final AtomicInteger runs = new AtomicInteger();
		final List<String> said = new ArrayList<>();
		final List<String> notes = new ArrayList<>();
		final List<TileExplanation> expected = explain(model, 100, 12, new AtomicInteger(), new ArrayList<>(), new ArrayList<>());
		final List<TileExplanation> found = explain(model, 3, 8, runs, said, notes);
		assertEquals(List.of("The memory did not suffice for 8 tiles at once (CPU (1 thread)); then 4 were taken.",
			"The memory did not suffice for 4 tiles at once (CPU (1 thread)); then 2 were taken."), notes);
		assertTrue(said.containsAll(notes), said.toString());
		assertEquals(6, runs.get());
		assertEquals(12, found.size());
		for (int i = 0; i < 12; i++) {
			assertEquals(expected.get(i).region(), found.get(i).region());
			assertArrayEquals(expected.get(i).blocks().get(4).map(JACOBIAN, 2), found.get(i).blocks().get(4).map(JACOBIAN, 2), 1e-5f);
		}
	}

	@Test
	void givesUpWhenOneTileIsTooMuch() {
		final ModelFolder model = TestModels.tiny(folder.resolve("tiny"));
		final List<String> notes = new ArrayList<>();
		final String message = assertThrows(UserException.class, () -> explain(model, 0, 4, new AtomicInteger(), new ArrayList<>(), notes))
			.getMessage();
		assertTrue(message.startsWith("The memory of CPU (1 thread) does not suffice even for one tile (ONNX Runtime: "), message);
		assertTrue(message.endsWith("close other programs that use it, or choose device=cpu."), message);
	}

	private static List<TileExplanation> explain(final ModelFolder model, final int most, final int batch, final AtomicInteger runs,
		final List<String> said, final List<String> notes)
	{
		final Random random = new Random(1);
		final float[] pixels = new float[3 * 256 * 192];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = random.nextInt(256);
		final Picture picture = new Picture("noise", ArrayImgs.floats(pixels, 256, 192, 3), new Region(0, 0, 256, 192), PixelSize.NONE, "drawn");
		final TilePlan plan = TilePlans.plan(TilingMode.TILES, 256, 192, TestModels.TINY_SIZE);
		try (VisionMambaSession session = TestSessions.small(model, most, runs);
				TileRun run = new TileRun(picture, plan, session, model.description().blocks(), WantedMaps.of(ExplainOptions.DEFAULTS, session), OrderPlan.MODEL, batch, new StepTimes()))
		{
			final List<TileExplanation> tiles = run.explain(new Progress() {

				@Override
				public void report(final String step, final long done, final long total) {
					said.add(step);
				}

				@Override
				public boolean isCancelled() {
					return false;
				}
			});
			notes.addAll(run.notes());
			return tiles;
		}
	}
}
