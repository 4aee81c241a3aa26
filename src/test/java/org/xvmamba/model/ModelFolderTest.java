package org.xvmamba.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.Npy;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.yaml.snakeyaml.Yaml;

class ModelFolderTest {

	@TempDir
	private Path temporary;
	private Path folder;

	@BeforeEach
	void importTiny() {
		folder = temporary.resolve("tiny");
		TestModels.tiny(folder);
	}

	@Test
	void describesWhatWasImported() {
		final ModelDescription description = ModelFolder.open(folder).description();
		assertEquals("tiny model", description.name());
		assertEquals("medmamba", description.family());
		assertEquals(TestModels.TINY_SIZE, description.inputSize());
		assertEquals(List.of("class 0", "class 1", "class 2", "class 3", "class 4"), description.classes());
		assertEquals(List.of("stage0.block0", "stage1.block0", "stage2.block0", "stage2.block1", "stage3.block0"), description.blocks().stream()
			.map(block -> block.name()).toList());
		assertEquals(List.of("row-major", "column-major", "row-major-reversed", "column-major-reversed"), description.blocks().get(0)
			.scanOrders());
		assertEquals(0.5, description.normalisation().mean().get(0), 1e-12);
		assertEquals(0.5, description.normalisation().standardDeviation().get(2), 1e-12);
	}

	@ParameterizedTest
	@ValueSource(strings = { "format_version", "type", "name", "description", "authors", "cite", "license", "timestamp", "documentation",
		"inputs", "outputs", "weights", "config" })
	void writesWhatBioImageIoWants(final String field) throws IOException {
		assertTrue(yaml().containsKey(field));
	}

	@Test
	void writesTensorsAsBioImageIoWants() throws IOException {
		final Map<?, ?> input = (Map<?, ?>) ((List<?>) yaml().get("inputs")).get(0);
		assertEquals(List.of("batch", "channel", "space", "space"), ((List<?>) input.get("axes")).stream().map(axis -> ((Map<?, ?>) axis).get(
			"type")).toList());
		assertEquals("test_input.npy", ((Map<?, ?>) input.get("test_tensor")).get("source"));
		assertTrue(input.containsKey("preprocessing"));
		final Map<?, ?> onnx = (Map<?, ?>) ((Map<?, ?>) yaml().get("weights")).get("onnx");
		assertEquals("model.onnx", onnx.get("source"));
		assertEquals(64, ((String) onnx.get("sha256")).length());
		assertTrue((Integer) onnx.get("opset_version") >= 17);
	}

	@Test
	void optionalFieldsAreOptional() throws IOException {
		edit(yaml -> {
			for (final String field : List.of("authors", "cite", "license", "timestamp", "documentation", "tags", "config", "description"))
				yaml.remove(field);
			final Map<?, ?> input = (Map<?, ?>) ((List<?>) yaml.get("inputs")).get(0);
			input.remove("test_tensor");
			input.remove("data");
			input.remove("description");
			((Map<?, ?>) ((Map<?, ?>) yaml.get("weights")).get("onnx")).remove("sha256");
		});
		final ModelFolder opened = ModelFolder.open(folder);
		opened.verify(Progress.NONE);
		assertEquals("unknown", opened.description().family());
		assertEquals(List.of(), opened.description().blocks());
		assertEquals(5, opened.description().classes().size());
	}

	@Test
	void readsEarlierFormsOfTheDescription() throws IOException {
		edit(yaml -> {
			yaml.put("format_version", "0.5.0");
			yaml.put("documentation", "README.md");
			final Map<String, Object> gain = Map.of("id", "scale_linear", "kwargs", Map.of("gain", 1 / 255.0));
			final Map<String, Object> fixed = Map.of("id", "fixed_zero_mean_unit_variance", "kwargs", Map.of("mean", List.of(0.485, 0.456, 0.406),
				"std", List.of(0.229, 0.224, 0.225), "axis", "channel"));
			input(yaml).put("preprocessing", List.of(Map.of("id", "ensure_dtype", "kwargs", Map.of("dtype", "float32")), gain, fixed));
		});
		final ModelDescription description = ModelFolder.open(folder).description();
		assertEquals(0.456, description.normalisation().mean().get(1), 1e-12);
		assertEquals(0.225, description.normalisation().standardDeviation().get(2), 1e-12);
	}

	@Test
	void refusesPreprocessingThatItDoesNotDo() throws IOException {
		edit(yaml -> input(yaml).put("preprocessing", List.of(Map.of("id", "scale_mean_variance"))));
		assertMessage("scale_mean_variance", () -> ModelFolder.open(folder));
	}

	@ParameterizedTest
	@ValueSource(strings = { "type", "format_version", "name", "inputs", "outputs", "weights" })
	void namesARequiredFieldThatIsMissing(final String field) throws IOException {
		edit(yaml -> yaml.remove(field));
		assertMessage("lacks the field '" + field + "'", () -> ModelFolder.open(folder));
	}

	@Test
	void namesAMalformedValue() throws IOException {
		edit(yaml -> own(yaml).get(0).put("stride", "four"));
		assertMessage("'four' under 'config.xvmamba.blocks[0].stride'", () -> ModelFolder.open(folder));
	}

	@Test
	void namesAnUnknownScanOrder() throws IOException {
		edit(yaml -> own(yaml).get(0).put("directions", List.of("zigzag")));
		assertMessage("zigzag", () -> ModelFolder.open(folder));
	}

	@Test
	void refusesAnotherVersion() throws IOException {
		edit(yaml -> yaml.put("format_version", "0.4.10"));
		assertMessage("0.4.10", () -> ModelFolder.open(folder));
	}

	@Test
	void refusesWhatIsNoYaml() throws IOException {
		Files.writeString(folder.resolve("rdf.yaml"), "name: [");
		assertMessage("can't be read as YAML", () -> ModelFolder.open(folder));
	}

	@Test
	void runsNothingThatADescriptionAsksFor() throws IOException {
		Files.writeString(folder.resolve("rdf.yaml"), "name: !!javax.script.ScriptEngineManager []");
		assertMessage("can't be read as YAML", () -> ModelFolder.open(folder));
	}

	@Test
	void refusesAFileOutsideItsFolder() throws IOException {
		edit(yaml -> onnx(yaml).put("source", "../../secret"));
		assertMessage("lies outside its folder", () -> ModelFolder.open(folder));
	}

	@Test
	void saysThatThereIsNoFolder() {
		assertMessage("There is no model folder", () -> ModelFolder.open(temporary.resolve("nowhere")));
		assertMessage("has no rdf.yaml", () -> ModelFolder.open(temporary));
	}

	@ParameterizedTest
	@ValueSource(strings = { "model.onnx", "README.md", "test_input.npy", "test_output.npy" })
	void noticesEveryAlteredFile(final String file) throws IOException {
		Files.write(folder.resolve(file), new byte[] { 0 }, StandardOpenOption.APPEND);
		assertMessage(file + "' was altered", () -> ModelFolder.open(folder).verify(Progress.NONE));
	}

	@ParameterizedTest
	@ValueSource(strings = { "model.onnx", "README.md", "test_input.npy", "test_output.npy" })
	void noticesEveryMissingFile(final String file) throws IOException {
		Files.delete(folder.resolve(file));
		assertMessage("lacks the file " + file, () -> ModelFolder.open(folder).verify(Progress.NONE));
	}

	@Test
	void passesItsSelfTest() {
		final SelfTest.Report report = SelfTest.run(ModelFolder.open(folder), Progress.NONE);
		assertEquals(4, report.files());
		assertTrue(report.largestDifference() <= SelfTest.TOLERANCE);
		assertTrue(report.explainable());
	}

	@Test
	void failsItsSelfTestWhenTheModelGivesSomethingElse() throws IOException {
		Npy.write(folder.resolve("test_output.npy"), new float[] { 1, 2, 3, 4, 5 }, 1, 5);
		edit(yaml -> ((Map<?, ?>) ((Map<?, ?>) ((List<?>) yaml.get("outputs")).get(0)).get("test_tensor")).remove("sha256"));
		assertMessage("fails its own test", () -> SelfTest.run(ModelFolder.open(folder), Progress.NONE));
	}

	private static void assertMessage(final String part, final Runnable work) {
		final String message = assertThrows(UserException.class, work::run).getMessage();
		assertTrue(message.contains(part), message);
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> input(final Map<String, Object> yaml) {
		return (Map<String, Object>) ((List<?>) yaml.get("inputs")).get(0);
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> own(final Map<String, Object> yaml) {
		return (List<Map<String, Object>>) ((Map<?, ?>) ((Map<?, ?>) yaml.get("config")).get("xvmamba")).get("blocks");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> onnx(final Map<String, Object> yaml) {
		return (Map<String, Object>) ((Map<?, ?>) yaml.get("weights")).get("onnx");
	}

	private Map<String, Object> yaml() throws IOException {
		try (Reader reader = Files.newBufferedReader(folder.resolve("rdf.yaml"))) {
			return new LinkedHashMap<>(new Yaml().<Map<String, Object>>load(reader));
		}
	}

	private void edit(final Consumer<Map<String, Object>> change) throws IOException {
		final Map<String, Object> yaml = yaml();
		change.accept(yaml);
		try (Writer writer = Files.newBufferedWriter(folder.resolve("rdf.yaml"))) {
			new Yaml().dump(yaml, writer);
		}
	}
}
