package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Window;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.OpenImages;
import org.xvmamba.display.PredictionTable;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;

/** Windows that are closed at the worst moment: nothing fails in any thread, no message appears, and nothing is left in memory. */
class ClosingWindowsIT extends WindowTest {

	private static final String EXPLAIN = "run('X-VMamba Explain...', 'model=[blood smear] index=jacobian,gramian tiling=";
	private static final int ROUNDS = 4;

	private UncaughtProblems problems;

	@BeforeAll
	static void useOurModels() {
		System.setProperty("xvmamba.models", Path.of("models").toString());
	}

	@BeforeEach
	void begin() {
		problems = new UncaughtProblems();
	}

	@AfterEach
	void end() {
		clear();
		problems.close();
	}

	@Test
	void theImageWhileItIsExplained() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			final ImagePlus image = ImageJWindow.showCells("closed early", 3000, 2000);
			final CompletableFuture<String> result = macro(EXPLAIN + "tiles'); return 'went on';");
			ImageJWindow.await("the model to run", () -> Optional.of(Thread.getAllStackTraces().keySet()).filter(threads -> threads.stream()
				.anyMatch(thread -> "xvmamba-cancel".equals(thread.getName()))));
			IJ.wait(100 * round);
			close(image);
			assertNotEquals("went on", result.get(10, TimeUnit.SECONDS), "The macro must end with its image.");
			assertEquals(0, WindowManager.getImageCount());
			assertNull(ResultsTable.getResultsTable(PredictionTable.TITLE));
		}
		assertNothingHappened();
	}

	@Test
	void theStackWhileItsPlanesAreExplained() throws Exception {
		final ImagePlus image = IJ.createImage("stack", "8-bit ramp", 700, 500, 60);
		image.show();
		final CompletableFuture<String> result = macro(EXPLAIN + "whole planes=all'); return 'went on';");
		ImageJWindow.await("the model to run", () -> Optional.of(Thread.getAllStackTraces().keySet()).filter(threads -> threads.stream()
			.anyMatch(thread -> "xvmamba-cancel".equals(thread.getName()))));
		close(image);
		assertNotEquals("went on", result.get(10, TimeUnit.SECONDS));
		assertEquals(0, WindowManager.getImageCount());
		assertNothingHappened();
	}

	@Test
	void theImageWhileItsViewChanges() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			final ImagePlus image = ImageJWindow.showCells("viewed", 1500, 1200);
			IJ.runMacro(EXPLAIN + "whole stack=false'); run('X-VMamba View...');");
			CompletableFuture.runAsync(() -> {
				for (final String block : List.of("exponential-scaled", "maximum", "uniform", "linear-scaled"))
					ExplainedImage.of(image).ifPresent(explained -> explained.change(Map.of("block", block)));
			});
			IJ.wait(30 * round);
			close(image);
			IJ.wait(200);
			close(WindowManager.getImage("Legend of viewed"));
		}
		assertNothingHappened();
	}

	@Test
	void theLayersAndTheLegend() throws Exception {
		final ImagePlus image = ImageJWindow.showCells("kept", 400, 300);
		IJ.runMacro(EXPLAIN + "whole');");
		close(WindowManager.getImage("Jacobian index of kept"));
		assertNull(IJ.runMacro("selectImage('kept'); run('X-VMamba View...', 'block=0');"));
		close(WindowManager.getImage("Legend of kept"));
		assertNull(IJ.runMacro("selectImage('kept'); run('X-VMamba View...', 'block=1 colours=viridis');"));
		close(WindowManager.getImage("Gramian index of kept"));
		assertTrue(ExplainedImage.of(image).isPresent());
		close(image);
		assertEquals(0, WindowManager.getImageCount());
		assertNothingHappened();
	}

	@Test
	void explanationsAreGivenBack() throws Exception {
		final List<WeakReference<Object>> kept = new ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			kept.addAll(explainAndClose("whole"));
			ImageJWindow.clear();
		}
		awaitGivenBack(kept);
		assertNothingHappened();
	}

	@Test
	void aLegendThatStaysOpenKeepsNoExplanation() throws Exception {
		awaitGivenBack(explainAndClose("whole stack=false"));
		assertNotNull(WindowManager.getImage("Legend of forgotten"));
		assertNothingHappened();
	}

	/** But for hyperstacks, whose planes are computed from the explanation when they are looked at. */
	@Test
	void windowsThatTellOfTheImageKeepNeitherItNorItsExplanation() throws Exception {
		final List<WeakReference<Object>> kept = explainAndClose("whole stack=false", "run('X-VMamba Plot Means'); run('X-VMamba Plot Correlations'); " +
			"selectImage('forgotten'); run('X-VMamba Embedding...'); selectImage('forgotten'); " +
			"run('X-VMamba Evaluate Maps...', 'protocols=deletion baselines=none');");
		awaitGivenBack(kept);
		final List<ImagePlus> left = OpenImages.all().stream().filter(window -> !window.getTitle().equals("another")).toList();
		assertEquals(7, left.size(), "the legend, two pictures of the explanation, three of the evaluation, one of the embedding");
		for (final ImagePlus window : left)
			ImageJWindow.assertFails("selectImage(" + window.getID() + "); run('X-VMamba View...', 'block=0');",
				"' tells is not open any more; open it and run X-VMamba Explain... on it first.");
		assertNothingHappened();
	}

	private static void awaitGivenBack(final List<WeakReference<Object>> kept) {
		// What was looked at last is still known to ImageJ and to the windows' toolkit.
		ImageJWindow.showCells("another", 50, 50);
		ImageJWindow.await("the explanations to be given back", () -> {
			System.gc();
			return Optional.of(kept).filter(all -> all.stream().allMatch(reference -> reference.get() == null));
		});
	}

	private static List<WeakReference<Object>> explainAndClose(final String options) throws Exception {
		return explainAndClose(options, "");
	}

	private static List<WeakReference<Object>> explainAndClose(final String options, final String more) throws Exception {
		final ImagePlus image = ImageJWindow.showCells("forgotten", 400, 300);
		IJ.runMacro(EXPLAIN + options + "'); run('X-VMamba View...'); " + more);
		final ExplainedImage explained = ExplainedImage.require(image);
		final List<WeakReference<Object>> references = List.of(new WeakReference<>(image), new WeakReference<>(explained), new WeakReference<>(explained
			.explanation()), new WeakReference<>(explained.explanation().tiles().get(0)));
		close(image);
		return references;
	}

	/** ImageJ knows threads of macros by their names. */
	private static CompletableFuture<String> macro(final String macro) {
		return CompletableFuture.supplyAsync(() -> IJ.runMacro(macro), work -> new Thread(work, "Macro$").start());
	}

	/** As a person does: in the thread of the windows. */
	private static void close(final ImagePlus image) throws Exception {
		EventQueue.invokeAndWait(() -> {
			image.changes = false;
			image.close();
		});
	}

	private void assertNothingHappened() throws Exception {
		IJ.wait(200);
		EventQueue.invokeAndWait(() -> {});
		problems.requireNone();
		final List<String> dialogs = Arrays.stream(Window.getWindows()).filter(window -> window instanceof Dialog && window.isShowing()).map(
			window -> ((Dialog) window).getTitle()).toList();
		assertFalse(dialogs.stream().anyMatch(title -> !title.isEmpty()), dialogs::toString);
	}
}
