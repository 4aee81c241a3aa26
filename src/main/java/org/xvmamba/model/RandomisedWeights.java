package org.xvmamba.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import org.xvmamba.Progress;
import org.xvmamba.UserException;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;

import com.google.protobuf.ByteString;

/**
 * Opens models with random weights, in memory: the folder is only read. Of each tensor the values are shuffled, so it keeps its mean, its variance
 * and its signs, and loses what was learned. Constants of the arithmetic are no weights and stay.
 *
 * @param count how many parts of the network are randomised, from the head down, see {@link #parts}
 * @param seed of the shuffle; of a tensor it gives the same values whatever else is randomised
 */
public record RandomisedWeights(int count, long seed) {

	/**
	 * @param folder of a model
	 * @return names of its parts that have weights, the head first: blocks by their names, and what lies between, before and after them
	 * @throws UserException when the graph doesn't tell to which block a weight belongs
	 */
	public static List<String> parts(final ModelFolder folder) {
		return List.copyOf(weightsByPart(folder, parse(folder).getGraph()).keySet());
	}

	/** Opens a session on a model so altered, as {@link VisionMambaSession#open}. */
	VisionMambaSession open(final ModelFolder folder, final String device, final int threads, final Progress progress) {
		final String checksum = folder.verifyModelFile(progress);
		progress.throwIfCancelled();
		final ModelProto model = parse(folder);
		final Map<String, List<String>> byPart = weightsByPart(folder, model.getGraph());
		if (count > byPart.size()) throw new IllegalArgumentException(count + " parts shall be randomised, and there are " + byPart.size() + ".");
		final Set<String> shuffled = byPart.values().stream().limit(count).flatMap(List::stream).collect(Collectors.toSet());
		final GraphProto.Builder graph = model.getGraph().toBuilder();
		for (int i = 0; i < graph.getInitializerCount(); i++)
			if (shuffled.contains(graph.getInitializer(i).getName())) graph.setInitializer(i, shuffled(graph.getInitializer(i)));
		return VisionMambaSession.open(new NetworkFile(folder.modelFile(), Optional.of(model.toBuilder().setGraph(graph).build())), checksum, folder
			.description(), device, threads, ScanStrategy.AUTOMATIC);
	}

	private static ModelProto parse(final ModelFolder folder) {
		try {
			return NetworkFile.of(folder.modelFile()).parse().orElseThrow(() -> impossible(folder));
		}
		catch (final IOException exc) {
			throw new UserException("The model '" + folder.modelFile() + "' can't be read: " + exc.getMessage() + "; import the model again.", exc);
		}
	}

	/** The nodes of a converted model are named after the part that they belong to, and each weight belongs to the node that reads it. */
	private static Map<String, List<String>> weightsByPart(final ModelFolder folder, final GraphProto graph) {
		final Map<String, TensorProto> weights = new LinkedHashMap<>();
		graph.getInitializerList().stream().filter(RandomisedWeights::isWeight).forEach(weight -> weights.put(weight.getName(), weight));
		final Map<String, List<String>> inOrder = new LinkedHashMap<>();
		for (final NodeProto node : graph.getNodeList())
			for (final String name : GraphNodes.namesIn(node))
				if (weights.remove(name) != null) inOrder.computeIfAbsent(part(node), part -> new ArrayList<>()).add(name);
		final boolean all = folder.description().blocks().stream().allMatch(block -> inOrder.containsKey(block.name()));
		if (!all || folder.description().blocks().isEmpty()) throw impossible(folder);
		final List<String> parts = new ArrayList<>(inOrder.keySet());
		Collections.reverse(parts);
		final Map<String, List<String>> fromHead = new LinkedHashMap<>();
		parts.forEach(part -> fromHead.put(part, inOrder.get(part)));
		return fromHead;
	}

	private static String part(final NodeProto node) {
		final int slash = node.getName().indexOf('/');
		return slash < 0 ? "" : node.getName().substring(0, slash);
	}

	/** @return whether a tensor was learned; numbers that the converter writes down have a part's name and a slash before theirs */
	private static boolean isWeight(final TensorProto tensor) {
		return tensor.getDataType() == TensorProto.DataType.FLOAT.getNumber() && tensor.hasRawData() && !tensor.getName().contains("/");
	}

	private TensorProto shuffled(final TensorProto tensor) {
		final FloatBuffer stored = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
		final ByteBuffer bytes = ByteBuffer.allocate(stored.remaining() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		final FloatBuffer values = bytes.asFloatBuffer();
		values.put(stored);
		final Random random = new Random(31 * seed + tensor.getName().hashCode());
		for (int i = values.capacity() - 1; i > 0; i--) {
			final int other = random.nextInt(i + 1);
			final float value = values.get(i);
			values.put(i, values.get(other));
			values.put(other, value);
		}
		return tensor.toBuilder().setRawData(ByteString.copyFrom(bytes)).build();
	}

	private static UserException impossible(final ModelFolder folder) {
		return new UserException("The weights of the model '" + folder.description().name() +
			"' can't be randomised block by block: its ONNX file doesn't tell which weight belongs to which block, as one made by the command 'import' does; leave out protocols=sanity, or import the model from its checkpoint.");
	}
}
