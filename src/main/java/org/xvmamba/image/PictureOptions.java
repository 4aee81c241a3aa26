package org.xvmamba.image;

/**
 * How a picture is made of an image. Immutable.
 *
 * @param scaling which grey values become the darkest and the brightest
 * @param channels which channels become red, green and blue
 */
public record PictureOptions(Scaling scaling, ChannelChoice channels) {

	/** The current plane as it is displayed. */
	public static final PictureOptions DEFAULTS = new PictureOptions(Scaling.DISPLAY, ChannelChoice.DISPLAY);
}
