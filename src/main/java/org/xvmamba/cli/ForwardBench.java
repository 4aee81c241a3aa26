package org.xvmamba.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.xvmamba.UserException;
import org.xvmamba.model.ModelDescription;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.ScanStrategy;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.ssm.ReferenceIndexEngine;

/** Measures the prediction of any models: the graph cut at its scans and the whole graph, by turns, so that both meet the same disturbances. */
final class ForwardBench {

	private static final int CHANNELS = 3;
	private static final int WARM_UP = 10;

	private final Shell shell;
	private final int threads;
	private final int repeats;

	ForwardBench(final Shell shell, final int threads, final int repeats) {
		this.shell = shell;
		this.threads = threads;
		this.repeats = repeats;
	}

	/** @param folders of models, each of which runs at its own input size */
	void measure(final List<Path> folders) {
		shell.out().printf(Locale.ROOT, "Prediction alone, one image, %d thread(s), Java %s, %d repeats by turns%n%n", threads, System.getProperty(
			"java.version"), repeats);
		shell.out().println("| model | family | input | scans | cut graph: median ms (quartiles) | whole graph: median ms (quartiles) |");
		shell.out().println("|---|---|---|---|---|---|");
		for (final Path folder : folders)
			measure(ModelFolder.open(folder));
		shell.out().println();
	}

	private void measure(final ModelFolder model) {
		final ModelDescription description = model.description();
		try (Way cut = open(model, new ScanStrategy.CutAtScans()); Way whole = open(model, new ScanStrategy.WholeGraph(new ReferenceIndexEngine()))) {
			for (int repeat = -WARM_UP; repeat < repeats; repeat++) {
				shell.progress().report("Measuring " + description.name(), Math.max(0, repeat), repeats);
				for (final Way way : List.of(cut, whole))
					run(way, description.inputSize(), repeat >= 0);
			}
			shell.out().printf(Locale.ROOT, "| %s | %s | %d x %d | %d | %s | %s |%n", description.name(), description.family(), description.inputSize(),
				description.inputSize(), description.blocks().size(), told(cut.timings), told(whole.timings));
		}
	}

	/** Graphs that were made elsewhere can't be cut. */
	private Way open(final ModelFolder model, final ScanStrategy strategy) {
		try {
			return new Way(Optional.of(VisionMambaSession.open(model, "cpu", threads, strategy, shell.progress())), new Timings());
		}
		catch (final UserException exc) {
			if (!(strategy instanceof ScanStrategy.CutAtScans)) throw exc;
			return new Way(Optional.empty(), new Timings());
		}
	}

	private void run(final Way way, final int size, final boolean counts) {
		if (way.session.isEmpty()) return;
		final Random random = new Random(1);
		final float[] image = new float[CHANNELS * size * size];
		for (int i = 0; i < image.length; i++)
			image[i] = random.nextInt(256);
		final long before = System.nanoTime();
		way.session.get().run(List.of(image), size, size, List.of(), Set.of(), shell.progress());
		if (counts) way.timings.add(System.nanoTime() - before);
	}

	private static String told(final Timings timings) {
		return timings.count() == 0 ? "can't be cut" : String.format(Locale.ROOT, "%.1f (%.1f - %.1f)", timings.median(), timings.quantile(0.25),
			timings.quantile(0.75));
	}

	/**
	 * @param session nothing where the graph can't be run in this way
	 * @param timings of its runs
	 */
	private record Way(Optional<VisionMambaSession> session, Timings timings) implements AutoCloseable {

		@Override
		public void close() {
			session.ifPresent(VisionMambaSession::close);
		}
	}
}
