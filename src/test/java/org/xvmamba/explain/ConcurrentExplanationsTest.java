package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.Progress;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Picture.PixelSize;
import org.xvmamba.image.Region;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.SessionCache;
import org.xvmamba.model.TestModels;

/** Several explanations at once, of several pictures, models and sizes: each is the one that it would be alone, to the last bit. */
class ConcurrentExplanationsTest {

	private static final int AT_ONCE = 4;
	private static final int ROUNDS = 2;

	private static final List<Work> WORKS = List.of(new Work("medmamba", 64, 64, "whole"), new Work("medmamba", 300, 170, "tiles"), new Work(
		"medmamba", 300, 170, "whole"), new Work("vmamba", 64, 200, "tiles"), new Work("vmamba", 33, 20, "whole"), new Work("medmamba", 129, 64,
			"tiles"));

	@TempDir
	private static Path models;

	private record Work(String model, int width, int height, String tiling) {

		private Explanation with(final Explainer explainer) {
			final Random random = new Random(width + height);
			final float[] pixels = new float[3 * width * height];
			for (int i = 0; i < pixels.length; i++)
				pixels[i] = random.nextInt(256);
			final Picture picture = new Picture("noise", ArrayImgs.floats(pixels, width, height, 3), new Region(0, 0, width, height), PixelSize.NONE,
				"drawn");
			return explainer.explain(picture, ExplainOptions.of(Map.of("model", model, "tiling", tiling, "index", "jacobian,gramian")),
				Progress.NONE);
		}
	}

	@BeforeAll
	static void importModels() {
		TestModels.tiny(models.resolve("medmamba"));
		TestModels.of("vmamba2.pth", models.resolve("vmamba"), 64);
	}

	@Test
	void thatShareAnExplainerAreEachAsAlone() throws Exception {
		final List<Explanation> alone = alone();
		try (SessionCache sessions = new SessionCache(2, 60_000)) {
			final Explainer explainer = new Explainer(new ModelLibrary(List.of(models)), sessions);
			assertAsAlone(alone, Collections.nCopies(WORKS.size() * ROUNDS, explainer));
		}
	}

	@Test
	void withModelsOfTheirOwnAreEachAsAlone() throws Exception {
		final List<Explanation> alone = alone();
		final List<SessionCache> caches = IntStream.range(0, WORKS.size() * ROUNDS).mapToObj(i -> new SessionCache(2, 60_000)).toList();
		try {
			assertAsAlone(alone, caches.stream().map(cache -> new Explainer(new ModelLibrary(List.of(models)), cache)).toList());
		}
		finally {
			caches.forEach(SessionCache::close);
		}
	}

	private static List<Explanation> alone() {
		try (SessionCache sessions = new SessionCache(2, 60_000)) {
			final Explainer explainer = new Explainer(new ModelLibrary(List.of(models)), sessions);
			return WORKS.stream().map(work -> work.with(explainer)).toList();
		}
	}

	private static void assertAsAlone(final List<Explanation> alone, final List<Explainer> explainers) throws InterruptedException,
		ExecutionException
	{
		final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
		try {
			final List<Callable<Explanation>> tasks = new ArrayList<>();
			for (int i = 0; i < explainers.size(); i++) {
				final Work work = WORKS.get(i % WORKS.size());
				final Explainer explainer = explainers.get(i);
				tasks.add(() -> work.with(explainer));
			}
			final List<Future<Explanation>> together = workers.invokeAll(tasks);
			for (int i = 0; i < together.size(); i++)
				assertSame(alone.get(i % WORKS.size()), together.get(i).get());
		}
		finally {
			workers.shutdownNow();
		}
	}

	private static void assertSame(final Explanation expected, final Explanation actual) {
		assertEquals(expected.prediction(), actual.prediction());
		assertEquals(expected.plan(), actual.plan());
		assertEquals(expected.tiles().size(), actual.tiles().size());
		for (int tile = 0; tile < expected.tiles().size(); tile++) {
			assertEquals(expected.tiles().get(tile).prediction(), actual.tiles().get(tile).prediction());
			for (int block = 0; block < expected.blocks().size(); block++)
				assertSame(expected.tiles().get(tile).blocks().get(block), actual.tiles().get(tile).blocks().get(block));
		}
	}

	private static void assertSame(final BlockMaps expected, final BlockMaps actual) {
		assertEquals(expected.ssmShare(), actual.ssmShare());
		assertEquals(expected.maps().keySet(), actual.maps().keySet());
		expected.maps().forEach((index, maps) -> {
			final float[][] others = actual.maps().get(index);
			assertEquals(maps.length, others.length);
			for (int direction = 0; direction < maps.length; direction++)
				assertArrayEquals(bits(maps[direction]), bits(others[direction]));
		});
	}

	private static int[] bits(final float[] values) {
		return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
	}
}
