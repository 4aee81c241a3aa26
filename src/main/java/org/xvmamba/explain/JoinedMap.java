package org.xvmamba.explain;

import java.util.Arrays;
import java.util.List;

/**
 * The map of one block, or those of all blocks joined into one, over the whole picture. Blocks are joined pixel by pixel after each has been
 * resized. Nothing of the model runs again. Immutable but for a cache; safe for several threads.
 */
public final class JoinedMap {

	/** Ranges and percentiles of joined maps are taken from at most about so many pixels, evenly spread. */
	private static final double OVERVIEW_PIXELS = 1 << 20;

	private final List<MapRenderer> renderers;
	private final BlockAggregation aggregation;
	private final boolean scaled;
	private final double[] weights;
	private final int width;
	private final int height;
	private volatile float[] overview;

	private JoinedMap(final Explanation explanation, final List<MapRenderer> renderers, final BlockAggregation aggregation,
		final boolean scaled)
	{
		this.renderers = renderers;
		this.aggregation = aggregation;
		this.scaled = scaled;
		this.weights = aggregation.weights(renderers.size());
		this.width = explanation.picture().width();
		this.height = explanation.picture().height();
	}

	/**
	 * @param explanation what was found
	 * @param index one of its indices
	 * @param source of which blocks
	 * @param direction a number that each of these blocks has, or {@link MapSelection#MEAN}
	 * @return that map
	 * @throws IllegalArgumentException when the index was not computed
	 */
	public static JoinedMap of(final Explanation explanation, final MapIndex index, final MapSource source, final int direction) {
		if (source instanceof MapSource.AllBlocks all) return new JoinedMap(explanation, explanation.blocksWith(index).stream()
			.map(block -> MapRenderer.of(explanation, new MapSelection(index, block, direction))).toList(), all.aggregation(), all.scaled());
		final int block = ((MapSource.OneBlock) source).position();
		return new JoinedMap(explanation, List.of(MapRenderer.of(explanation, new MapSelection(index, block, direction))),
			BlockAggregation.UNIFORM, false);
	}

	/** @return whether each block was scaled to [0,1] */
	public boolean isScaled() {
		return scaled;
	}

	/** @return from the least to the greatest value: of one block, of its grid cells; of several, of the {@link #overview()} */
	public ValueRange range() {
		return isPlain() ? rangeOf(renderers.get(0)) : ValueRange.of(overview());
	}

	/**
	 * The map at any size.
	 *
	 * @param outputWidth pixels across, at least 1
	 * @param outputHeight pixels down, at least 1
	 * @return [outputHeight · outputWidth], row by row; NaN where nothing was explained
	 */
	public float[] render(final int outputWidth, final int outputHeight) {
		if (isPlain()) return renderers.get(0).render(outputWidth, outputHeight);
		final float[] joined = new float[Math.multiplyExact(outputWidth, outputHeight)];
		Arrays.fill(joined, aggregation.start());
		for (int block = 0; block < weights.length; block++) {
			final float[] plane = renderers.get(block).render(outputWidth, outputHeight);
			final ValueRange range = rangeOf(renderers.get(block));
			for (int i = 0; i < joined.length; i++)
				joined[i] = aggregation.add(joined[i], weights[block], scaled ? range.share(plane[i]) : plane[i]);
		}
		return joined;
	}

	/** @return the map at the picture's own size or, of a large picture, shrunk evenly to about a million pixels; do not write into it */
	public float[] overview() {
		float[] values = overview;
		if (values == null) {
			final double scale = Math.min(1, Math.sqrt(OVERVIEW_PIXELS / ((double) width * height)));
			values = render((int) Math.max(1, Math.round(width * scale)), (int) Math.max(1, Math.round(height * scale)));
			overview = values;
		}
		return values;
	}

	/**
	 * What lies under one pixel.
	 *
	 * @param x column of the picture, 0 to its width - 1
	 * @param y row of the picture, 0 to its height - 1
	 * @return the grid cell that covers the pixel, of joined maps the last block's, with the joined value of the blocks' cells; of value NaN
	 *         where nothing was explained
	 * @throws IndexOutOfBoundsException when the picture has no such pixel
	 */
	public MapRenderer.Cell cellAt(final int x, final int y) {
		final MapRenderer.Cell last = renderers.get(renderers.size() - 1).cellAt(x, y);
		if (isPlain() || Float.isNaN(last.value())) return last;
		float joined = aggregation.start();
		for (int block = 0; block < weights.length; block++) {
			final float value = renderers.get(block).cellAt(x, y).value();
			joined = aggregation.add(joined, weights[block], scaled ? rangeOf(renderers.get(block)).share(value) : value);
		}
		return new MapRenderer.Cell(last.tile(), last.row(), last.column(), last.token(), joined);
	}

	/** One block as it is. */
	private boolean isPlain() {
		return renderers.size() == 1 && !scaled;
	}

	private static ValueRange rangeOf(final MapRenderer renderer) {
		return new ValueRange(renderer.min(), renderer.max());
	}
}
