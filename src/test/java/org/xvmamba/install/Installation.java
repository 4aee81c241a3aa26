package org.xvmamba.install;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The files that Maven has laid out as a Fiji update site, and the jars that stand in for Fiji's own. */
final class Installation {

	private static final String CLASS = ".class";

	private Installation() {}

	/** @return the folder that is laid over Fiji's */
	static Path fiji() {
		final String folder = System.getProperty("xvmamba.installation");
		if (folder == null) throw new IllegalStateException("The installation is tested where it is built: run mvn verify.");
		return Path.of(folder, "Fiji");
	}

	/** @return the runnable jar */
	static Path commandLineJar() throws IOException {
		return files(fiji().getParent().getParent(), 1).stream().filter(file -> file.toString().endsWith("-cli.jar")).findFirst().orElseThrow();
	}

	/** @return the plugin's jar */
	static Path pluginJar() throws IOException {
		return files(fiji().resolve("plugins"), 1).get(0);
	}

	/** @return every jar that comes onto Fiji's class path: those in {@code plugins}, {@code jars} and below */
	static List<Path> jars() throws IOException {
		return Stream.concat(files(fiji().resolve("plugins"), 2).stream(), files(fiji().resolve("jars"), 2).stream()).toList();
	}

	/** @return the jars on the class path of the tests that Fiji ships too */
	static List<Path> fijisOwnJars() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).filter(entry -> entry.endsWith(".jar")).map(Path::of)
			.filter(FijiLibraries::ships).toList();
	}

	/** @return the names of the jar's classes, with dots */
	static Set<String> classNames(final Path jar) throws IOException {
		return entries(jar).stream().filter(name -> name.endsWith(CLASS) && !name.endsWith("module-info.class")).map(name -> name.substring(0, name
			.length() - CLASS.length()).replace('/', '.')).collect(Collectors.toSet());
	}

	/** @return the names of the files in a jar, with slashes */
	static List<String> entries(final Path jar) throws IOException {
		try (ZipFile zip = new ZipFile(jar.toFile())) {
			return zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
		}
	}

	/** @return the files in a folder and below, sorted */
	static List<Path> files(final Path folder, final int depth) throws IOException {
		try (Stream<Path> files = Files.walk(folder, depth)) {
			return files.filter(Files::isRegularFile).sorted().toList();
		}
	}
}
