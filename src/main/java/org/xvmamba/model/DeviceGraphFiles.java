package org.xvmamba.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;

import org.xvmamba.UserException;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.InfluenceIndex;

/** A model's graphs for graphics cards as files, to be run and measured by other programs, and what they consist of. */
public final class DeviceGraphFiles {

	private static final List<Set<InfluenceIndex>> INDICES = List.of(Set.of(), Set.of(InfluenceIndex.JACOBIAN), Set.of(InfluenceIndex.JACOBIAN,
		InfluenceIndex.GRAMIAN));

	private static final List<String> NAMES = List.of("prediction", "jacobian", "jacobian-gramian");

	private final ModelDescription description;
	private final ModelProto whole;
	private final DeviceGraphModel device;

	/**
	 * @param model to be read
	 * @throws UserException when no graph for a device can be made of it
	 */
	public DeviceGraphFiles(final ModelFolder model) {
		description = model.description();
		try {
			whole = NetworkFile.of(model.modelFile()).parse().orElseThrow(() -> impossible(model));
		}
		catch (final IOException exc) {
			throw new UserException("The model '" + model.modelFile() + "' can't be read: " + exc.getMessage() + ".", exc);
		}
		device = DeviceGraphModel.of(whole, description.blocks()).orElseThrow(() -> impossible(model));
	}

	private static UserException impossible(final ModelFolder model) {
		return new UserException("The model '" + model.path() + "' can't be turned into a graph for devices; only one made by the command 'import' can.");
	}

	/**
	 * @param folder where {@code prediction.onnx}, {@code jacobian.onnx} and {@code jacobian-gramian.onnx} are written, with the indices of all blocks
	 * @return the files
	 */
	public List<Path> write(final Path folder) throws IOException {
		final List<Path> files = new ArrayList<>();
		Files.createDirectories(folder);
		for (int i = 0; i < NAMES.size(); i++) {
			final Path file = folder.resolve(NAMES.get(i) + ".onnx");
			try (OutputStream stream = Files.newOutputStream(file)) {
				graph(INDICES.get(i)).writeTo(stream);
			}
			files.add(file);
		}
		return files;
	}

	/**
	 * Counts operators, as a measure of how many kernels a device starts: what stands in the graphs, before ONNX Runtime folds constants and joins
	 * some.
	 *
	 * @return of the whole graph with its Scan operators, whose bodies count once a token, and of each graph for devices, by their names
	 */
	public Map<String, Long> operatorsPerPass() {
		final Map<String, Long> counts = new LinkedHashMap<>();
		long all = 0;
		for (final NodeProto node : whole.getGraph().getNodeList())
			all += 1 + bodyNodes(node) * tokens(node);
		counts.put("whole graph, token by token", all);
		for (int i = 0; i < NAMES.size(); i++)
			counts.put(NAMES.get(i), (long) graph(INDICES.get(i)).getGraph().getNodeCount());
		return counts;
	}

	private ModelProto graph(final Set<InfluenceIndex> indices) {
		return device.model(List.of(description.graph().logits()), indices.isEmpty() ? List.of() : description.blocks(), indices);
	}

	private long bodyNodes(final NodeProto node) {
		return node.getAttributeList().stream().filter(AttributeProto::hasG).map(AttributeProto::getG).mapToLong(GraphProto::getNodeCount).sum();
	}

	private long tokens(final NodeProto node) {
		final int size = description.inputSize();
		return device.block(node).map((final BlockDescription block) -> (long) block.tokens(block.gridSize(size), block.gridSize(size))).orElse(1L);
	}
}
