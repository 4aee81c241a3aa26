package org.xvmamba.command;

import java.awt.EventQueue;
import java.awt.Graphics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.xvmamba.display.MapOverlay;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;

/**
 * Measures, in a real ImageJ window, how long a person waits from the menu to the map over a blood smear of 640 x 480 pixels: the first time in
 * a JVM, with everything to be loaded, and later. {@code mvn -q -DskipTests package exec:exec@menu-to-overlay} runs it.
 */
final class MenuToOverlay {

	private static final int LATER_RUNS = 12;
	private static final int IMAGES = 4;
	private static final double SECOND = 1e9;

	private MenuToOverlay() {}

	/**
	 * @param overlay seconds from the menu until the map was painted over the image
	 * @param everything seconds until legend, hyperstack and table were open, too
	 */
	record Waiting(double overlay, double everything) {}

	/** @param arguments none */
	public static void main(final String... arguments) throws Exception {
		ImageJWindow.open(Files.createTempDirectory("xvmamba-menu"));
		final Waiting first = explain(1);
		final List<Waiting> later = new ArrayList<>();
		for (int run = 0; run < LATER_RUNS; run++)
			later.add(explain(1 + (run + 1) % IMAGES));
		System.out.printf(Locale.ROOT, "640 x 480 pixels, model blood smear, %d processor(s), Java %s%n%n", Runtime.getRuntime()
			.availableProcessors(), System.getProperty("java.version"));
		System.out.println("| from the menu until | first run, s | later, median of " + LATER_RUNS + ", s | wanted, s |");
		System.out.println("|---|---|---|---|");
		System.out.printf(Locale.ROOT, "| the map lies over the image | %.2f | %.2f | under 3, then under 1 |%n", first.overlay, median(later
			.stream().map(Waiting::overlay).toList()));
		System.out.printf(Locale.ROOT, "| legend, hyperstack and table are open, too | %.2f | %.2f | |%n", first.everything, median(later.stream()
			.map(Waiting::everything).toList()));
		System.exit(0);
	}

	/** Opens one of the drawn smears in a window of its own, explains it, and closes everything. */
	static Waiting explain(final int number) throws Exception {
		final ImagePlus image = IJ.openImage(Path.of("test-images", "blood-smear-" + number + ".png").toString());
		final WatchedCanvas canvas = new WatchedCanvas(image);
		EventQueue.invokeAndWait(() -> new ImageWindow(image, canvas));
		ImageJWindow.await("the image", () -> Optional.of(canvas).filter(shown -> shown.painted));
		final long begin = System.nanoTime();
		IJ.run(ExplainCommand.LABEL, "model=[blood smear]");
		final long end = System.nanoTime();
		ImageJWindow.await("the map", () -> Optional.of(canvas).filter(shown -> shown.withMap > 0));
		ImageJWindow.clear();
		return new Waiting((canvas.withMap - begin) / SECOND, (end - begin) / SECOND);
	}

	private static double median(final List<Double> values) {
		final double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

	/** Notes when it has painted, and when it has painted a map. */
	private static final class WatchedCanvas extends ImageCanvas {

		private static final long serialVersionUID = 1L;

		private volatile boolean painted;
		private volatile long withMap;

		private WatchedCanvas(final ImagePlus image) {
			super(image);
		}

		@Override
		public void paint(final Graphics graphics) {
			final boolean hasMap = MapOverlay.opacity(imp).isPresent();
			super.paint(graphics);
			painted = true;
			if (hasMap && withMap == 0) withMap = System.nanoTime();
		}
	}
}
