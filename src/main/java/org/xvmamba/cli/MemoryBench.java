package org.xvmamba.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import org.xvmamba.Progress;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.ScanStrategy;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.ssm.FusedIndexEngine;

/** Measures the memory of an explanation in a JVM of its own, in which nothing else ever needed any. */
final class MemoryBench {

	private static final int ROUNDS = 5;

	private MemoryBench() {}

	/**
	 * @param model to be loaded
	 * @param threads of the model and of the indices
	 * @param whole whether the whole graph runs in one session
	 * @param image [3, 224, 224]
	 * @return megabytes that loading, predicting and explaining added to this JVM at their highest, with the unit, for people
	 */
	static String measure(final ModelFolder model, final int threads, final boolean whole, final float[] image) {
		final OptionalLong before = ResidentMemory.now();
		try (FusedIndexEngine indices = new FusedIndexEngine(threads);
				VisionMambaSession session = VisionMambaSession.open(model, "cpu", threads, whole ? new ScanStrategy.WholeGraph(indices)
					: new ScanStrategy.CutAtScans(), Progress.NONE))
		{
			for (int i = 0; i < ROUNDS; i++)
				session.run(List.of(image), BenchCommand.SIZE, BenchCommand.SIZE, model.description().blocks(), EngineBench.TWO_INDICES,
					Progress.NONE);
		}
		final OptionalLong peak = ResidentMemory.peak();
		return before.isEmpty() || peak.isEmpty() ? "this system doesn't tell" : peak.getAsLong() - before.getAsLong() + " MB (" + peak.getAsLong() +
			" MB in all)";
	}

	/** @return what {@link #measure} says in a new JVM */
	static String inNewJvm(final ModelFolder model, final int threads, final boolean whole) {
		final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		final List<String> command = new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName(), "bench",
			"--memory-of", model.path().toString(), "--threads", Integer.toString(threads)));
		if (whole) command.add("--whole");
		final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		try {
			final Process process = builder.start();
			final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			// What stands before the last line are warnings of the JVM.
			return process.waitFor() == 0 ? output.substring(output.lastIndexOf('\n') + 1) : "not measured: " + output;
		}
		catch (final IOException exc) {
			return "not measured: " + exc.getMessage();
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			return "not measured: interrupted";
		}
	}
}
