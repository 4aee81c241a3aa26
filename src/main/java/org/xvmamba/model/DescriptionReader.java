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
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
 * Reads {@code rdf.yaml}: a BioImage.IO model description 0.5 of a classifier of one image, with this program's own {@code config: xvmamba:},
 * which may be missing.
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
		if (!version.text().matches("0\\.5(\\..*)?")) throw version.malformed(
			"version 0.5 of the BioImage.IO model description, to which 'bioimageio update-format' brings an older one,");
		final DescriptionNode weights = root.required("weights");
		if (weights.optional("onnx").isEmpty()) throw new UserException("The model '" + root.required("name").text() + "' brings its weights as " +
			weights.map().keySet() + ", and only those in ONNX can be run; get or export them as onnx, or import a checkpoint.");
		final List<DescriptionNode> inputs = root.required("inputs").list();
		if (inputs.size() > 1) throw root.required("inputs").malformed("one input alone, an image,");
	}

	ModelDescription description() {
		final DescriptionNode input = root.required("inputs").first();
		final DescriptionNode output = root.required("outputs").first();
		final Optional<DescriptionNode> own = own();
		final Preprocessing preprocessing = Preprocessing.of(input);
		return new ModelDescription(root.required("name").text(), text(root, "description", ""), own.map(node -> text(node, "family", "unknown"))
			.orElse("unknown"), inputSize(input), preprocessing.normalisation(), classes(output), micrometresPerPixel(input), graph(input, output,
				own), own.flatMap(node -> node.optional("blocks")).map(DescriptionReader::blocks).orElse(List.of()), inputForm(input, preprocessing));
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

	/** @return name of the model card, where there is one */
	Optional<String> card() {
		return root.optional("documentation").map(card -> card.isMap() ? card.required("source").text() : card.text()).filter(name -> !name.contains(
			"://"));
	}

	/** @return name of the sample, where there is one */
	Optional<String> sample() {
		return root.required("inputs").first().optional("sample_tensor").map(tensor -> tensor.required("source").text());
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
		return tensor.required("axes").list().stream().filter(axis -> text(axis, "type", "").equals(type) && (id == null || text(axis, "id", id)
			.equals(id))).findFirst();
	}

	private static DescriptionNode requiredAxis(final DescriptionNode tensor, final String type, final String id) {
		return axis(tensor, type, id).orElseThrow(() -> tensor.required("axes").malformed("an axis of type " + type + (id == null ? ""
			: " with the id " + id)));
	}

	/** @return the axes' letters: b(atch), c(hannel), y, x; other axes by their types */
	private static List<String> axes(final DescriptionNode tensor) {
		return tensor.required("axes").list().stream().map(axis -> switch (text(axis, "type", "")) {
			case "batch" -> "b";
			case "channel" -> "c";
			case "space" -> axis.required("id").text();
			default -> axis.required("type").text();
		}).toList();
	}

	private static InputForm inputForm(final DescriptionNode input, final Preprocessing preprocessing) {
		final List<String> axes = axes(input);
		final boolean channelsLast = axes.equals(List.of("b", "y", "x", "c"));
		if (!channelsLast && !axes.equals(List.of("b", "c", "y", "x"))) throw new UserException("The model takes a tensor with the axes " + axes +
			", and only images can be given to it, with the axes [b, c, y, x] or [b, y, x, c]; choose a model of such images.");
		final int channels = requiredAxis(input, "channel", null).required("channel_names").list().size();
		if (channels != 1 && channels != 3) throw new UserException("The model takes images of " + channels +
			" channels, and only images of 3 (red, green, blue) or of 1 (grey) can be given to it; choose a model of such images.");
		return new InputForm(channels, channelsLast, preprocessing.steps());
	}

	private static int inputSize(final DescriptionNode input) {
		final int across = size(requiredAxis(input, "space", "x"));
		final int down = size(requiredAxis(input, "space", "y"));
		if (across != down) throw new UserException("The model takes images of " + across + " x " + down +
			" pixels, and only square ones can be given to it; choose a model of square images.");
		return across;
	}

	private static int size(final DescriptionNode axis) {
		final DescriptionNode size = axis.required("size");
		return size.isMap() ? size.required("min").size() : size.size();
	}

	private static OptionalDouble micrometresPerPixel(final DescriptionNode input) {
		final DescriptionNode axis = requiredAxis(input, "space", "x");
		final Optional<DescriptionNode> scale = axis.optional("scale");
		return text(axis, "unit", "").equals("micrometer") && scale.isPresent() ? OptionalDouble.of(scale.get().number()) : OptionalDouble
			.empty();
	}

	private static List<String> classes(final DescriptionNode output) {
		final List<String> axes = axes(output);
		if (axes.contains("x") || axes.contains("y")) throw new UserException("The model's output '" + output.required("id").text() +
			"' is an image (axes " + axes + ", as of segmentation), and only one score for each class, [b, c], can be shown; choose a classifier.");
		if (axes.equals(List.of("b", "index"))) return numbered(requiredAxis(output, "index", null).required("size").size());
		if (!axes.equals(List.of("b", "c"))) throw new UserException("The model's output '" + output.required("id").text() + "' has the axes " +
			axes + ", and only one score for each class, [b, c], can be shown; choose a classifier.");
		requireSoftmax(output);
		final List<String> names = requiredAxis(output, "channel", null).required("channel_names").list().stream().map(
			DescriptionNode::text).toList();
		if (names.isEmpty()) throw output.malformed("at least one class name");
		return names;
	}

	private static List<String> numbered(final int classes) {
		return IntStream.range(0, classes).mapToObj(number -> "class " + number).toList();
	}

	/** Scores are shown as logits and their softmax. */
	private static void requireSoftmax(final DescriptionNode output) {
		final Stream<DescriptionNode> steps = output.optional("postprocessing").map(DescriptionNode::list).orElse(List.of()).stream();
		steps.map(step -> step.required("id")).filter(id -> !List.of("softmax", "ensure_dtype").contains(id.text())).findFirst().ifPresent(id -> {
			throw new UserException("The model wants the postprocessing '" + id.text() +
				"', which this program doesn't do: it shows scores and their softmax; choose a model of one class an image.");
		});
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
