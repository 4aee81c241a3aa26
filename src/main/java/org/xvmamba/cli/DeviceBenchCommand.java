package org.xvmamba.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;

import org.xvmamba.SiblingFolder;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.model.DeviceGraphFiles;
import org.xvmamba.model.ForwardPass;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.ScanStrategy;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.InfluenceIndex;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench device}: how fast the graph for graphics cards is, on any device. */
@Command(description = "Measure the graph for graphics cards: MedMamba-T with random weights at 224 x 224 pixels, or write it to files.")
final class DeviceBenchCommand implements Callable<Integer> {

	private static final int CHANNELS = 3;
	private static final int VALUES = 256;

	private final Shell shell;

	@Option(names = "--" + ExplainOptions.DEVICE, paramLabel = "DEVICE", defaultValue = "cpu", description = "cpu, or a graphics card such as cuda:0.")
	private String device;

	@Option(names = "--batches", paramLabel = "N", split = ",", defaultValue = "1,8", description = "Tiles at once.")
	private List<Integer> batches;

	@Option(names = "--repeats", paramLabel = "N", defaultValue = "5", description = "How often each is measured.")
	private int repeats;

	@Option(names = "--" + ExplainOptions.MODEL, paramLabel = "FOLDER", description = "Another model folder than MedMamba-T with random weights.")
	private Path model;

	@Option(names = "--export", paramLabel = "FOLDER",
		description = "Measure nothing, but write the graphs there as ONNX files, for src/test/python/bench_device.py.")
	private Path export;

	@Spec
	private CommandSpec spec;

	DeviceBenchCommand(final Shell shell) {
		this.shell = shell;
	}

	@Override
	public Integer call() throws IOException {
		if (repeats < 1 || batches.stream().anyMatch(batch -> batch < 1)) throw new ParameterException(spec.commandLine(),
			"--repeats and --batches are at least 1.");
		if (model != null) return work(ModelFolder.open(model));
		final Path temporary = Files.createTempDirectory("xvmamba-bench");
		try (SiblingFolder folder = SiblingFolder.of(temporary.resolve("models"))) {
			return work(BenchModel.write(folder.path(), shell.progress()).get(0));
		}
		finally {
			Files.delete(temporary);
		}
	}

	private int work(final ModelFolder folder) throws IOException {
		final DeviceGraphFiles files = new DeviceGraphFiles(folder);
		if (export != null) {
			for (final Path file : files.write(export))
				shell.out().println(file);
			return 0;
		}
		shell.out().println("| graph | operators a pass, before ONNX Runtime joins some: an estimate of the kernels started |");
		shell.out().println("|---|---|");
		files.operatorsPerPass().forEach((graph, count) -> shell.out().printf("| %s | %d |%n", graph, count));
		measure(folder);
		return 0;
	}

	private void measure(final ModelFolder folder) {
		try (VisionMambaSession session = VisionMambaSession.open(folder, device, Runtime.getRuntime().availableProcessors(),
			new ScanStrategy.DeviceGraph(), shell.progress()))
		{
			shell.out().printf("%n%s, %s, medians of %d%n%n", session.device().label(), session.engine(), repeats);
			shell.out().println("| tiles at once | prediction, ms | with Jacobian, ms | with Jacobian and Gramian, ms | tiles/s, prediction | tiles/s, Jacobian" +
				" | Jacobian's cost, of the prediction's |");
			shell.out().println("|---|---|---|---|---|---|---|");
			final List<BlockDescription> blocks = folder.description().blocks();
			for (final int batch : batches) {
				final double plain = time(session, batch, List.of(), Set.of());
				final double jacobian = time(session, batch, blocks, Set.of(InfluenceIndex.JACOBIAN));
				final double both = time(session, batch, blocks, EngineBench.TWO_INDICES);
				shell.out().printf(Locale.ROOT, "| %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.2f |%n", batch, plain, jacobian, both, 1000 * batch / plain,
					1000 * batch / jacobian, jacobian / plain - 1);
			}
		}
	}

	/** @return milliseconds, the median after a warm-up */
	private double time(final VisionMambaSession session, final int batch, final List<BlockDescription> blocks, final Set<InfluenceIndex> indices) {
		final int size = session.description().inputSize();
		final float[] image = image(size);
		final Timings timings = new Timings();
		for (int i = -1; i < repeats; i++) {
			final ForwardPass pass = session.run(Collections.nCopies(batch, image), size, size, blocks, indices, shell.progress());
			if (i >= 0) timings.add(pass.times().network());
		}
		return timings.median();
	}

	private static float[] image(final int size) {
		final Random random = new Random(1);
		final float[] image = new float[CHANNELS * size * size];
		for (int i = 0; i < image.length; i++)
			image[i] = random.nextInt(VALUES);
		return image;
	}
}
