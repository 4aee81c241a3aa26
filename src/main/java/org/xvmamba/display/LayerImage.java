package org.xvmamba.display;

import ij.ImagePlus;

/** An image that shows each of its planes in the plane's own range: values of different blocks lie orders of magnitude apart. */
final class LayerImage extends ImagePlus {

	private final RangedPlanes planes;

	LayerImage(final String title, final RangedPlanes planes) {
		super(title, planes);
		this.planes = planes;
	}

	@Override
	public synchronized void setSlice(final int plane) {
		// Before the plane is drawn. Not when it is already there: the person may have set another range.
		if (planes != null && plane != getCurrentSlice() && plane >= 1 && plane <= planes.size()) planes.showRangeOf(plane, ip);
		super.setSlice(plane);
	}
}
