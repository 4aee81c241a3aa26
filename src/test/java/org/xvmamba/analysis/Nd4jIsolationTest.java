package org.xvmamba.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.Progress;
import org.xvmamba.ssm.InfluenceIndex;
import org.xvmamba.ssm.TestScans;
import org.xvmamba.ssm.TestScans.Shape;

/**
 * Looks at which classes a fresh JVM loads, and from where. ND4J's API is on the class path of the tests too, so that a leak would find it
 * there.
 */
class Nd4jIsolationTest {

	@TempDir
	Path folder;

	@Test
	void nothingOfNd4jIsLoadedBeforeItsFirstUse() throws IOException, InterruptedException {
		assertEquals(List.of(), nd4jClassesLoadedBy(CreatesTheEngine.class));
	}

	@Test
	void nd4jIsLoadedFromItsFolderOnly() throws IOException, InterruptedException {
		final List<String> loaded = nd4jClassesLoadedBy(UsesTheEngine.class);
		assertFalse(loaded.isEmpty());
		final String own = Nd4jFolder.path().toAbsolutePath().toUri().getPath();
		assertEquals(List.of(), loaded.stream().filter(line -> !line.contains(own)).toList());
	}

	private List<String> nd4jClassesLoadedBy(final Class<?> main) throws IOException, InterruptedException {
		final Path log = folder.resolve("classes.log");
		final Path output = folder.resolve("output.txt");
		final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		final Process process = new ProcessBuilder(java, "-Xlog:class+load:file=" + log, "-D" + Nd4jFolder.PROPERTY + "=" + Nd4jFolder.path(),
			"-cp", System.getProperty("java.class.path"), main.getName()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		assertEquals(0, process.waitFor(), () -> main + " failed; its output is in " + output);
		return Files.readAllLines(log).stream().filter(line -> line.contains(" org.nd4j.") || line.contains(" org.bytedeco.")).filter(
			line -> !line.contains("$$Lambda")).toList();
	}

	/** A program that has the engine at hand, and does not use it. */
	public static final class CreatesTheEngine {

		private CreatesTheEngine() {}

		public static void main(final String[] args) {
			assertEquals("nd4j", new Nd4jIndexEngine().name());
		}
	}

	/** A program that uses the engine. */
	public static final class UsesTheEngine {

		private UsesTheEngine() {}

		public static void main(final String[] args) {
			final ClassLoader contextLoader = Thread.currentThread().getContextClassLoader();
			final long start = System.nanoTime();
			new Nd4jIndexEngine().compute(List.of(TestScans.realistic(new Shape(2, 5, 3, 2), 1)), Set.of(InfluenceIndex.JACOBIAN), Progress.NONE);
			System.out.println("First use of ND4J: " + (System.nanoTime() - start) / 1_000_000 + " ms");
			assertNull(System.getProperty("org.bytedeco.javacpp.cachedir"));
			assertEquals(contextLoader, Thread.currentThread().getContextClassLoader());
			assertTrue(Files.isDirectory(Nd4jFolder.path().resolve("unpacked")));
		}
	}
}
