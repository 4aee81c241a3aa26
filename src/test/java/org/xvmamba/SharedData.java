package org.xvmamba;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real pictures that must not go into the project: they lie beside the checkout, or not at all. */
public final class SharedData {

	private SharedData() {}

	/**
	 * @param path below the data folder, such as {@code pictures/imagej/blobs.gif}
	 * @return where it is; where it is not, the test that asks is skipped with the reason printed
	 */
	public static Path require(final String path) {
		final Path file = Path.of("..", "shared", "data").resolve(path);
		final String reason = "Skipped: " + file + " is not here (real pictures are not part of the project).";
		if (!Files.exists(file)) System.out.println(reason);
		assumeTrue(Files.exists(file), reason);
		return file;
	}
}
