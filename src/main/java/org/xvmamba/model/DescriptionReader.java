package org.xvmamba.model;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.xvmamba.UserException;
import org.xvmamba.model.ModelDescription.GraphNames;
import org.xvmamba.scan.ScanOrders;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockDescription.TensorNames;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads {@code rdf.yaml}: a BioImage.IO model description 0.5 of a classifier of one RGB image, with this program's own
 * {@code config: xvmamba:}, which may be missing.
 */
final class DescriptionReader {

	private final DescriptionNode root;

	private DescriptionReader(final DescriptionNode root) {
		this.root = root;
	}

	/**
	 * @param file an {@code rdf.yaml}
	 * @throws UserException when it can't be read or lacks something
	 */
	static DescriptionReader of(final Path file) {
		try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
			final Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
			final DescriptionReader description = new DescriptionReader(DescriptionNode.root(content, file.toString()));
			description.requireModel();
			return description;
		}
		catch (final IOException | YAMLException exc) {
			throw new UserException("The model description '" + file + "' can't be read as YAML: " + firstLine(exc) +
				"; import the model again.", exc);
		}
	}

	private void requireModel() {
		final DescriptionNode type = root.required("type");
		if (!type.text().equals("model")) throw type.malformed("the type 'model'");
		final DescriptionNode version = root.required("format_version");
		if (!version.text().matches("0\\.5(\\..*)?")) throw version.malformed("version 0.5 of the BioImage.IO model description");
	}

	ModelDescription description() {
		final DescriptionNode input = root.required("inputs").first();
		final DescriptionNode output = root.required("outputs").first();
		final Optional<DescriptionNode> own = own();
		return new ModelDescription(root.required("name").text(), text(root, "description", ""), own.map(node -> text(node, "family", "unknown"))
			.orElse("unknown"), inputSize(input), Preprocessing.normalisation(input), classes(output), micrometresPerPixel(input), graph(input,
				output, own), own.flatMap(node -> node.optional("blocks")).map(DescriptionReader::blocks).orElse(List.of()));
	}

	/** @return the ONNX file's name in the folder */
	String modelFile() {
		return root.required("weights").required("onnx").required("source").text();
	}

	/** @return name of the file with an input, where there is one */
	Optional<String> testInput() {
		return testTensor("inputs");
	}

	/** @return name of the file with the output for that input, where there is one */
	Optional<String> testOutput() {
		return testTensor("outputs");
	}

	/** @return files of the folder with their SHA-256 in lower-case hexadecimal, as far as the description tells */
	Map<String, String> checksums() {
		final Map<String, String> checksums = new LinkedHashMap<>();
		addChecksum(checksums, Optional.of(root.required("weights").required("onnx")));
		for (final String side : List.of("inputs", "outputs"))
			for (final String tensor : List.of("test_tensor", "sample_tensor"))
				addChecksum(checksums, root.required(side).first().optional(tensor));
		addChecksum(checksums, root.optional("documentation").filter(DescriptionNode::isMap));
		return checksums;
	}

	private static void addChecksum(final Map<String, String> checksums, final Optional<DescriptionNode> file) {
		file.ifPresent(node -> node.optional("sha256").ifPresent(sum -> checksums.put(node.required("source").text(), sum.text())));
	}

	private Optional<String> testTensor(final String side) {
		return root.required(side).first().optional("test_tensor").map(tensor -> tensor.required("source").text());
	}

	private Optional<DescriptionNode> own() {
		return root.optional("config").flatMap(config -> config.optional("xvmamba"));
	}

	private static Optional<DescriptionNode> axis(final DescriptionNode tensor, final String type, final String id) {
		return tensor.required("axes").list().stream().filter(axis -> text(axis, "type", "").equals(type) && text(axis, "id", id).equals(id))
			.findFirst();
	}

	private static DescriptionNode requiredAxis(final DescriptionNode tensor, final String type, final String id) {
		return axis(tensor, type, id).orElseThrow(() -> tensor.required("axes").malformed("an axis of type " + type + " with the id " + id));
	}

	private static int inputSize(final DescriptionNode input) {
		final DescriptionNode size = requiredAxis(input, "space", "x").required("size");
		return size.isMap() ? size.required("min").size() : size.size();
	}

	private static OptionalDouble micrometresPerPixel(final DescriptionNode input) {
		final DescriptionNode axis = requiredAxis(input, "space", "x");
		final Optional<DescriptionNode> scale = axis.optional("scale");
		return text(axis, "unit", "").equals("micrometer") && scale.isPresent() ? OptionalDouble.of(scale.get().number()) : OptionalDouble
			.empty();
	}

	private static List<String> classes(final DescriptionNode output) {
		final List<String> names = requiredAxis(output, "channel", "channel").required("channel_names").list().stream().map(
			DescriptionNode::text).toList();
		if (names.isEmpty()) throw output.malformed("at least one class name");
		return names;
	}

	private static GraphNames graph(final DescriptionNode input, final DescriptionNode output, final Optional<DescriptionNode> own) {
		final Optional<DescriptionNode> graph = own.flatMap(node -> node.optional("graph"));
		return new GraphNames(name(graph, "input").orElseGet(() -> input.required("id").text()), name(graph, "logits").orElseGet(() -> output
			.required("id").text()), name(graph, "features"), name(graph, "head_weight"));
	}

	private static Optional<String> name(final Optional<DescriptionNode> graph, final String key) {
		return graph.flatMap(node -> node.optional(key)).map(DescriptionNode::text);
	}

	private static List<BlockDescription> blocks(final DescriptionNode blocks) {
		return blocks.list().stream().map(DescriptionReader::block).toList();
	}

	private static BlockDescription block(final DescriptionNode node) {
		final List<String> orders = node.required("directions").list().stream().map(DescriptionReader::scanOrder).toList();
		if (orders.isEmpty()) throw node.required("directions").malformed("at least one scan order");
		final DescriptionNode tensors = node.required("tensors");
		return new BlockDescription(node.required("name").text(), node.required("stage").index(), node.required("block").index(), node.required(
			"stride").size(), node.optional("overlap").map(DescriptionNode::integer).orElse(0), node.required("channels").size(), node.required("states").size(), orders, new TensorNames(tensors.required("delta")
				.text(), tensors.required("b").text(), tensors.required("c").text(), tensors.required("a").text(), text(tensors, "ssm_magnitude",
					null), text(tensors, "convolution_magnitude", null)));
	}

	private static String scanOrder(final DescriptionNode node) {
		try {
			return ScanOrders.byName(node.text()).name();
		}
		catch (final IllegalArgumentException exc) {
			throw new UserException("The model description names a scan order that this version doesn't know: " + exc.getMessage(), exc);
		}
	}

	private static String text(final DescriptionNode node, final String key, final String otherwise) {
		return node.optional(key).map(DescriptionNode::text).orElse(otherwise);
	}

	private static String firstLine(final Exception problem) {
		return String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
	}
}
