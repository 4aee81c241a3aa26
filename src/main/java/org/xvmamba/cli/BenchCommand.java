package org.xvmamba.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;

import org.xvmamba.SiblingFolder;
import org.xvmamba.UserException;
import org.xvmamba.analysis.Nd4jIndexEngine;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.FusedIndexEngine;
import org.xvmamba.ssm.InfluenceIndex;
import org.xvmamba.ssm.SelectiveScan;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: how fast this computer is at the arithmetic, in one table. */
@Command(description = "Measure MedMamba-T with random weights at 224 x 224 pixels: prediction, taps, indices, memory.")
final class BenchCommand implements Callable<Integer> {

	private static final Set<InfluenceIndex> BOTH = EnumSet.of(InfluenceIndex.JACOBIAN, InfluenceIndex.GRAMIAN);
	private static final int WARM_UP = 3;
	private static final int SIZE = 224;
	private static final int CHANNELS = 3;

	private final Shell shell;

	@Option(names = "--repeats", paramLabel = "N", defaultValue = "15", description = "How often each is measured (${DEFAULT-VALUE}).")
	private int repeats;

	@Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "Threads of the model and of the indices (${DEFAULT-VALUE}).")
	private int threads;

	@Option(names = "--nd4j-repeats", paramLabel = "N", defaultValue = "3",
		description = "How often ND4J is measured; 0 leaves it out (${DEFAULT-VALUE}).")
	private int nd4jRepeats;

	@Option(names = "--memory-of", paramLabel = "FOLDER", hidden = true, description = "Explain with this model, and print the memory taken.")
	private Path memoryOf;

	@Spec
	private CommandSpec spec;

	BenchCommand(final Shell shell) {
		this.shell = shell;
	}

	@Override
	public Integer call() throws IOException {
		if (repeats < 1 || threads < 1 || nd4jRepeats < 0) throw new ParameterException(spec.commandLine(),
			"--repeats and --threads are at least 1, --nd4j-repeats at least 0.");
		if (memoryOf != null) {
			shell.out().println(MemoryBench.measure(ModelFolder.open(memoryOf), threads, image()));
			return 0;
		}
		final Path temporary = Files.createTempDirectory("xvmamba-bench");
		try (SiblingFolder folder = SiblingFolder.of(temporary.resolve("models"))) {
			final List<ModelFolder> models = BenchModel.write(folder.path(), shell.progress());
			return measure(models.get(0), models.get(1)) ? 0 : Main.FAILED;
		}
		finally {
			Files.delete(temporary);
		}
	}

	/** @return whether everything could be measured */
	private boolean measure(final ModelFolder withTaps, final ModelFolder withoutTaps) {
		final Timings plain = new Timings();
		final Timings taps = new Timings();
		final Timings fused = new Timings();
		final Timings nd4j = new Timings();
		boolean nd4jWorks = false;
		final List<float[]> images = List.of(image());
		final List<BlockDescription> blocks = withTaps.description().blocks();
		try (VisionMambaSession full = open(withTaps); VisionMambaSession predicting = open(withoutTaps); FusedIndexEngine engine =
			new FusedIndexEngine(threads))
		{
			for (int i = -WARM_UP; i < repeats; i++) {
				shell.progress().throwIfCancelled();
				shell.progress().report("Measuring", Math.max(0, i), repeats);
				(i < 0 ? new Timings() : plain).measure(() -> predicting.run(images, SIZE, SIZE, List.of(), shell.progress()));
				(i < 0 ? new Timings() : taps).measure(() -> full.run(images, SIZE, SIZE, blocks, shell.progress()));
				final List<SelectiveScan> scans = full.run(images, SIZE, SIZE, blocks, shell.progress()).scans().get(0);
				(i < 0 ? new Timings() : fused).measure(() -> engine.compute(scans, BOTH, shell.progress()));
				if (i == 0 && nd4jRepeats > 0) nd4jWorks = nd4jWorks(scans);
				if (i >= 0 && i < nd4jRepeats && nd4jWorks) nd4j.measure(() -> new Nd4jIndexEngine().compute(scans, BOTH, shell.progress()));
			}
		}
		shell.progress().report("Measuring", repeats, repeats);
		print(plain, taps, fused, nd4j, blocks.size(), withTaps);
		return nd4jWorks || nd4jRepeats == 0;
	}

	/** Loads ND4J by the smallest computation. */
	private boolean nd4jWorks(final List<SelectiveScan> scans) {
		try {
			new Nd4jIndexEngine().compute(scans.subList(scans.size() - 1, scans.size()), BOTH, shell.progress());
			return true;
		}
		catch (final UserException exc) {
			Problems.tell(exc, shell, false);
			return false;
		}
	}

	private VisionMambaSession open(final ModelFolder folder) {
		return VisionMambaSession.open(folder, "cpu", threads, shell.progress());
	}

	private static float[] image() {
		final Random random = new Random(1);
		final float[] image = new float[CHANNELS * SIZE * SIZE];
		for (int i = 0; i < image.length; i++)
			image[i] = random.nextInt(256);
		return image;
	}

	private void print(final Timings plain, final Timings taps, final Timings fused, final Timings nd4j, final int blocks,
		final ModelFolder model)
	{
		shell.out().printf(Locale.ROOT, "MedMamba-T, random weights, %d x %d pixels, %d thread(s), Java %s, %d repeats interleaved%n%n", SIZE, SIZE,
			threads, System.getProperty("java.version"), repeats);
		shell.out().println("| what | median ms | quartiles ms | ratio | wanted |");
		shell.out().println("|---|---|---|---|---|");
		row("forward without taps", plain, "", "");
		row("forward with taps", taps, ratio(taps, plain) + " x forward", "at most 1.1");
		row("Jacobian and Gramian of " + blocks + " blocks", fused, ratio(fused, plain) + " x forward", "at most 0.5");
		if (nd4j.count() > 0) row("the same in ND4J, " + nd4j.count() + " repeats", nd4j, ratio(nd4j, fused) + " x the kernel", "at least 10");
		shell.out().println("| resident memory beyond the JVM's own | " + MemoryBench.inNewJvm(model, threads) + " | | | under 400 MB |");
	}

	private static String ratio(final Timings what, final Timings of) {
		return String.format(Locale.ROOT, "%.2f", what.median() / of.median());
	}

	private void row(final String what, final Timings timings, final String ratio, final String wanted) {
		shell.out().printf(Locale.ROOT, "| %s | %.0f | %.0f - %.0f | %s | %s |%n", what, timings.median(), timings.quantile(0.25), timings
			.quantile(0.75), ratio, wanted);
	}
}
