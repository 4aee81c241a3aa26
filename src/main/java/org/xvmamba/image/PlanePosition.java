package org.xvmamba.image;

import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;

/**
 * A plane of a stack or hyperstack, over all its channels.
 *
 * @param slice from 1
 * @param frame from 1
 */
public record PlanePosition(int slice, int frame) {

	/** The only plane of an image that is no stack. */
	public static final PlanePosition FIRST = new PlanePosition(1, 1);

	/** @return the plane that an image shows */
	public static PlanePosition current(final ImagePlus image) {
		final int[] position = position(image);
		return new PlanePosition(position[1], position[2]);
	}

	/** @return the channel that an image shows, or that is chosen among those it shows */
	public static int currentChannel(final ImagePlus image) {
		return position(image)[0];
	}

	/** ImageJ's own getC, getZ and getT lag behind where a macro sets the slice. */
	private static int[] position(final ImagePlus image) {
		return image.convertIndexToPosition(image.getCurrentSlice());
	}

	/** @return the plane for people, such as {@code slice 2, frame 1} */
	public String inWords() {
		return "slice " + slice + ", frame " + frame;
	}

	/** @return all planes of an image: all slices of the first frame, then of the second, and so on */
	public static List<PlanePosition> all(final ImagePlus image) {
		final List<PlanePosition> positions = new ArrayList<>();
		for (int frame = 1; frame <= image.getNFrames(); frame++)
			for (int slice = 1; slice <= image.getNSlices(); slice++)
				positions.add(new PlanePosition(slice, frame));
		return positions;
	}
}
