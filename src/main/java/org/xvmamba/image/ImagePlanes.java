package org.xvmamba.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.xvmamba.UserException;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import ij.process.LUT;

/**
 * The channels of an image at one slice and frame, each with its display range and lookup table. A plane of a virtual stack is read when it
 * is asked for.
 *
 * @param image of any type
 * @param position one that the image has
 */
record ImagePlanes(ImagePlus image, PlanePosition position) {

	/** @return the channels that are seen: of a composite those switched on, otherwise the current one */
	List<ImageProcessor> shown() {
		if (!isMixed()) return List.of(plane(PlanePosition.currentChannel(image)));
		final List<ImageProcessor> channels = new ArrayList<>();
		final boolean[] active = ((CompositeImage) image).getActiveChannels();
		for (int channel = 1; channel <= image.getNChannels(); channel++)
			if (active[channel - 1]) channels.add(plane(channel));
		if (channels.isEmpty()) throw new UserException("All channels of the image '" + image.getTitle() +
			"' are switched off; switch one on in Image > Color > Channels Tool.");
		return channels;
	}

	/**
	 * @param channel from 1
	 * @return its plane
	 */
	ImageProcessor plane(final int channel) {
		final boolean current = channel == PlanePosition.currentChannel(image);
		if (current && !isMixed() && position.equals(PlanePosition.current(image))) return image.getProcessor();
		final ImageProcessor plane = image.getStack().getProcessor(image.getStackIndex(channel, position.slice(), position.frame()));
		if (plane.getBitDepth() == 24) return plane;
		final LUT lut = image instanceof CompositeImage composite && (isMixed() || !current) ? composite.getChannelLut(channel) : image
			.getProcessor().getLut();
		plane.setLut(lut);
		plane.setMinAndMax(current ? image.getProcessor().getMin() : lut.min, current ? image.getProcessor().getMax() : lut.max);
		return plane;
	}

	private boolean isMixed() {
		return image instanceof CompositeImage composite && composite.getMode() == IJ.COMPOSITE && composite.getNChannels() > 1;
	}

	/** @return how the channels of a composite are mixed */
	Projection projection() {
		final String name = image.getProp("CompositeProjection");
		return name == null ? Projection.SUM : Projection.byName(name.toLowerCase(Locale.ROOT));
	}

	/** @return which plane it is, in words; nothing where there is only one */
	@Override
	public String toString() {
		return image.getStackSize() == 1 ? "" : "; plane at channel " + PlanePosition.currentChannel(image) + " of " + image.getNChannels() + ", slice " + position
			.slice() + " of " + image.getNSlices() + ", frame " + position.frame() + " of " + image.getNFrames();
	}
}
