package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.awt.Toolkit;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xvmamba.display.MapOverlay;
import org.xvmamba.model.TestModels;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;

/** ImageJ's windows answer at any time, whatever we do; and Escape is heeded at once. */
class ResponsivenessIT extends WindowTest {

	/** What a person hardly notices is 0.1 s; the rest is for ImageJ's own painting of a large image, on a busy machine. */
	private static final long LONGEST_MILLISECONDS = 500;

	@BeforeAll
	static void loadAll() {
		System.setProperty("xvmamba.models", Path.of("models").toString());
		// Loads what ImageJ needs for any window.
		ImageJWindow.showCells("first", 100, 100);
		IJ.runMacro("run('X-VMamba Explain...', 'model=[blood smear]');");
	}

	@Test
	void windowsAnswerWhileTilesAreExplained() {
		final ImagePlus image = ImageJWindow.showCells("slide", 2300, 1600);
		try (EventThreadWatch watch = new EventThreadWatch()) {
			assertNull(IJ.runMacro("run('X-VMamba Explain...', 'model=[blood smear] tiling=tiles index=jacobian,gramian tissue=true');"));
			IJ.wait(300);
			assertTrue(watch.longestMilliseconds() < LONGEST_MILLISECONDS, watch::toString);
			System.out.println("Longest pause of the windows, explaining: " + watch.longestMilliseconds() + " ms");
		}
		assertTrue(MapOverlay.opacity(image).isPresent());
	}

	@Test
	void windowsAnswerWhileTheViewOfALargeImageChanges() {
		final ImagePlus image = ImageJWindow.showCells("large", 5000, 4000);
		IJ.runMacro("run('X-VMamba Explain...', 'model=[blood smear] tiling=whole stack=false'); run('X-VMamba View...');");
		try (EventThreadWatch watch = new EventThreadWatch()) {
			for (final String view : new String[] { "block=exponential-scaled", "block=maximum scaling=percentile", "colours=viridis", "opacity=80",
				"block=0 directions=1 scaling=image" }) {
				final CompletableFuture<Void> change = CompletableFuture.runAsync(() -> IJ.runMacro("selectImage('large'); run('X-VMamba View...', '" +
					view + "');"));
				while (!change.isDone()) {
					moveMouse(image.getCanvas());
					IJ.wait(10);
				}
			}
			IJ.wait(300);
			assertTrue(watch.longestMilliseconds() < LONGEST_MILLISECONDS, watch::toString);
			System.out.println("Longest pause of the windows, changing the view: " + watch.longestMilliseconds() + " ms");
		}
		assertEquals(Optional.of(80), MapOverlay.opacity(image));
	}

	@Test
	void escapeStopsWithinATile() throws Exception {
		final Path slow = TestModels.slow(folder.resolve("slow-tile"), 768).path();
		final ImagePlus image = ImageJWindow.showCells("one tile", 768, 768);
		final CompletableFuture<String> result = CompletableFuture.supplyAsync(() -> IJ.runMacro("run('X-VMamba Explain...', 'model=[" + slow +
			"] tiling=tiles'); return 'went on';"));
		ImageJWindow.await("the only tile to be begun", () -> Optional.of(Thread.getAllStackTraces().keySet()).filter(threads -> threads.stream()
			.anyMatch(thread -> "xvmamba-cancel".equals(thread.getName()))));
		final long pressed = System.nanoTime();
		ImageJWindow.pressKey(KeyEvent.VK_ESCAPE);
		assertNull(result.get(60, TimeUnit.SECONDS));
		final long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - pressed);
		System.out.println("Escape stopped within a tile after " + milliseconds + " ms");
		assertTrue(milliseconds < 1000, milliseconds + " ms after Escape");
		assertTrue(MapOverlay.opacity(image).isEmpty());
	}

	private static void moveMouse(final ImageCanvas canvas) {
		final int x = (int) (System.nanoTime() / 1_000_000 % Math.max(1, canvas.getWidth()));
		Toolkit.getDefaultToolkit().getSystemEventQueue().postEvent(new MouseEvent(canvas, MouseEvent.MOUSE_MOVED, System.currentTimeMillis(), 0, x,
			canvas.getHeight() / 2, 0, false));
	}
}
