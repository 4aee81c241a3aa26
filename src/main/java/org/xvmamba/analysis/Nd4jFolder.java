package org.xvmamba.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.xvmamba.UserException;

/** Where ND4J's jars are: in a folder of their own, away from the class path. */
final class Nd4jFolder {

	/** System property that names the folder, before any other. */
	static final String PROPERTY = "xvmamba.nd4j";

	private Nd4jFolder() {}

	/**
	 * The folder that the property names, else {@code X-VMamba/nd4j} in the folder of ImageJ or Fiji, else in the working folder.
	 *
	 * @return the folder, whether it exists or not
	 */
	static Path path() {
		final String named = System.getProperty(PROPERTY);
		if (named != null) return Path.of(named);
		// Fiji tells its own folder as ij.dir, ImageJ its own or its plugins folder as plugins.dir.
		final Path folder = Path.of(System.getProperty("ij.dir", System.getProperty("plugins.dir", "")));
		final Path root = folder.endsWith("plugins") ? folder.resolveSibling("") : folder;
		return root.resolve("X-VMamba").resolve("nd4j");
	}

	/**
	 * @return the jars in {@link #path()}, sorted by name
	 * @throws UserException when there are none
	 */
	static List<Path> jars() {
		final Path folder = path();
		try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
			final List<Path> jars = files.filter(file -> file.getFileName().toString().endsWith(".jar")).sorted().toList();
			if (jars.isEmpty()) throw new UserException("ND4J is not here: there is no jar in the folder '" + folder.toAbsolutePath() +
				"'; put the jars there that the README lists under ND4J, or name another folder with -D" + PROPERTY +
				"=FOLDER, or compute the indices with the engine 'fused', which needs none.");
			return jars;
		}
		catch (final IOException exc) {
			throw new UserException("The folder of ND4J's jars, '" + folder.toAbsolutePath() + "', can't be read (" + exc.getMessage() +
				"); make it readable, or name another folder with -D" + PROPERTY + "=FOLDER.", exc);
		}
	}

	/** @return whether ND4J's back end for graphics cards is among the jars; ND4J then prefers it where it can be used */
	static boolean isForCuda(final List<Path> jars) {
		return jars.stream().anyMatch(jar -> jar.getFileName().toString().startsWith("nd4j-cuda-"));
	}
}
