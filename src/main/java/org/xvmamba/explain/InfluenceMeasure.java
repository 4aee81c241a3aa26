package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import org.xvmamba.Progress;

/**
 * How much of a map lies in a part of the picture. Taken from the map resized to the picture's pixels; pixels where nothing was explained
 * belong neither to the part nor to the picture.
 *
 * @param index which index
 * @param block position in the explanation's list of blocks
 * @param direction 0 to the block's directions - 1, or {@link MapSelection#MEAN}
 * @param areaShare pixels of the part, by those of the picture, 0 to 1
 * @param mean raw, over the part, negative values included; NaN where it has no pixel
 * @param massShare {@link #massShare(float[], BitSet)} of the part, 0 to 1
 * @param enrichment {@code massShare / areaShare}: 1 where the map is no denser in the part than all over
 */
public record InfluenceMeasure(MapIndex index, int block, int direction, double areaShare, double mean, double massShare,
	double enrichment)
{

	/** Larger pictures are measured on so many pixels, evenly spread. */
	private static final double MOST_PIXELS = 1 << 22;

	/** A part of the picture. */
	@FunctionalInterface
	public interface PixelMask {

		/**
		 * @param x column of the picture, 0 to its width - 1
		 * @param y row of the picture, 0 to its height - 1
		 * @return whether the pixel belongs to the part
		 */
		boolean contains(int x, int y);
	}

	/**
	 * Measures every index, block and direction, the mean of the directions first.
	 *
	 * @param explanation what was found
	 * @param masks parts of the picture
	 * @param progress told of every map, and asked for cancellation
	 * @return for each mask, in their order, its measures
	 */
	public static List<List<InfluenceMeasure>> measure(final Explanation explanation, final List<? extends PixelMask> masks,
		final Progress progress)
	{
		final Raster raster = Raster.of(explanation.picture().width(), explanation.picture().height());
		final List<BitSet> parts = masks.stream().map(raster::draw).toList();
		final List<List<InfluenceMeasure>> all = new ArrayList<>();
		for (int i = 0; i < parts.size(); i++)
			all.add(new ArrayList<>());
		for (final MapIndex index : explanation.indices())
			for (final int block : explanation.blocksWith(index))
				for (int direction = MapSelection.MEAN; direction < explanation.blocks().get(block).directions(); direction++) {
					progress.throwIfCancelled();
					progress.report("Measuring influence", block, explanation.blocks().size());
					final MapSelection selection = new MapSelection(index, block, direction);
					final float[] values = MapRenderer.of(explanation, selection).render(raster.width, raster.height);
					for (int i = 0; i < parts.size(); i++)
						all.get(i).add(of(selection, values, parts.get(i)));
				}
		return all;
	}

	private static InfluenceMeasure of(final MapSelection map, final float[] values, final BitSet part) {
		double inside = 0;
		long pixels = 0;
		long pixelsInside = 0;
		for (int i = 0; i < values.length; i++) {
			if (Float.isNaN(values[i])) continue;
			pixels++;
			if (!part.get(i)) continue;
			inside += values[i];
			pixelsInside++;
		}
		final double areaShare = (double) pixelsInside / pixels;
		final double massShare = massShare(values, part);
		return new InfluenceMeasure(map.index(), map.block(), map.direction(), areaShare, inside / pixelsInside, massShare, massShare /
			areaShare);
	}

	/**
	 * How much of a map's mass lies in a part. What is not above 0 has no mass: neither the negative values of a map that has some, as CAM has, nor
	 * NaN, where nothing was explained.
	 *
	 * @param values of the map
	 * @param part positions in the map
	 * @return sum of the positive values in the part, by that over the map, 0 to 1; NaN where nothing is above 0
	 */
	public static double massShare(final float[] values, final BitSet part) {
		double inside = 0;
		double all = 0;
		for (int i = 0; i < values.length; i++) {
			if (!(values[i] > 0)) continue;
			all += values[i];
			if (part.get(i)) inside += values[i];
		}
		return inside / all;
	}

	/** The pixels at which a picture is measured. */
	private record Raster(int width, int height, double scaleX, double scaleY) {

		private static Raster of(final int width, final int height) {
			final double shrink = Math.min(1, Math.sqrt(MOST_PIXELS / ((double) width * height)));
			final int across = (int) Math.max(1, Math.round(width * shrink));
			final int down = (int) Math.max(1, Math.round(height * shrink));
			return new Raster(across, down, (double) width / across, (double) height / down);
		}

		private BitSet draw(final PixelMask mask) {
			final BitSet part = new BitSet(width * height);
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++)
					if (mask.contains((int) ((x + 0.5) * scaleX), (int) ((y + 0.5) * scaleY))) part.set(y * width + x);
			return part;
		}
	}
}
