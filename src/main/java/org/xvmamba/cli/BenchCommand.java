package org.xvmamba.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

import org.xvmamba.SiblingFolder;
import org.xvmamba.model.ModelFolder;

import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: how fast this computer is at the arithmetic, in one table. */
@Command(description = "Measure MedMamba-T with random weights at 224 x 224 pixels: prediction, explanation, both ways to run it, memory.")
final class BenchCommand implements Callable<Integer> {

	/** Of the image, along each axis. */
	static final int SIZE = 224;

	private static final int CHANNELS = 3;

	private final Shell shell;

	@Option(names = "--repeats", paramLabel = "N", defaultValue = "20", description = "How often each is measured.")
	private int repeats;

	@Option(names = "--threads", paramLabel = "N", split = ",", defaultValue = "1,2",
		description = "Threads of the model and of the indices; a table for each number.")
	private List<Integer> threads;

	@Option(names = "--nd4j-repeats", paramLabel = "N", defaultValue = "3",
		description = "How often ND4J is measured; 0 leaves it out.")
	private int nd4jRepeats;

	@Option(names = "--model", paramLabel = "FOLDER", showDefaultValue = Visibility.NEVER,
		description = "Measure instead the prediction of this model, at its own input size; can be given several times.")
	private List<Path> models = List.of();

	@Option(names = "--memory-of", paramLabel = "FOLDER", hidden = true, description = "Explain with this model, and print the memory taken.")
	private Path memoryOf;

	@Option(names = "--whole", hidden = true, description = "With --memory-of: run the whole graph in one session.")
	private boolean whole;

	@Spec
	private CommandSpec spec;

	BenchCommand(final Shell shell) {
		this.shell = shell;
	}

	@Override
	public Integer call() throws IOException {
		if (repeats < 1 || threads.stream().anyMatch(number -> number < 1) || nd4jRepeats < 0) throw new ParameterException(spec.commandLine(),
			"--repeats and --threads are at least 1, --nd4j-repeats at least 0.");
		if (memoryOf != null) {
			shell.out().println(MemoryBench.measure(ModelFolder.open(memoryOf), threads.get(0), whole, image()));
			return 0;
		}
		if (!models.isEmpty()) {
			for (final int number : threads)
				new ForwardBench(shell, number, repeats).measure(models);
			return 0;
		}
		final Path temporary = Files.createTempDirectory("xvmamba-bench");
		try (SiblingFolder folder = SiblingFolder.of(temporary.resolve("models"))) {
			return measure(BenchModel.write(folder.path(), shell.progress())) ? 0 : Main.FAILED;
		}
		finally {
			Files.delete(temporary);
		}
	}

	/** @return whether everything could be measured */
	private boolean measure(final List<ModelFolder> models) {
		boolean complete = true;
		for (final int number : threads) {
			final EngineBench bench = new EngineBench(shell, models.get(0), models.get(1), number, image());
			complete &= bench.measure(repeats, nd4jRepeats);
			new BenchTable(shell.out(), bench, models.get(0)).print();
		}
		return complete;
	}

	private static float[] image() {
		final Random random = new Random(1);
		final float[] image = new float[CHANNELS * SIZE * SIZE];
		for (int i = 0; i < image.length; i++)
			image[i] = random.nextInt(256);
		return image;
	}
}
