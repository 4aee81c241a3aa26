package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.xvmamba.UserException;
import org.xvmamba.explain.BlockAggregation;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.JoinedMap;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.explain.MapSource;
import org.xvmamba.ssm.BlockDescription;

/** Which maps of an explanation are tested: of one block, of each, or of all joined. The mean of the scan directions always. */
final class MapOrigins {

	/** The last block alone. */
	static final String LAST = "last";

	/** Each block by itself. */
	static final String BLOCKS = "blocks";

	private static final String SCALED = "-scaled";

	private MapOrigins() {}

	/** @return the keys that are always possible, for messages */
	static String known() {
		return "last, blocks, a block's number from 0, " + Arrays.stream(BlockAggregation.values()).map(aggregation -> aggregation.key() + ", " +
			aggregation.key() + SCALED).collect(Collectors.joining(", "));
	}

	/** @return whether a key can be one of these */
	static boolean isKey(final String key) {
		return key.equals(LAST) || key.equals(BLOCKS) || key.matches("\\d{1,6}") || aggregation(key) != null;
	}

	/**
	 * @param keys what is asked for
	 * @param blocks the model's, in network order
	 * @return the sources by their names, each once
	 * @throws UserException when there is no such block
	 */
	static Map<String, MapSource> of(final List<String> keys, final List<BlockDescription> blocks) {
		final Map<String, MapSource> sources = new LinkedHashMap<>();
		for (final String key : keys) {
			if (key.equals(BLOCKS)) for (int block = 0; block < blocks.size(); block++)
				sources.put(blocks.get(block).name(), new MapSource.OneBlock(block));
			else if (aggregation(key) != null) sources.put(key, aggregation(key));
			else {
				final int block = key.equals(LAST) ? blocks.size() - 1 : Integer.parseInt(key);
				if (block >= blocks.size()) throw new UserException("There is no block " + block + " in the model; possible are 0 to " + (blocks
					.size() - 1) + ".");
				sources.put(blocks.get(block).name(), new MapSource.OneBlock(block));
			}
		}
		return sources;
	}

	/** @return every index from every source, at the size of the model's input */
	static List<TestedMap> maps(final Explanation explanation, final Map<String, MapSource> sources) {
		final int size = explanation.plan().inputSize();
		final List<TestedMap> maps = new ArrayList<>();
		for (final MapIndex index : explanation.indices())
			sources.forEach((name, source) -> {
				if (has(explanation, index, source)) maps.add(new TestedMap(new MapName(index.key(), name), JoinedMap.of(explanation, index, source,
					MapSelection.MEAN).render(size, size)));
			});
		return maps;
	}

	/** @return a sentence about each index that some blocks lack, of which or of all of which a map is asked for */
	static List<String> missing(final Explanation explanation, final Map<String, MapSource> sources) {
		final List<String> sentences = new ArrayList<>();
		for (final MapIndex index : explanation.indices()) {
			final List<Integer> with = explanation.blocksWith(index);
			final String without = IntStream.range(0, explanation.blocks().size()).filter(block -> !with.contains(block) && sources.values().stream()
				.anyMatch(source -> !(source instanceof MapSource.OneBlock one) || one.position() == block)).mapToObj(block -> explanation.blocks().get(
					block).name()).collect(Collectors.joining(", "));
			if (!without.isEmpty()) sentences.add("There is no map " + index.key() + " of " + without + ", so it is left out there.");
		}
		return sentences;
	}

	/** Not every block has every index: a class activation map is of the last block alone. */
	private static boolean has(final Explanation explanation, final MapIndex index, final MapSource source) {
		return !(source instanceof MapSource.OneBlock one) || explanation.blocksWith(index).contains(one.position());
	}

	private static MapSource aggregation(final String key) {
		for (final BlockAggregation aggregation : BlockAggregation.values()) {
			if (key.equals(aggregation.key())) return new MapSource.AllBlocks(aggregation, false);
			if (key.equals(aggregation.key() + SCALED)) return new MapSource.AllBlocks(aggregation, true);
		}
		return null;
	}
}
