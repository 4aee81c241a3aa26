package org.xvmamba.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

import org.xvmamba.cli.EngineBench.Way;
import org.xvmamba.model.ModelFolder;

/** Prints what {@link EngineBench} has measured. */
final class BenchTable {

	private static final List<Way> CUT_WAYS = List.of(Way.CUT, Way.CUT_TWO, Way.CUT_THREE);

	private final PrintWriter out;
	private final EngineBench bench;
	private final ModelFolder model;

	/** @param model whose memory is measured, too */
	BenchTable(final PrintWriter out, final EngineBench bench, final ModelFolder model) {
		this.out = out;
		this.bench = bench;
		this.model = model;
	}

	void print() {
		out.printf(Locale.ROOT, "MedMamba-T, random weights, %d x %d pixels, %d thread(s), Java %s, %d repeats interleaved%n%n", BenchCommand.SIZE,
			BenchCommand.SIZE, bench.threads(), System.getProperty("java.version"), bench.runs(Way.WHOLE).count());
		out.println("| what | median ms | quartiles ms | ratio | wanted with 2 threads |");
		out.println("|---|---|---|---|---|");
		row("(a) whole graph, prediction alone", Way.WHOLE, "");
		row("whole graph with taps", Way.WHOLE_TAPS, "at most 1.1");
		row("(b) cut graph, prediction alone", Way.CUT, "at most 0.5");
		row("(c) cut graph, Jacobian and Gramian", Way.CUT_TWO, "at most 0.95, and 2/3 of (e)");
		row("(d) cut graph, energy too", Way.CUT_THREE, "at most 1.5");
		row("(e) whole graph with taps, Jacobian and Gramian", Way.WHOLE_TWO, "");
		final Timings kernel = bench.kernel(Way.WHOLE_TWO);
		row("of (e), the kernel", kernel, ratio(kernel, bench.runs(Way.WHOLE)) + " x (a)", "at most 0.5");
		if (bench.nd4j().count() > 0) row("the same in ND4J, " + bench.nd4j().count() + " repeats", bench.nd4j(), ratio(bench.nd4j(), kernel) +
			" x the kernel", "at least 10");
		out.println("| memory beyond the JVM's own, cut graph | " + MemoryBench.inNewJvm(model, bench.threads(), false) +
			" | | | under 400 MB |");
		out.println("| the same, whole graph | " + MemoryBench.inNewJvm(model, bench.threads(), true) + " | | | under 400 MB |");
		out.println();
		printStages();
	}

	private void printStages() {
		out.println("| cut graph, medians in ms (nanoseconds a state element) | network | stage 1 | stage 2 | stage 3 | stage 4 |");
		out.println("|---|---|---|---|---|---|");
		for (final Way way : CUT_WAYS) {
			out.printf(Locale.ROOT, "| %s | %.1f |", switch (way) {
				case CUT -> "(b) scans";
				case CUT_TWO -> "(c) scans, Jacobian and Gramian";
				default -> "(d) energy too";
			}, bench.runs(way).median() - bench.kernel(way).median());
			bench.stages(way).forEach((stage, timings) -> out.printf(Locale.ROOT, " %.1f (%.2f) |", timings.median(), timings.median() * 1e6 /
				stateElements(stage)));
			out.println();
		}
		out.println();
	}

	/** How many states the scans of a stage update. */
	private long stateElements(final int stage) {
		return model.description().blocks().stream().filter(block -> block.stage() == stage).mapToLong(block -> {
			final long grid = block.gridSize(BenchCommand.SIZE);
			return grid * grid * block.directions() * block.channels() * block.states();
		}).sum();
	}

	private void row(final String what, final Way way, final String wanted) {
		row(what, bench.runs(way), ratio(bench.runs(way), bench.runs(Way.WHOLE)) + " x (a)", wanted);
	}

	private void row(final String what, final Timings timings, final String ratio, final String wanted) {
		out.printf(Locale.ROOT, "| %s | %.0f | %.0f - %.0f | %s | %s |%n", what, timings.median(), timings.quantile(0.25), timings.quantile(0.75),
			ratio, wanted);
	}

	private static String ratio(final Timings what, final Timings of) {
		return String.format(Locale.ROOT, "%.2f", what.median() / of.median());
	}
}
