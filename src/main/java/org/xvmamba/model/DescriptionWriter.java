package org.xvmamba.model;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.xvmamba.Progress;
import org.xvmamba.ProgramVersion;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.BlockDescription.TensorNames;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;

/** Writes {@code rdf.yaml}: a BioImage.IO model description 0.5, with this program's own part under {@code config: xvmamba:}. */
final class DescriptionWriter {

	/** The version of the BioImage.IO model description that is written. */
	private static final String FORMAT_VERSION = "0.5.11";

	private static final int LINE_WIDTH = 140;

	private final Path folder;
	private final ModelDescription description;
	private final ModelCredits credits;

	/** @param folder in which the other files already are */
	DescriptionWriter(final Path folder, final ModelDescription description, final ModelCredits credits) {
		this.folder = folder;
		this.description = description;
		this.credits = credits;
	}

	/**
	 * @param files what the folder holds
	 * @param opsetVersion of the ONNX file
	 */
	void write(final ModelFiles files, final int opsetVersion) throws IOException {
		final Map<String, Object> all = map("format_version", FORMAT_VERSION, "type", "model", "name", description.name(), "description",
			description.text(), "authors", credits.authors().stream().map(author -> map("name", author)).toList(), "cite", citations());
		if (!credits.licence().isEmpty()) all.put("license", credits.licence());
		all.put("timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
		all.put("tags", List.of("classification", "vision-mamba", "explainability"));
		all.put("documentation", file(ModelFiles.CARD));
		all.put("inputs", List.of(input(files)));
		all.put("outputs", List.of(output()));
		final Map<String, Object> onnx = file(ModelFiles.MODEL);
		onnx.put("opset_version", opsetVersion);
		all.put("weights", map("onnx", onnx));
		all.put("config", map("xvmamba", own()));
		final DumperOptions options = new DumperOptions();
		options.setDefaultFlowStyle(FlowStyle.BLOCK);
		options.setAllowUnicode(true);
		options.setWidth(LINE_WIDTH);
		try (Writer writer = Files.newBufferedWriter(folder.resolve(ModelFolder.DESCRIPTION_FILE), StandardCharsets.UTF_8)) {
			new Yaml(options).dump(all, writer);
		}
	}

	private List<Object> citations() {
		final Map<String, Object> method = map("text", "X-VMamba: Explainable Vision Mamba", "doi", "10.48550/arXiv.2511.12694");
		return description.family().equals("medmamba") ? List.of(map("text", "MedMamba: Vision Mamba for Medical Image Classification", "doi",
			"10.48550/arXiv.2403.03849"), method) : List.of(method);
	}

	private Map<String, Object> input(final ModelFiles files) throws IOException {
		final Map<String, Object> channel = map("type", "channel", "channel_names", List.of("red", "green", "blue"));
		final Map<String, Object> input = map("id", description.graph().input(), "description", "An RGB image, values 0 to 255.", "axes", List
			.of(map("type", "batch"), channel, spaceAxis("y"), spaceAxis("x")), "test_tensor", file(ModelFiles.TEST_INPUT));
		if (files.sample().isPresent()) input.put("sample_tensor", file(files.sample().get()));
		input.put("data", map("type", "float32", "range", List.of(0.0, 255.0)));
		input.put("preprocessing", Preprocessing.steps(description.normalisation()));
		return input;
	}

	private Map<String, Object> spaceAxis(final String id) {
		final Map<String, Object> axis = map("type", "space", "id", id, "size", description.inputSize());
		description.micrometresPerPixel().ifPresent(size -> {
			axis.put("unit", "micrometer");
			axis.put("scale", size);
		});
		return axis;
	}

	private Map<String, Object> output() throws IOException {
		return map("id", description.graph().logits(), "description", "A logit for each class.", "axes", List.of(map("type", "batch"), map("type",
			"channel", "channel_names", description.classes())), "test_tensor", file(ModelFiles.TEST_OUTPUT));
	}

	private Map<String, Object> own() {
		final Map<String, Object> graph = map("input", description.graph().input(), "logits", description.graph().logits());
		putIfPresent(graph, "features", description.graph().features());
		putIfPresent(graph, "head_weight", description.graph().headWeight());
		return map("written_by", ProgramVersion.NAME + " " + ProgramVersion.get(), "family", description.family(), "graph", graph, "blocks",
			description.blocks().stream().map(DescriptionWriter::block).toList());
	}

	private static Map<String, Object> block(final BlockDescription block) {
		final TensorNames names = block.tensors();
		final Map<String, Object> tensors = map("delta", names.delta(), "b", names.b(), "c", names.c(), "a", names.a());
		putIfPresent(tensors, "ssm_magnitude", Optional.ofNullable(names.ssmMagnitude()));
		putIfPresent(tensors, "convolution_magnitude", Optional.ofNullable(names.convolutionMagnitude()));
		return map("name", block.name(), "stage", block.stage(), "block", block.block(), "stride", block.stride(), "overlap", block.overlap(),
			"channels", block.channels(), "states", block.states(), "directions", block.scanOrders(), "tensors", tensors);
	}

	private static void putIfPresent(final Map<String, Object> map, final String key, final Optional<String> value) {
		value.ifPresent(present -> map.put(key, present));
	}

	private Map<String, Object> file(final String name) throws IOException {
		return map("source", name, "sha256", Sha256.of(folder.resolve(name), Progress.NONE));
	}

	/** @param keysAndValues a key, its value, a key, its value, ... */
	private static Map<String, Object> map(final Object... keysAndValues) {
		final Map<String, Object> map = new LinkedHashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2)
			map.put((String) keysAndValues[i], keysAndValues[i + 1]);
		return map;
	}
}
