package org.xvmamba.image;

import ij.gui.Roi;

/** Selections from what ImageJ draws. */
public final class TestSelections {

	private TestSelections() {}

	/** @return an area as a selection of that name */
	public static Selection of(final Roi roi, final String name) {
		return new Selection(name, new Region(roi.getBounds().x, roi.getBounds().y, roi.getBounds().width, roi.getBounds().height), roi
			.getMask());
	}
}
