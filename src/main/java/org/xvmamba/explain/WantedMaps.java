package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.xvmamba.UserException;
import org.xvmamba.explain.MapIndex.Activation;
import org.xvmamba.explain.MapIndex.ClassWeighted;
import org.xvmamba.explain.MapIndex.Corrected;
import org.xvmamba.explain.MapIndex.Influence;
import org.xvmamba.model.BlockIndices;
import org.xvmamba.model.ClassHead;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.IndexRequest;
import org.xvmamba.ssm.InfluenceIndex;

/**
 * Which maps an explanation shall have, and what has to be computed for them.
 *
 * @param indices the maps that shall be there at the end
 * @param head of the network, where some of them depend on the class
 * @param classPosition of the class that was named; nothing where it is the predicted one
 */
record WantedMaps(List<MapIndex> indices, Optional<ClassHead> head, Optional<Integer> classPosition) {

	/** A corrected index is never divided by less than this share of what the mean token has at the best place of the scan. */
	private static final float LEAST_SHARE = 1e-6f;

	/** @throws UserException when the model has no such class, or no class activation map */
	static WantedMaps of(final ExplainOptions options, final VisionMambaSession session) {
		final List<MapIndex> indices = MapIndex.withRaw(options.index());
		final boolean dependsOnClass = indices.stream().anyMatch(MapIndex::dependsOnClass);
		return new WantedMaps(indices, dependsOnClass ? Optional.of(head(session)) : Optional.empty(), options.className().equals(
			OptionTexts.CLASS_NAME_DEFAULT) ? Optional.empty() : Optional.of(position(options, session)));
	}

	private static ClassHead head(final VisionMambaSession session) {
		return session.classHead().orElseThrow(() -> new UserException("The model '" + session.description().name() +
			"' has no class activation map: its description names no linear head on the mean of a last feature map; choose indices other than cam " +
			"and those that end in -class."));
	}

	private static int position(final ExplainOptions options, final VisionMambaSession session) {
		final List<String> classes = session.description().classes();
		final int position = classes.indexOf(options.className());
		if (position < 0) throw new UserException("The option " + ExplainOptions.CLASS_NAME + "=" + options.className() +
			" is not possible; allowed is: " + OptionTexts.CLASS_NAME_DEFAULT + ", " + String.join(", ", classes) + ".");
		return position;
	}

	/** @return all maps that are kept until the end, those among them of which others are made */
	Set<MapIndex> computed() {
		return MapIndex.withSources(indices);
	}

	/** @return what the scans are asked for */
	IndexRequest request() {
		return new IndexRequest(computed().stream().flatMap(index -> index instanceof Influence influence ? Stream.of(influence.index())
			: Stream.empty()).collect(Collectors.toSet()), corrected());
	}

	private Set<InfluenceIndex> corrected() {
		return computed().stream().flatMap(index -> index instanceof Corrected corrected ? Stream.of(corrected.index()) : Stream.empty()).collect(
			Collectors.toSet());
	}

	/** @return the maps of one block of one image that come from its scans alone, on a grid of so many cells */
	Map<MapIndex, float[][]> fromScans(final BlockIndices found, final int cells) {
		final Map<MapIndex, float[][]> maps = new LinkedHashMap<>();
		for (final InfluenceIndex index : found.values().keySet())
			maps.put(new Influence(index), found.onGrid(index, cells));
		for (final InfluenceIndex index : corrected())
			if (found.values().containsKey(index)) maps.put(new Corrected(index), corrected(maps.get(new Influence(index)), found.ofMeanTokenOnGrid(
				index, cells)));
		return maps;
	}

	/** Where the mean token has next to nothing, at the end of a scan, the quotient stays finite: see {@link #LEAST_SHARE}. */
	private static float[][] corrected(final float[][] raw, final float[][] ofMeanToken) {
		final float[][] corrected = new float[raw.length][raw[0].length];
		for (int direction = 0; direction < raw.length; direction++) {
			final float least = LEAST_SHARE * ValueRange.of(ofMeanToken[direction]).max();
			for (int cell = 0; cell < corrected[direction].length && least > 0; cell++)
				corrected[direction][cell] = raw[direction][cell] / Math.max(least, ofMeanToken[direction][cell]);
		}
		return corrected;
	}

	/**
	 * @param blocks that are explained
	 * @param inputSize of the model, in pixels
	 * @return a sentence about each index that is left out of some blocks
	 * @throws UserException when one would be left out of all of them
	 */
	List<String> leftOut(final List<BlockDescription> blocks, final int inputSize) {
		final List<String> notes = new ArrayList<>();
		for (final MapIndex index : indices) {
			final List<String> without = blocks.stream().filter(block -> !isAffordable(index, block, inputSize)).map(BlockDescription::name).toList();
			if (without.isEmpty()) continue;
			final String name = Character.toLowerCase(index.label().charAt(0)) + index.label().substring(1);
			if (without.size() == blocks.size()) throw new UserException("The " + name + " can't be computed in " + String.join(", ", without) +
				": its cost grows with the square of the tokens, and there are too many; choose later blocks, or the index energy.");
			notes.add("The " + name + " was left out of " + String.join(", ", without) +
				": its cost grows with the square of the tokens, and there are too many.");
		}
		return notes;
	}

	/** @return a sentence about the maps that depend on the class; nothing where there are none, or no tiles */
	Optional<String> classNote(final Prediction prediction) {
		final String name = classPosition.map(position -> prediction.classes().get(position)).orElseGet(prediction::best).name();
		return head.filter(any -> !prediction.isNone()).map(any -> "The class activation map, and the maps weighted by it, are those of the class '" + name +
			"'; the class activation map tells nothing of the scans.");
	}

	/** @return whether the block at that position of a list of blocks has a map of an index */
	static boolean isPossible(final MapIndex index, final List<BlockDescription> blocks, final int position, final int inputSize) {
		return index instanceof Activation ? position == blocks.size() - 1 : isAffordable(index, blocks.get(position), inputSize);
	}

	private static boolean isAffordable(final MapIndex index, final BlockDescription block, final int inputSize) {
		final int length = block.tokens(block.gridSize(inputSize), block.gridSize(inputSize));
		if (index instanceof ClassWeighted weighted) return isAffordable(weighted.weighted(), block, inputSize);
		if (index instanceof Corrected corrected) return corrected.index().isAffordable(block, length);
		return !(index instanceof Influence influence) || influence.index().isAffordable(block, length);
	}
}
