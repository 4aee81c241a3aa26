package org.xvmamba.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What Fiji ships: the names of its artifacts, and the packages of those that other plugins are known to clash with. */
final class FijiLibraries {

	private static final Set<String> ARTIFACTS = lines("fiji-artifacts.txt").stream().map(line -> line.split(":")[1]).collect(Collectors
		.toUnmodifiableSet());
	private static final Map<String, String> PACKAGES = lines("fiji-packages.txt").stream().map(line -> line.split("\\s+")).collect(Collectors
		.toUnmodifiableMap(columns -> columns[0], columns -> columns[1]));

	private FijiLibraries() {}

	/**
	 * @param jar a jar, named as Maven names it
	 * @return whether Fiji has one of that name, be it of another version: Fiji's updater takes the two for one
	 */
	static boolean ships(final Path jar) {
		return ARTIFACTS.contains(artifactOf(jar));
	}

	/** @return the jar's name without version and ending */
	static String artifactOf(final Path jar) {
		return jar.getFileName().toString().replaceFirst("(-\\d.*)?\\.jar$", "");
	}

	/**
	 * @param className with dots
	 * @return the artifact of Fiji's in whose packages the class lies, if it lies in one
	 */
	static Optional<String> ownerOf(final String className) {
		return PACKAGES.entrySet().stream().filter(known -> className.startsWith(known.getKey() + ".")).map(Map.Entry::getValue).findFirst();
	}

	private static List<String> lines(final String resource) {
		try (InputStream stream = FijiLibraries.class.getResourceAsStream(resource)) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList();
		}
		catch (final IOException exc) {
			throw new IllegalStateException(resource, exc);
		}
	}
}
