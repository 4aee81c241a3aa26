package org.xvmamba.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar, by itself and dropped into the plugins folder of a bare ImageJ. */
class BareImageJIT {

	@TempDir
	private Path scratch;

	@Test
	void runsByItself() throws IOException, InterruptedException {
		final ChildJvm.Ending ending = ChildJvm.run(scratch, List.of("-jar", Installation.commandLineJar().toString(), "selftest",
			"models/blood-smear"));
		assertEquals(0, ending.exitCode(), ending::output);
	}

	@Test
	void itsCopyOfImageJSleepsInTheRealOne() throws IOException, ClassNotFoundException {
		final Path imagej = Installation.fijisOwnJars().stream().filter(jar -> "ij".equals(FijiLibraries.artifactOf(jar))).findFirst()
			.orElseThrow();
		// ImageJ's loader of plugins asks ImageJ's own first, as every URLClassLoader does.
		try (URLClassLoader application = new URLClassLoader(new URL[] { imagej.toUri().toURL() }, ClassLoader.getPlatformClassLoader());
				URLClassLoader plugins = new URLClassLoader(new URL[] { Installation.commandLineJar().toUri().toURL() }, application)) {
			assertSame(application.loadClass("ij.IJ"), plugins.loadClass("ij.IJ"));
			final String entry = Files.readAllLines(Path.of("plugins.config")).stream().filter(line -> line.startsWith("Plugins>")).findFirst()
				.orElseThrow();
			final String name = entry.substring(entry.lastIndexOf(',') + 1, entry.indexOf('(')).strip();
			assertSame(plugins, plugins.loadClass(name).getClassLoader());
			assertTrue(application.loadClass("ij.plugin.PlugIn").isAssignableFrom(plugins.loadClass(name)), name);
		}
	}
}
