package org.xvmamba.display;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.xvmamba.UserException;
import org.xvmamba.explain.BlockAggregation;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.JoinedMap;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.explain.MapScaling;
import org.xvmamba.explain.MapSelection;
import org.xvmamba.explain.MapSource;
import org.xvmamba.explain.MapSource.AllBlocks;
import org.xvmamba.explain.MapSource.OneBlock;
import org.xvmamba.explain.ValueRange;
import org.xvmamba.ssm.BlockDescription;

/**
 * How an explanation is looked at: all that can be changed without computing anything again. Immutable; {@link #of(Explanation)} and
 * {@link #with(Explanation, Map)} check every value against the explanation.
 *
 * @param index one of those computed
 * @param source one block, or all of them joined
 * @param direction a number that every block has, or {@link MapSelection#MEAN}
 * @param scaling which values get the first and the last colour
 * @param colours of the map and its legend
 * @param opacity in percent, 0 to 100
 */
public record MapView(MapIndex index, MapSource source, int direction, MapScaling scaling, ColourScale colours, int opacity) {

	private static final String SCALED = "-scaled";
	private static final String LAST = "last";
	private static final String MEAN = "mean";

	/**
	 * @param explanation what was found
	 * @return the view that its options ask for: the first index, the last block, their direction, from the least to the greatest value
	 */
	public static MapView of(final Explanation explanation) {
		final MapSelection shown = explanation.shown();
		return new MapView(shown.index(), new OneBlock(shown.block()), shown.direction(), MapScaling.RAW, ColourScale.INFERNO, explanation
			.options().opacity());
	}

	/**
	 * Changes some values.
	 *
	 * @param explanation what is looked at
	 * @param values by the keys of {@link ViewTexts}; a missing key or an empty value leaves a value as it is
	 * @return the changed view; where another index is not there for the block that is looked at, and no block is given, the last that has it
	 * @throws UserException naming what is allowed, for a value that is not possible
	 */
	public MapView with(final Explanation explanation, final Map<String, String> values) {
		final Map<String, String> all = toMap(explanation);
		values.forEach((key, value) -> {
			if (!all.containsKey(key)) throw new IllegalArgumentException("Unknown key " + key + "; known are " + all.keySet() + ".");
			if (!value.isBlank()) all.put(key, value.strip());
		});
		final MapIndex newIndex = chosen(ViewTexts.INDEX, all, indices(explanation));
		final boolean keepsBlock = values.getOrDefault(ViewTexts.BLOCK, "").isBlank();
		if (all.get(ViewTexts.BLOCK).equals(LAST) || keepsBlock && !sources(explanation, newIndex).containsKey(all.get(ViewTexts.BLOCK))) {
			final List<Integer> blocks = explanation.blocksWith(newIndex);
			all.put(ViewTexts.BLOCK, key(explanation, new OneBlock(blocks.get(blocks.size() - 1))));
		}
		return new MapView(newIndex, chosen(ViewTexts.BLOCK, all, sources(explanation, newIndex)), chosen(
			ViewTexts.DIRECTION, all, directions(explanation)), chosen(ViewTexts.SCALING, all, scalings()), chosen(ViewTexts.COLOURS, all,
				colourScales()), opacity(all.get(ViewTexts.OPACITY)));
	}

	/** @return every key with its value, as {@link #with} reads them; the caller's own copy */
	public Map<String, String> toMap(final Explanation explanation) {
		final Map<String, String> map = new LinkedHashMap<>();
		map.put(ViewTexts.INDEX, index.key());
		map.put(ViewTexts.BLOCK, key(explanation, source));
		map.put(ViewTexts.DIRECTION, key(direction));
		map.put(ViewTexts.SCALING, scaling.key());
		map.put(ViewTexts.COLOURS, colours.key());
		map.put(ViewTexts.OPACITY, Integer.toString(opacity));
		return map;
	}

	/** @return the indices that can be chosen, by their keys */
	static Map<String, MapIndex> indices(final Explanation explanation) {
		return byKey(explanation.indices(), MapIndex::key);
	}

	/** @return the blocks that have that index, and the ways of joining them, by their keys; a block's is its number in the network, as in the options */
	static Map<String, MapSource> sources(final Explanation explanation, final MapIndex index) {
		final Map<String, MapSource> all = new LinkedHashMap<>();
		final List<Integer> positions = explanation.blocksWith(index);
		for (final int position : positions)
			all.put(key(explanation, new OneBlock(position)), new OneBlock(position));
		if (positions.size() > 1) for (final boolean scaled : new boolean[] { false, true })
			for (final BlockAggregation aggregation : BlockAggregation.values())
				all.put(key(explanation, new AllBlocks(aggregation, scaled)), new AllBlocks(aggregation, scaled));
		return all;
	}

	/** @return the mean and the directions that every block has, by their keys */
	static Map<String, Integer> directions(final Explanation explanation) {
		final int fewest = explanation.blocks().stream().mapToInt(BlockDescription::directions).min().orElse(0);
		return byKey(IntStream.range(MapSelection.MEAN, fewest).boxed().toList(), MapView::key);
	}

	/** @return all of them by their keys */
	static Map<String, MapScaling> scalings() {
		return byKey(List.of(MapScaling.values()), MapScaling::key);
	}

	/** @return all of them by their keys */
	static Map<String, ColourScale> colourScales() {
		return byKey(List.of(ColourScale.values()), ColourScale::key);
	}

	private static <T> Map<String, T> byKey(final List<T> values, final Function<T, String> key) {
		return values.stream().collect(Collectors.toMap(key, value -> value, (first, second) -> first, LinkedHashMap::new));
	}

	private static String key(final Explanation explanation, final MapSource source) {
		if (source instanceof AllBlocks all) return all.aggregation().key() + (all.scaled() ? SCALED : "");
		return Integer.toString(explanation.model().blocks().indexOf(explanation.blocks().get(((OneBlock) source).position())));
	}

	private static String key(final int direction) {
		return direction == MapSelection.MEAN ? MEAN : Integer.toString(direction);
	}

	private static <T> T chosen(final String key, final Map<String, String> values, final Map<String, T> possible) {
		final T found = possible.get(values.get(key));
		if (found == null) throw refused(key, values.get(key), String.join(", ", possible.keySet()) + " for this explanation");
		return found;
	}

	private static int opacity(final String text) {
		final boolean isPercent = text.matches("\\d{1,3}") && Integer.parseInt(text) <= 100;
		if (!isPercent) throw refused(ViewTexts.OPACITY, text, "a whole number from 0 to 100");
		return Integer.parseInt(text);
	}

	private static UserException refused(final String key, final String value, final String allowed) {
		return new UserException("The option " + key + "=" + value + " is not possible; allowed is: " + allowed + ".");
	}

	/**
	 * @param percent 0 to 100
	 * @return the same with another opacity
	 */
	MapView withOpacity(final int percent) {
		return new MapView(index, source, direction, scaling, colours, percent);
	}

	/** @return the map that is looked at */
	public JoinedMap map(final Explanation explanation) {
		return JoinedMap.of(explanation, index, source, direction);
	}

	/** @return the values of the first and the last colour */
	ValueRange range(final Explanation explanation, final JoinedMap map) {
		return scaling.range(explanation, index, map);
	}
}
