package org.xvmamba.explain;

import java.util.stream.IntStream;

/** Which values get the first and the last colour. */
public enum MapScaling {

	/** The map's own least and greatest value. */
	RAW("raw", "this map: least to greatest", "from the least to the greatest on this image"),

	/** One scale for all blocks and directions of the index, so that colours can be compared between them. */
	IMAGE("image", "image: one scale for all blocks", "from the least to the greatest of all blocks and directions on this image"),

	/** The 1st and the 99th percentile of the map over the picture's pixels. */
	PERCENTILE("percentile", "this map: percentiles 1 to 99", "from the 1st to the 99th percentile on this image");

	private static final double LOWER_PERCENT = 1;
	private static final double UPPER_PERCENT = 99;

	private final String key;
	private final String label;
	private final String description;

	MapScaling(final String key, final String label, final String description) {
		this.key = key;
		this.label = label;
		this.description = description;
	}

	/** @return the name in macros */
	public String key() {
		return key;
	}

	/** @return the name for people who choose, short */
	public String label() {
		return label;
	}

	/** @return what a reader of a map is told */
	public String description() {
		return description;
	}

	/**
	 * @param explanation what was found
	 * @param index one of its indices
	 * @param map a map of that index
	 * @return the range of the colours
	 */
	public ValueRange range(final Explanation explanation, final MapIndex index, final JoinedMap map) {
		return switch (this) {
			case RAW -> map.range();
			case PERCENTILE -> ValueRange.between(map.overview(), LOWER_PERCENT, UPPER_PERCENT);
			case IMAGE -> map.isScaled() ? new ValueRange(0, 1) : ofImage(explanation, index);
		};
	}

	private static ValueRange ofImage(final Explanation explanation, final MapIndex index) {
		return explanation.blocksWith(index).stream().flatMap(block -> IntStream.range(MapSelection.MEAN, explanation.blocks()
			.get(block).directions()).mapToObj(direction -> JoinedMap.of(explanation, index, new MapSource.OneBlock(block), direction).range()))
			.reduce(ValueRange::with).orElseThrow();
	}
}
