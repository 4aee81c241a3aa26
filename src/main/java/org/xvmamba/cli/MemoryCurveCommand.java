package org.xvmamba.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

import net.imglib2.FinalInterval;
import net.imglib2.Localizable;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapRenderer;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Picture.PixelSize;
import org.xvmamba.image.Region;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.ScanStrategy;
import org.xvmamba.model.SessionCache;
import org.xvmamba.ssm.FusedIndexEngine;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench memory}: whether memory is given back. */
@Command(description = "Explain again and again, with both ways to run the network: native and heap memory, which shall not grow.")
final class MemoryCurveCommand implements Callable<Integer> {

	/** The model is given back and loaded again after so many runs, as after a pause of some minutes. */
	static final int RUNS_PER_LOADING = 10;

	private static final int ROWS = 10;
	private static final int CHANNELS = 3;
	private static final List<Work> WORKS = List.of(new Work(640, 480, "whole"), new Work(500, 400, "whole"), new Work(400, 224, "tiles"));
	private static final double MEGABYTE = 1 << 20;

	private final Shell shell;

	@Option(names = "--runs", paramLabel = "N", defaultValue = "200", description = "How many explanations each way.")
	private int runs;

	@Option(names = "--" + ExplainOptions.MODEL, paramLabel = "MODEL", defaultValue = OptionTexts.MODEL_DEFAULT,
		description = OptionTexts.MODEL_HELP)
	private String model;

	@Spec
	private CommandSpec spec;

	MemoryCurveCommand(final Shell shell) {
		this.shell = shell;
	}

	/** A picture, and how it is cut. */
	private record Work(int width, int height, String tiling) {}

	/**
	 * What was measured after some runs.
	 *
	 * @param run how many runs were done
	 * @param resident megabytes that the operating system has given this process; nothing where it doesn't tell
	 * @param committed megabytes of these that Java's heap may take, used or not
	 * @param heap megabytes of objects in use, after a garbage collection
	 */
	record Point(int run, OptionalLong resident, long committed, double heap) {

		private static Point after(final int run) {
			System.gc();
			final MemoryUsage usage = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
			return new Point(run, ResidentMemory.now(), Math.round(usage.getCommitted() / MEGABYTE), usage.getUsed() / MEGABYTE);
		}

		/** @return for people: what is resident besides Java's heap, thus all native memory and the JVM's own */
		private String beside() {
			return resident.isPresent() ? Long.toString(resident.getAsLong() - committed) : "not told";
		}
	}

	@Override
	public Integer call() {
		if (runs < ROWS) throw new ParameterException(spec.commandLine(), "--runs is at least " + ROWS + ".");
		final int threads = Runtime.getRuntime().availableProcessors();
		final List<Point> cut = curve(new ScanStrategy.CutAtScans(), threads);
		final List<Point> whole;
		try (FusedIndexEngine indices = new FusedIndexEngine(threads)) {
			whole = curve(new ScanStrategy.WholeGraph(indices), threads);
		}
		shell.out().printf(Locale.ROOT, "%s, all blocks, %d explanations each way, the model loaded anew every %d, Java %s, heap of at most %.0f MB%n%n",
			model, runs, RUNS_PER_LOADING, System.getProperty("java.version"), Runtime.getRuntime().maxMemory() / MEGABYTE);
		shell.out().println("| runs | cut graph: native, MB | heap, MB | whole graph: native, MB | heap, MB |");
		shell.out().println("|---|---|---|---|---|");
		for (int i = 0; i < cut.size(); i++)
			shell.out().printf(Locale.ROOT, "| %d | %s | %.1f | %s | %.1f |%n", cut.get(i).run, cut.get(i).beside(), cut.get(i).heap, whole.get(i)
				.beside(), whole.get(i).heap);
		return 0;
	}

	private List<Point> curve(final ScanStrategy strategy, final int threads) {
		try (SessionCache sessions = new SessionCache(threads, Long.MAX_VALUE, strategy)) {
			return curve(new Explainer(ModelLibrary.standard(Optional.empty()), sessions), strategy.toString());
		}
	}

	private List<Point> curve(final Explainer explainer, final String way) {
		final List<Point> points = new ArrayList<>();
		for (int run = 1; run <= runs; run++) {
			shell.progress().throwIfCancelled();
			shell.progress().report("Explaining with " + way, run, runs);
			explain(explainer, WORKS.get(run % WORKS.size()));
			if (run % RUNS_PER_LOADING == 0) explainer.releaseModel();
			if (run == 1 || run % (runs / ROWS) == 0) points.add(Point.after(run));
		}
		return points;
	}

	/** Explains a drawn picture, looks at a map, and forgets everything. */
	private void explain(final Explainer explainer, final Work work) {
		final Picture picture = new Picture("drawn picture", Views.interval(new FunctionRandomAccessible<>(CHANNELS, MemoryCurveCommand::draw,
			FloatType::new), new FinalInterval(work.width, work.height, CHANNELS)), new Region(0, 0, work.width, work.height), PixelSize.NONE, "drawn");
		final Explanation explanation = explainer.explain(picture, ExplainOptions.of(Map.of(ExplainOptions.MODEL, model, ExplainOptions.TILING,
			work.tiling)), shell.progress());
		MapRenderer.of(explanation, explanation.shown()).render(work.width, work.height);
	}

	private static void draw(final Localizable position, final FloatType value) {
		value.set((position.getIntPosition(0) * (3 + position.getIntPosition(2)) + position.getIntPosition(1) * 7) % 256);
	}
}
