package org.xvmamba.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;

import org.xvmamba.Progress;
import org.xvmamba.model.ForwardPass;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.ssm.FusedIndexEngine;
import org.xvmamba.ssm.InfluenceIndex;

/** Measures the memory of an explanation in a JVM of its own, in which nothing else ever needed any. */
final class MemoryBench {

	private static final int ROUNDS = 5;
	private static final int SIZE = 224;

	private MemoryBench() {}

	/**
	 * @param model to be loaded
	 * @param threads of the model and of the indices
	 * @param image [3, 224, 224]
	 * @return megabytes that loading, predicting and explaining added to this JVM at their highest, with the unit, for people
	 */
	static String measure(final ModelFolder model, final int threads, final float[] image) {
		final OptionalLong before = ResidentMemory.now();
		try (VisionMambaSession session = VisionMambaSession.open(model, "cpu", threads, Progress.NONE); FusedIndexEngine engine =
			new FusedIndexEngine(threads))
		{
			for (int i = 0; i < ROUNDS; i++) {
				final ForwardPass pass = session.run(List.of(image), SIZE, SIZE, model.description().blocks(), Progress.NONE);
				engine.compute(pass.scans().get(0), EnumSet.of(InfluenceIndex.JACOBIAN, InfluenceIndex.GRAMIAN), Progress.NONE);
			}
		}
		final OptionalLong peak = ResidentMemory.peak();
		return before.isEmpty() || peak.isEmpty() ? "this system doesn't tell" : peak.getAsLong() - before.getAsLong() + " MB (" + peak.getAsLong() +
			" MB in all)";
	}

	/** @return what {@link #measure} says in a new JVM */
	static String inNewJvm(final ModelFolder model, final int threads) {
		final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		final ProcessBuilder builder = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Main.class.getName(), "bench",
			"--memory-of", model.path().toString(), "--threads", Integer.toString(threads)).redirectErrorStream(true);
		try {
			final Process process = builder.start();
			final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
			return process.waitFor() == 0 ? output : "not measured: " + output;
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
