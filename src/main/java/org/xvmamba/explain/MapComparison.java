package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.analysis.Correlation;
import org.xvmamba.image.Region;

/**
 * Two explanations of the same part of an image, or of two images of the same size, one subtracted from the other and correlated. Where both
 * have the same blocks, grids and scan directions, and a map in at least one of these blocks, block by block and direction by direction; else
 * their joined maps: the mean of all blocks, each scaled to [0,1], at the mean of their directions. Immutable, thus thread-safe.
 *
 * @param first from which is subtracted
 * @param second what is subtracted
 * @param scaling of both before that
 * @param byBlock whether there is a pair for each block and direction; false for one pair of joined maps
 * @param byToken whether the pairs' places are tokens: the grid cells of all tiles that take part in what is shown. Otherwise they are pixels,
 *          of large pictures about a million, evenly spread
 * @param pairs block by block, the mean of the directions first
 */
public record MapComparison(ComparedMap first, ComparedMap second, ComparisonScaling scaling, boolean byBlock, boolean byToken,
	List<Pair> pairs)
{

	private static final MapSource JOINED = new MapSource.AllBlocks(BlockAggregation.UNIFORM, true);

	/**
	 * Two maps.
	 *
	 * @param block position in the explanations' lists of blocks; -1 for joined maps
	 * @param direction of both, or {@link MapSelection#MEAN}
	 * @param firstMap raw, or joined
	 * @param secondMap the same of the other
	 * @param firstScale what scales its values
	 * @param secondScale the same of the other
	 * @param correlation of the values before they are scaled
	 * @param range of the scaled differences at their places
	 * @param meanDistance mean of the scaled differences' magnitudes
	 */
	public record Pair(int block, int direction, JoinedMap firstMap, JoinedMap secondMap, DoubleUnaryOperator firstScale,
		DoubleUnaryOperator secondScale, Correlation correlation, ValueRange range, double meanDistance)
	{

		/** @return the greatest magnitude of a scaled difference, at least 0 */
		public float greatest() {
			return Math.max(Math.abs(range.min()), Math.abs(range.max()));
		}

		/**
		 * The difference at any size.
		 *
		 * @param width pixels across, at least 1
		 * @param height pixels down, at least 1
		 * @return scaled first less scaled second, [height · width], row by row; NaN where one of them has no value
		 */
		public float[] render(final int width, final int height) {
			final float[] one = firstMap.render(width, height);
			final float[] other = secondMap.render(width, height);
			for (int i = 0; i < one.length; i++)
				one[i] = (float) (firstScale.applyAsDouble(one[i]) - secondScale.applyAsDouble(other[i]));
			return one;
		}
	}

	/**
	 * @param first from which is subtracted
	 * @param second what is subtracted
	 * @param scaling of both before that
	 * @param progress told of every pair, and asked for cancellation
	 * @return the comparison
	 * @throws UserException when both are the same, cover different places, or one of them has no map because nothing was explained
	 */
	public static MapComparison of(final ComparedMap first, final ComparedMap second, final ComparisonScaling scaling,
		final Progress progress)
	{
		requireComparable(first, second);
		final List<Integer> blocks = first.hasBlocksOf(second) ? blocksOfBoth(first, second) : List.of();
		final boolean byBlock = !blocks.isEmpty();
		final boolean byToken = byBlock && first.hasTilesOf(second);
		final List<Pair> pairs = new ArrayList<>();
		for (final int block : byBlock ? blocks : List.of(-1))
			for (int direction = MapSelection.MEAN; direction < (byBlock ? first.explanation().blocks().get(block).directions() : 0); direction++) {
				progress.throwIfCancelled();
				progress.report("Comparing maps", Math.max(0, block), first.explanation().blocks().size());
				pairs.add(pair(first, second, scaling, block, direction, byToken));
			}
		return new MapComparison(first, second, scaling, byBlock, byToken, List.copyOf(pairs));
	}

	private static List<Integer> blocksOfBoth(final ComparedMap first, final ComparedMap second) {
		final List<Integer> others = second.explanation().blocksWith(second.index());
		return first.explanation().blocksWith(first.index()).stream().filter(others::contains).toList();
	}

	private static void requireComparable(final ComparedMap first, final ComparedMap second) {
		if (first.equals(second)) throw new UserException("The " + first.label() +
			" can't be compared with itself; choose another index, image or earlier explanation.");
		for (final ComparedMap side : List.of(first, second))
			if (side.explanation().isEmpty()) throw new UserException("On this plane nothing was explained for the " + side.label() +
				", so there is nothing to compare; go to another plane.");
		final Region one = first.explanation().picture().region();
		final Region other = second.explanation().picture().region();
		if (!second.covers(one)) throw new UserException("The " + first.label() + " covers " + inWords(one) + ", but the " + second.label() + " " + inWords(
			other) + "; only explanations of the same part and size can be compared.");
	}

	private static String inWords(final Region region) {
		return region.width() + " x " + region.height() + " pixels from (" + region.x() + ", " + region.y() + ")";
	}

	private static Pair pair(final ComparedMap first, final ComparedMap second, final ComparisonScaling scaling, final int block,
		final int direction, final boolean byToken)
	{
		final JoinedMap firstMap = map(first, block, direction);
		final JoinedMap secondMap = map(second, block, direction);
		final double[] one = values(first, firstMap, block, direction, byToken);
		final double[] other = values(second, secondMap, block, direction, byToken);
		final DoubleUnaryOperator firstScale = scaling.of(one);
		final DoubleUnaryOperator secondScale = scaling.of(other);
		final float[] differences = new float[one.length];
		for (int i = 0; i < one.length; i++)
			differences[i] = (float) (firstScale.applyAsDouble(one[i]) - secondScale.applyAsDouble(other[i]));
		final double distance = IntStream.range(0, one.length).mapToDouble(i -> Math.abs(differences[i])).filter(value -> !Double.isNaN(value))
			.average().orElse(Double.NaN);
		return new Pair(block, direction, firstMap, secondMap, firstScale, secondScale, Correlation.of(one, other), ValueRange.of(differences),
			distance);
	}

	private static JoinedMap map(final ComparedMap side, final int block, final int direction) {
		return JoinedMap.of(side.explanation(), side.index(), block < 0 ? JOINED : new MapSource.OneBlock(block), direction);
	}

	private static double[] values(final ComparedMap side, final JoinedMap map, final int block, final int direction, final boolean byToken) {
		final float[] values = byToken ? MapRenderer.of(side.explanation(), new MapSelection(side.index(), block, direction)).cells() : map
			.overview();
		return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
	}
}
