package org.xvmamba.image;

/**
 * How pictures are made of an image. Immutable.
 *
 * @param scaling which grey values become the darkest and the brightest
 * @param channels which channels become red, green and blue
 * @param allPlanes whether every slice and frame is a picture, or the current one alone
 * @param rescale whether the model shall see calibrated images at the scale on which it was trained
 * @param fromManager whether each selection of the ROI Manager is a part to be looked at, or the image's own selection
 */
public record PictureOptions(Scaling scaling, ChannelChoice channels, boolean allPlanes, boolean rescale, boolean fromManager) {

	/** The current plane as it is displayed. */
	public static final PictureOptions DEFAULTS = new PictureOptions(Scaling.DISPLAY, ChannelChoice.DISPLAY, false, true, false);
}
