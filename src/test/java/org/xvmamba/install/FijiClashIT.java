package org.xvmamba.install;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;

import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.junit.jupiter.api.Test;

/** No jar and no class that the installation puts onto Fiji's one flat class path is one that Fiji has already. */
class FijiClashIT {

	private static final List<String> OURS = List.of("org.xvmamba.", "ai.onnxruntime.");

	@Test
	void noJarReplacesOneOfFijis() throws IOException {
		final List<Path> jars = Installation.jars();
		assertEquals(6, jars.size(), () -> "plugin, ONNX Runtime, natives of four platforms: " + jars);
		assertEquals(List.of(), jars.stream().filter(FijiLibraries::ships).toList());
	}

	@Test
	void noClassIsInAPackageOfFijis() throws IOException {
		for (final Path jar : Installation.jars())
			assertEquals(List.of(), clashes(jar));
	}

	@Test
	void noClassHasTheNameOfOneInFijisJars() throws IOException {
		final Set<String> fijis = new HashSet<>();
		for (final Path jar : Installation.fijisOwnJars())
			fijis.addAll(Installation.classNames(jar));
		assertTrue(fijis.contains("ij.IJ") && fijis.contains("com.google.protobuf.ByteString"), "Fiji's jars are on the class path of the tests");
		for (final Path jar : Installation.jars()) {
			final Set<String> both = new HashSet<>(Installation.classNames(jar));
			both.retainAll(fijis);
			assertEquals(Set.of(), both, jar::toString);
		}
	}

	@Test
	void everyClassIsOurs() throws IOException {
		for (final Path jar : Installation.jars())
			assertEquals(List.of(), Installation.classNames(jar).stream().filter(name -> OURS.stream().noneMatch(name::startsWith)).toList(),
				jar::toString);
	}

	@Test
	void thePluginUsesItsOwnCopiesOfWhatItBrings() throws IOException {
		noClasses().should().dependOnClassesThat().resideInAnyPackage("com.google.protobuf..", "ai.onnx.proto..", "org.tribuo..", "org.yaml..")
			.check(new ClassFileImporter().importJar(new JarFile(Installation.pluginJar().toFile())));
	}

	@Test
	void aClashIsFound() throws IOException {
		final List<Path> protobuf = Installation.fijisOwnJars().stream().filter(jar -> "protobuf-java".equals(FijiLibraries.artifactOf(jar)))
			.toList();
		assertEquals(1, protobuf.size());
		assertFalse(clashes(protobuf.get(0)).isEmpty());
		assertTrue(FijiLibraries.ships(Path.of("protobuf-java-3.25.8.jar")));
		assertFalse(FijiLibraries.ships(Path.of("onnxruntime-1.28.0.jar")));
	}

	private static List<String> clashes(final Path jar) throws IOException {
		final List<String> clashes = new ArrayList<>();
		for (final String name : Installation.classNames(jar))
			FijiLibraries.ownerOf(name).ifPresent(owner -> clashes.add(name + " of " + owner + " in " + jar.getFileName()));
		return clashes;
	}
}
