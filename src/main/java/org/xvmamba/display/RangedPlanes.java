package org.xvmamba.display;

import java.awt.image.ColorModel;

import ij.VirtualStack;
import ij.process.ImageProcessor;

/** Planes that are computed when they are looked at, each with a display range of its own. */
abstract class RangedPlanes extends VirtualStack {

	/** Planes of that size and those colours. */
	RangedPlanes(final int width, final int height, final ColorModel colours) {
		super(width, height, colours, null);
	}

	/** Sets the display range of a processor to that of a plane; planes count from 1. */
	abstract void showRangeOf(int plane, ImageProcessor processor);

	@Override
	public abstract int size();

	@Override
	public int getSize() {
		return size();
	}

	@Override
	public int getBitDepth() {
		return 32;
	}
}
