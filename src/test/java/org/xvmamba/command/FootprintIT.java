package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.Screen;
import org.xvmamba.cli.Main;
import org.xvmamba.install.ChildJvm;

/**
 * What we leave on a computer: nothing outside of the output folder and ImageJ's own preferences, and no native library in a Java in which
 * nothing was explained. ONNX Runtime unpacks its libraries into a folder of Java's temporary one, and removes them when Java ends.
 */
class FootprintIT {

	private static final Path IMAGE = Path.of("test-images", "window-with-white-cell.png").toAbsolutePath();

	@TempDir
	private Path scratch;
	private Path home;
	private Path temporary;
	private Path work;

	@BeforeEach
	void makeFolders() throws IOException {
		home = Files.createDirectory(scratch.resolve("home"));
		temporary = Files.createDirectory(scratch.resolve("tmp"));
		work = Files.createDirectory(scratch.resolve("work"));
	}

	@Test
	void theShellWritesIntoTheOutputFolderAlone() throws IOException, InterruptedException {
		final ChildJvm.Ending ending = run(List.of(Main.class.getName(), "explain", IMAGE.toString(), "--model", "blood smear", "--out",
			"results"));
		assertEquals(0, ending.exitCode(), ending::output);
		assertEquals(List.of(), files(home));
		assertEquals(List.of(), files(temporary));
		final List<String> written = files(work);
		assertTrue(written.contains("results/window-with-white-cell/provenance.json"), written::toString);
		assertTrue(written.stream().allMatch(file -> file.startsWith("results/window-with-white-cell/")), written::toString);
	}

	@Test
	void imageJWritesItsPreferencesAloneAndLoadsNothingNativeBeforeTheFirstRun() throws IOException, InterruptedException {
		Screen.require();
		assumeTrue(Files.isReadable(Path.of("/proc/self/maps")), "Skipped: this system doesn't tell which libraries are loaded.");
		final Path imagej = Files.createDirectory(scratch.resolve("ImageJ"));
		Files.write(imagej.resolve("plugins.config.txt"), Files.readAllLines(Path.of("plugins.config")).stream().filter(line -> line.startsWith(
			"Plugins>")).toList());
		final Path classes = scratch.resolve("classes.txt");
		final ChildJvm.Ending ending = run(List.of("-Xlog:class+load:file=" + classes, FootprintProgram.class.getName(), imagej.toString(),
			classes.toString(), IMAGE.toString()));
		assertEquals(0, ending.exitCode(), ending::output);
		final List<String> said = ending.output().lines().toList();
		assertTrue(said.contains("models: [blood-smear, breast-ultrasound, chest-x-ray]"), ending::output);
		assertTrue(said.contains("before: native [], classes []"), ending::output);
		assertTrue(said.contains("macro: done"), ending::output);
		assertTrue(said.contains("after: native [onnxruntime], classes [onnxruntime]"), ending::output);
		assertEquals(List.of(".imagej/IJ_Prefs.txt"), files(home));
		assertEquals(List.of(), files(temporary));
		assertEquals(List.of(), files(work));
	}

	private ChildJvm.Ending run(final List<String> call) throws IOException, InterruptedException {
		final String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(entry -> Path.of(entry)
			.toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
		final List<String> arguments = new ArrayList<>(List.of("-XX:-UsePerfData", "-Duser.home=" + home, "-Djava.io.tmpdir=" + temporary,
			"-Dxvmamba.models=" + Path.of("models").toAbsolutePath(), "-cp", classPath));
		arguments.addAll(call);
		return ChildJvm.run(scratch, work, arguments);
	}

	/** @return all but Java's own list of the computer's fonts */
	private static List<String> files(final Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString().replace(File.separatorChar, '/')).filter(
				file -> !file.startsWith(".java/fonts/")).sorted().toList();
		}
	}
}
