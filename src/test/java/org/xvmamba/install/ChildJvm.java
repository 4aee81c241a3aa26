package org.xvmamba.install;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Java of its own, which knows nothing of the tests' class path. */
public final class ChildJvm {

	private static final long LIMIT_SECONDS = 120;

	private ChildJvm() {}

	/** How it ended, and all that it printed. */
	public record Ending(int exitCode, String output) {}

	/**
	 * @param scratch an empty folder to work in
	 * @param arguments what follows {@code java} in the command line
	 * @return how it ended
	 */
	static Ending run(final Path scratch, final List<String> arguments) throws IOException, InterruptedException {
		return run(scratch, Path.of(""), arguments);
	}

	/**
	 * As above.
	 *
	 * @param workingFolder in which it runs
	 */
	public static Ending run(final Path scratch, final Path workingFolder, final List<String> arguments) throws IOException,
		InterruptedException
	{
		final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
		command.addAll(arguments);
		final Path output = scratch.resolve("output.txt");
		final Process process = new ProcessBuilder(command).directory(workingFolder.toAbsolutePath().toFile()).redirectErrorStream(true)
			.redirectOutput(output.toFile()).start();
		final boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
		if (!ended) process.destroyForcibly().waitFor();
		final String printed = Files.readString(output);
		assertTrue(ended, () -> "not done after " + LIMIT_SECONDS + " s: " + printed);
		return new Ending(process.exitValue(), printed);
	}

	/** @return a class path */
	static String classPath(final List<Path> entries) {
		return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
	}
}
