package org.xvmamba.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xvmamba.model.ModelLibrary;

/** The installed files are complete, and work beside Fiji's jars, whatever these are. */
class InstalledPluginIT {

	private static final Map<String, String> LIBRARIES = Map.of("linux64", "linux-x64/libonnxruntime.so", "linux-arm64",
		"linux-aarch64/libonnxruntime.so", "macos-arm64", "osx-aarch64/libonnxruntime.dylib", "win64", "win-x64/onnxruntime.dll");
	/** Of what other plugins bring: classes that ours must not meet. */
	private static final List<String> OTHERS = List.of("com/google/protobuf/ByteString", "com/google/protobuf/GeneratedMessage",
		"com/google/protobuf/GeneratedMessageV3", "com/google/protobuf/CodedInputStream", "ai/onnx/proto/OnnxMl", "org/yaml/snakeyaml/Yaml",
		"org/yaml/snakeyaml/LoaderOptions");

	@TempDir
	private Path scratch;

	@Test
	void eachPlatformHasItsLibrariesInTheFolderThatTheUpdaterKnows() throws IOException {
		for (final Map.Entry<String, String> library : LIBRARIES.entrySet()) {
			final List<Path> jars = Installation.files(Installation.fiji().resolve("jars").resolve(library.getKey()), 1);
			assertEquals(1, jars.size(), library::getKey);
			final List<String> entries = Installation.entries(jars.get(0));
			assertTrue(entries.contains("ai/onnxruntime/native/" + library.getValue()), entries::toString);
			assertTrue(entries.stream().anyMatch(name -> name.contains("onnxruntime4j_jni")), entries::toString);
			assertTrue(entries.stream().noneMatch(name -> name.contains(".dSYM")), entries::toString);
		}
	}

	@Test
	void modelsAreShippedAndWhatTrainedThemIsNot() throws IOException {
		try (Stream<Path> models = Files.list(Installation.fiji().resolve("models"))) {
			final List<Path> folders = models.toList();
			assertEquals(new ModelLibrary(List.of(Path.of("models"))).names(), folders.stream().map(folder -> folder.getFileName().toString())
				.sorted().toList());
			for (final Path folder : folders)
				assertTrue(Files.isRegularFile(folder.resolve("rdf.yaml")), folder::toString);
		}
	}

	@Test
	void nothingOfFijisIsOverwritten() throws IOException {
		try (Stream<Path> roots = Files.list(Installation.fiji())) {
			final List<String> names = roots.map(root -> root.getFileName().toString()).toList();
			assertTrue(names.containsAll(List.of("jars", "licenses", "models", "plugins")), names::toString);
			assertTrue(List.of("jars", "licenses", "macros", "models", "plugins").containsAll(names), names::toString);
		}
		assertTrue(Files.isRegularFile(Installation.fiji().resolve("licenses/X-VMamba_Explain/LICENSE")));
	}

	@Test
	void explainsAnImageWithAShippedModel() throws IOException, InterruptedException {
		final Path results = scratch.resolve("results");
		assertWorks("explain", "test-images/window-with-white-cell.png", "--model", "blood smear", "--out", results.toString());
		assertTrue(Files.isRegularFile(results.resolve("window-with-white-cell").resolve("prediction.json")));
	}

	@Test
	void importsACheckpoint() throws IOException, InterruptedException {
		final Path folder = scratch.resolve("imported");
		assertWorks("import", "src/test/resources/org/xvmamba/convert/tiny.pth", "--out", folder.toString());
		assertTrue(Files.isRegularFile(folder.resolve("model.onnx")));
	}

	/** Starts the program as Fiji starts Java: our jars on one class path with Fiji's, the folder of the platform on the module path, too. */
	private void assertWorks(final String... call) throws IOException, InterruptedException {
		final List<Path> classPath = new ArrayList<>(List.of(brokenLibraries()));
		classPath.addAll(Installation.jars());
		Installation.fijisOwnJars().stream().filter(jar -> !FijiLibraries.artifactOf(jar).matches("protobuf-java|snakeyaml")).forEach(
			classPath::add);
		final List<String> arguments = new ArrayList<>(List.of("--module-path=" + Installation.fiji().resolve("jars").resolve("linux64"),
			"-Dimagej.dir=" + Installation.fiji(), "-cp", ChildJvm.classPath(classPath), "org.xvmamba.cli.Main"));
		arguments.addAll(List.of(call));
		final ChildJvm.Ending ending = ChildJvm.run(scratch, arguments);
		assertEquals(0, ending.exitCode(), ending::output);
	}

	/** First on the class path: files in the place of classes that no Java can load. */
	private Path brokenLibraries() throws IOException {
		final Path folder = scratch.resolve("other-plugins");
		for (final String name : OTHERS) {
			final Path file = folder.resolve(name + ".class");
			Files.createDirectories(file.getParent());
			Files.writeString(file, "not a class");
		}
		return folder;
	}
}
