package org.xvmamba.image;

/**
 * A rectangle of pixels.
 *
 * @param x left edge, in pixels
 * @param y top edge, in pixels
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 */
public record Region(int x, int y, int width, int height) {

	/** Refuses an empty rectangle. */
	public Region {
		if (width < 1 || height < 1) throw new IllegalArgumentException("A region of " + width + " x " + height + " pixels is empty.");
	}

	/** @return the number of pixels */
	public long area() {
		return (long) width * height;
	}
}
