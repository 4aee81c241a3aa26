package org.xvmamba.cli;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;

import org.xvmamba.Progress;
import org.xvmamba.convert.ConversionOptions;
import org.xvmamba.convert.ConvertedNetwork;
import org.xvmamba.convert.NetworkGraph;
import org.xvmamba.convert.RandomMedMamba;
import org.xvmamba.model.ImportRequest;
import org.xvmamba.model.ModelCredits;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.ModelImporter;

/** The models of the benchmark: MedMamba-T with random weights, once as it is imported, and once with nothing in it but the prediction. */
final class BenchModel {

	private static final int CLASSES = 2;
	private static final long SEED = 1;

	private BenchModel() {}

	/**
	 * @param folder where two model folders are made
	 * @return the model with its taps, and the one without
	 */
	static List<ModelFolder> write(final Path folder, final Progress progress) {
		final ConvertedNetwork network = RandomMedMamba.build(RandomMedMamba.TINY_DEPTHS, RandomMedMamba.TINY_WIDTHS, CLASSES, SEED);
		final NetworkGraph graph = network.graph();
		final NetworkGraph plain = new NetworkGraph(predictionOnly(graph.model()), graph.expected(), graph.classes(), graph.headOnMean(), List.of());
		return List.of(write(network, folder.resolve("with-taps"), progress), write(new ConvertedNetwork(network.family(), network
			.recognisedBy(), plain, List.of()), folder.resolve("without-taps"), progress));
	}

	private static ModelFolder write(final ConvertedNetwork network, final Path folder, final Progress progress) {
		final ModelCredits credits = new ModelCredits(ModelCredits.nameOf(folder), "For measuring speed.", List.of(), "");
		final ImportRequest request = new ImportRequest(Path.of("random"), folder, ConversionOptions.DEFAULT, Optional.empty(), credits, OptionalInt
			.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty());
		return ModelImporter.write(network, request, progress).folder();
	}

	/** @return the graph without every node on which the logits don't depend */
	private static ModelProto predictionOnly(final ModelProto model) {
		final GraphProto graph = model.getGraph();
		final Map<String, NodeProto> makers = new HashMap<>();
		for (final NodeProto node : graph.getNodeList())
			node.getOutputList().forEach(output -> makers.put(output, node));
		final Set<NodeProto> needed = new HashSet<>();
		final Deque<String> open = new ArrayDeque<>(List.of(NetworkGraph.LOGITS));
		while (!open.isEmpty()) {
			final NodeProto node = makers.get(open.pop());
			if (node != null && needed.add(node)) open.addAll(node.getInputList());
		}
		final GraphProto.Builder pruned = graph.toBuilder().clearNode().clearOutput();
		graph.getNodeList().stream().filter(needed::contains).forEach(pruned::addNode);
		graph.getOutputList().stream().filter(output -> output.getName().equals(NetworkGraph.LOGITS)).forEach(pruned::addOutput);
		return model.toBuilder().setGraph(pruned).build();
	}
}
