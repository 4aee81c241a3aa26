package org.xvmamba.image;

import ij.process.ImageProcessor;

/** Which pixels of a rectangle lie inside of a selection. Immutable, thus thread-safe. */
public final class SelectionMask {

	/** All of the rectangle. */
	public static final SelectionMask ALL = new SelectionMask(null, 0, 0);

	private final ImageProcessor maskOrNull;
	private final int left;
	private final int top;

	private SelectionMask(final ImageProcessor maskOrNull, final int left, final int top) {
		this.maskOrNull = maskOrNull;
		this.left = left;
		this.top = top;
	}

	/**
	 * @param maskOrNull ImageJ's mask, other than 0 inside; it is shared, not copied. Null for all of the rectangle
	 * @param left column of the mask at which the rectangle begins
	 * @param top row of the mask at which the rectangle begins
	 */
	static SelectionMask of(final ImageProcessor maskOrNull, final int left, final int top) {
		return maskOrNull == null ? ALL : new SelectionMask(maskOrNull, left, top);
	}

	/** @return whether all of the rectangle is inside */
	public boolean isAll() {
		return maskOrNull == null;
	}

	/**
	 * @param x column of the rectangle, from 0
	 * @param y row of the rectangle, from 0
	 * @return whether that pixel is inside
	 */
	public boolean contains(final int x, final int y) {
		return maskOrNull == null || maskOrNull.get(left + x, top + y) != 0;
	}

	/**
	 * @param part of the rectangle
	 * @return whether at least one of its pixels is inside
	 */
	public boolean touches(final Region part) {
		if (isAll()) return true;
		for (int y = part.y(); y < part.y() + part.height(); y++)
			for (int x = part.x(); x < part.x() + part.width(); x++)
				if (contains(x, y)) return true;
		return false;
	}
}
