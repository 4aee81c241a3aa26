package org.xvmamba.image;

import java.util.List;

import ij.ImagePlus;
import ij.process.ImageProcessor;
import ij.process.LUT;

/**
 * The channels of an image at one slice and frame, each with its display range and lookup table. A plane of a virtual stack is read when it
 * is asked for.
 *
 * @param image of any type
 * @param position one that the image has
 * @param display how ImageJ shows the image
 */
record ImagePlanes(ImagePlus image, PlanePosition position, DisplayState display) {

	/** @return the channels that are seen: of a composite those switched on, otherwise the current one */
	List<ImageProcessor> shown() {
		return display.shownChannels(image).stream().map(this::plane).toList();
	}

	/** @return the plane of the channel that was the current one */
	ImageProcessor current() {
		return plane(display.channel());
	}

	/**
	 * @param channel from 1
	 * @return its plane
	 */
	ImageProcessor plane(final int channel) {
		if (!display.mixed() && channel == PlanePosition.currentChannel(image) && isCurrent()) return image.getProcessor();
		final ImageProcessor plane = image.getStack().getProcessor(image.getStackIndex(channel, position.slice(), position.frame()));
		if (display.tables().isEmpty()) return plane;
		final LUT table = display.tables().get(channel - 1);
		plane.setLut(table);
		plane.setMinAndMax(table.min, table.max);
		return plane;
	}

	/** @return whether ImageJ has this plane in memory */
	boolean isCurrent() {
		return position.equals(PlanePosition.current(image));
	}

	/** @return which plane it is, in words; nothing where there is only one */
	@Override
	public String toString() {
		return image.getStackSize() == 1 ? "" : "; plane at channel " + display.channel() + " of " + image.getNChannels() + ", slice " + position
			.slice() + " of " + image.getNSlices() + ", frame " + position.frame() + " of " + image.getNFrames();
	}
}
