package org.xvmamba.image;

import ij.process.ImageProcessor;

/**
 * A part of an image. Immutable.
 *
 * @param name among several selections of one image; empty where it is the only one
 * @param bounds its bounding rectangle in the image; may reach over the image's edge
 * @param maskOrNull which pixels of the bounds are inside, other than 0, as large as the bounds; shared, not copied. Null for all of them
 */
public record Selection(String name, Region bounds, ImageProcessor maskOrNull) {

	/** @param bounds a rectangle */
	public static Selection of(final Region bounds) {
		return new Selection("", bounds, null);
	}

	/** @return the mask of a part of the bounds */
	SelectionMask mask(final Region part) {
		return SelectionMask.of(maskOrNull, part.x() - bounds.x(), part.y() - bounds.y());
	}
}
