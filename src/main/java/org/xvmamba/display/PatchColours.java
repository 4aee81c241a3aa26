package org.xvmamba.display;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.stream.IntStream;

import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.real.FloatType;

import org.xvmamba.image.Picture;

/** The colours that the patches of a block have on the image. */
final class PatchColours {

	/** Pixels looked at along each axis of a patch. */
	private static final int SAMPLES = 4;

	private PatchColours() {}

	/** @return for each cell, the mean of pixels evenly spread over it; gray where it lies outside of the picture */
	static Color[] of(final ExplorerMap shown) {
		final int grid = shown.map().grid();
		final Picture picture = shown.probe().picture();
		final RandomAccess<FloatType> pixels = picture.pixels().randomAccess();
		return IntStream.range(0, grid * grid).mapToObj(cell -> of(ExplorerMap.cell(shown.probe(), shown.map().block(), cell), picture, pixels))
			.toArray(Color[]::new);
	}

	private static Color of(final Rectangle2D cell, final Picture picture, final RandomAccess<FloatType> pixels) {
		final double[] sums = new double[3];
		int count = 0;
		for (int i = 0; i < SAMPLES * SAMPLES; i++) {
			final int x = (int) (cell.getX() + (i % SAMPLES + 0.5) / SAMPLES * cell.getWidth()) - picture.region().x();
			final int y = (int) (cell.getY() + (i / SAMPLES + 0.5) / SAMPLES * cell.getHeight()) - picture.region().y();
			if (x >= picture.width() || y >= picture.height()) continue;
			for (int channel = 0; channel < 3; channel++) {
				pixels.setPosition(new int[] { x, y, channel });
				sums[channel] += pixels.get().get();
			}
			count++;
		}
		return count == 0 ? Color.GRAY : new Color(step(sums[0] / count), step(sums[1] / count), step(sums[2] / count));
	}

	private static int step(final double value) {
		return (int) Math.max(0, Math.min(255, Math.round(value)));
	}
}
