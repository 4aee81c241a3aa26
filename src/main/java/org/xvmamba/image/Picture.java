package org.xvmamba.image;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The pixels that a model shall look at, whatever kind of image they come from. A lazy view: nothing is copied until a pixel is read.
 *
 * @param name of the image, for people
 * @param pixels [x, y, channel], channels red, green, blue, values 0 to 255; min is zero in each dimension; safe to be read from several
 *          threads at once
 * @param region where these pixels lie in the image: all of it, or the rectangle selected
 * @param pixelSize size of a pixel in the image's unit
 * @param conversion how the image's values became red, green and blue, in words, for provenance
 * @param plane where the pixels lie in a stack
 * @param mask which of the pixels were selected; the model sees all of them, and maps show the selected ones
 * @param isPart whether the image has more pixels than the region
 */
public record Picture(String name, RandomAccessibleInterval<FloatType> pixels, Region region, PixelSize pixelSize, String conversion,
	PlanePosition plane, SelectionMask mask, boolean isPart)
{

	/** A picture that is all of an image, which is no stack. */
	public Picture(final String name, final RandomAccessibleInterval<FloatType> pixels, final Region region, final PixelSize pixelSize,
		final String conversion)
	{
		this(name, pixels, region, pixelSize, conversion, PlanePosition.FIRST, SelectionMask.ALL, false);
	}

	/**
	 * @param width of a pixel
	 * @param height of a pixel
	 * @param unit such as {@code µm}; {@code pixel} where the image is not calibrated
	 */
	public record PixelSize(double width, double height, String unit) {

		/** No calibration. */
		public static final PixelSize NONE = new PixelSize(1, 1, "pixel");
	}

	/** @return pixels across */
	public int width() {
		return region.width();
	}

	/** @return pixels down */
	public int height() {
		return region.height();
	}
}
