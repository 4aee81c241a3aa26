package org.xvmamba.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.imageio.ImageIO;

import org.xvmamba.Npy;
import org.xvmamba.Progress;
import org.yaml.snakeyaml.Yaml;

/**
 * The rules of the BioImage.IO model description 0.5 for every field that is required, and for every other one that this program writes, as
 * bioimageio.spec 0.5.14 checks them (bioimage-io.github.io/spec-bioimage-io).
 */
final class BioImageIoRules {

	private static final Set<String> FIELDS = Set.of("format_version", "type", "name", "description", "authors", "cite", "license", "timestamp",
		"tags", "documentation", "inputs", "outputs", "weights", "config");
	private static final Set<String> TENSOR_FIELDS = Set.of("id", "description", "axes", "test_tensor", "sample_tensor", "data", "preprocessing");
	private static final String IDENTIFIER = "[a-z_][a-z0-9_]{0,31}";

	private final Path folder;
	private final Map<?, ?> all;

	private BioImageIoRules(final Path folder, final Map<?, ?> all) {
		this.folder = folder;
		this.all = all;
	}

	/** Asserts that a model folder keeps them all. */
	static void check(final Path folder) throws IOException {
		try (Reader reader = Files.newBufferedReader(folder.resolve("rdf.yaml"))) {
			final BioImageIoRules rules = new BioImageIoRules(folder, new Yaml().<Map<?, ?>>load(reader));
			rules.checkGeneral();
			rules.checkCredits();
			rules.checkTensors();
			rules.checkWeights();
		}
	}

	private void checkGeneral() {
		assertTrue(FIELDS.containsAll(all.keySet()), "unknown fields in " + all.keySet());
		assertTrue(text(all, "format_version").matches("0\\.5\\.\\d+"));
		assertEquals("model", all.get("type"));
		assertTrue(text(all, "name").matches("[A-Za-z0-9_+\\- ()]{5,128}"), text(all, "name"));
		assertTrue(text(all, "description").length() <= 1024);
		OffsetDateTime.parse(text(all, "timestamp"));
		list(all, "tags").forEach(tag -> assertInstanceOf(String.class, tag));
		assertInstanceOf(Map.class, all.get("config"));
	}

	private void checkCredits() throws IOException {
		for (final Object author : list(all, "authors"))
			assertTrue(!text((Map<?, ?>) author, "name").contains("/"), "a name has no slash");
		for (final Object entry : list(all, "cite")) {
			final Map<?, ?> citation = (Map<?, ?>) entry;
			assertTrue(!text(citation, "text").isBlank());
			assertTrue(text(citation, "doi").matches("10\\.[0-9]{4}.+"), "either a doi or a url is required");
		}
		if (all.containsKey("license")) assertTrue(text(all, "license").matches("[A-Za-z0-9][A-Za-z0-9.+-]*"));
		final Path documentation = file((Map<?, ?>) all.get("documentation"));
		assertTrue(documentation.toString().endsWith(".md"));
		assertTrue(Files.readString(documentation).matches("(?s).*#[^\n]*[vV]alidation.*"), "the documentation has a section on validation");
	}

	private void checkTensors() throws IOException {
		final List<?> inputs = list(all, "inputs");
		final List<?> outputs = list(all, "outputs");
		assertTrue(!inputs.isEmpty() && !outputs.isEmpty());
		final Set<String> ids = new HashSet<>();
		final List<Object> tensors = new ArrayList<>(inputs);
		tensors.addAll(outputs);
		for (final Object tensor : tensors) {
			checkTensor((Map<?, ?>) tensor);
			assertTrue(ids.add(text((Map<?, ?>) tensor, "id")), "ids are unique among inputs and outputs");
		}
		for (final Object input : inputs)
			checkInput((Map<?, ?>) input);
	}

	private void checkTensor(final Map<?, ?> tensor) throws IOException {
		assertTrue(TENSOR_FIELDS.containsAll(tensor.keySet()), "unknown fields in " + tensor.keySet());
		assertTrue(text(tensor, "id").matches(IDENTIFIER), text(tensor, "id"));
		assertTrue(text(tensor, "description").length() <= 128);
		final Set<String> axisIds = new HashSet<>();
		final int[] shape = list(tensor, "axes").stream().mapToInt(axis -> size((Map<?, ?>) axis, axisIds)).toArray();
		assertTrue(shape.length > 0);
		assertArrayEquals(shape, Npy.read(file((Map<?, ?>) tensor.get("test_tensor"))).shape(), "the test tensor fits the axes");
		if (tensor.containsKey("sample_tensor")) assertEquals(3, ImageIO.read(file((Map<?, ?>) tensor.get("sample_tensor")).toFile()).getRaster()
			.getNumBands(), "the sample has the input's channels");
	}

	private static int size(final Map<?, ?> axis, final Set<String> ids) {
		final String type = text(axis, "type");
		final String id = axis.containsKey("id") ? text(axis, "id") : type;
		assertTrue(id.length() <= 16 && id.matches(IDENTIFIER) && ids.add(id), "axis id " + id);
		switch (type) {
			case "batch" -> {
				assertEquals(Set.of("type"), axis.keySet());
				return 1;
			}
			case "channel" -> {
				final List<?> names = list(axis, "channel_names");
				assertTrue(!names.isEmpty());
				names.forEach(name -> assertInstanceOf(String.class, name));
				return names.size();
			}
			case "space" -> {
				assertTrue(Set.of("x", "y").contains(id));
				if (axis.containsKey("scale")) assertTrue(((Number) axis.get("scale")).doubleValue() > 0);
				if (axis.containsKey("unit")) assertEquals("micrometer", axis.get("unit"));
				assertTrue((Integer) axis.get("size") >= 1);
				return (Integer) axis.get("size");
			}
			default -> throw new AssertionError("an axis of type " + type);
		}
	}

	private static void checkInput(final Map<?, ?> input) {
		final Map<?, ?> data = (Map<?, ?>) input.get("data");
		assertEquals("float32", data.get("type"));
		assertEquals(2, list(data, "range").size());
		final int channels = list(input, "axes").stream().filter(axis -> "channel".equals(((Map<?, ?>) axis).get("type"))).mapToInt(axis -> list(
			(Map<?, ?>) axis, "channel_names").size()).sum();
		for (final Object step : list(input, "preprocessing")) {
			assertEquals("fixed_zero_mean_unit_variance", ((Map<?, ?>) step).get("id"));
			final Map<?, ?> arguments = (Map<?, ?>) ((Map<?, ?>) step).get("kwargs");
			assertEquals(Set.of("axis", "mean", "std"), arguments.keySet());
			assertEquals("channel", arguments.get("axis"));
			assertEquals(channels, list(arguments, "mean").size());
			assertEquals(channels, list(arguments, "std").size());
			list(arguments, "std").forEach(deviation -> assertTrue((Double) deviation >= 1e-6));
		}
	}

	private void checkWeights() throws IOException {
		final Map<?, ?> weights = (Map<?, ?>) all.get("weights");
		assertEquals(Set.of("onnx"), weights.keySet());
		final Map<?, ?> onnx = (Map<?, ?>) weights.get("onnx");
		file(onnx);
		assertTrue((Integer) onnx.get("opset_version") >= 7);
	}

	private Path file(final Map<?, ?> described) throws IOException {
		final Path file = folder.resolve(text(described, "source"));
		assertTrue(Files.isRegularFile(file), file.toString());
		assertTrue(!Set.of("rdf.yaml", "bioimageio.yaml").contains(text(described, "source")));
		assertEquals(Sha256.of(file, Progress.NONE), text(described, "sha256"));
		return file;
	}

	private static String text(final Map<?, ?> map, final String key) {
		return assertInstanceOf(String.class, map.get(key), key);
	}

	private static List<?> list(final Map<?, ?> map, final String key) {
		return assertInstanceOf(List.class, map.get(key), key);
	}
}
