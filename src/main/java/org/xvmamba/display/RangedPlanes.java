package org.xvmamba.display;

import java.awt.image.ColorModel;

import org.xvmamba.image.Picture;

import ij.VirtualStack;
import ij.process.ImageProcessor;

/** Planes that are computed when they are looked at, each with a display range of its own. */
abstract class RangedPlanes extends VirtualStack {

	/** Planes of those colours, as large as a picture, unless that is huge: see {@link LayerStack#scale}. */
	RangedPlanes(final Picture picture, final ColorModel colours) {
		super(side(picture, picture.width()), side(picture, picture.height()), colours, null);
	}

	private static int side(final Picture picture, final int pixels) {
		return Math.max(1, (int) (LayerStack.scale(picture) * pixels));
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
