package org.xvmamba.model;

import java.util.List;

/**
 * The form in which a network wants its images.
 *
 * @param channels 3 for red, green, blue; 1 for their mean
 * @param channelsLast whether the tensor is [b, h, w, channels] instead of [b, channels, h, w]
 * @param steps done to pixel values 0 to 255 before they are normalised; mostly none
 */
public record InputForm(int channels, boolean channelsLast, List<PixelStep> steps) {

	/** [b, 3, h, w], nothing but normalised. */
	public static final InputForm USUAL = new InputForm(3, false, List.of());

	private static final int COLOURS = 3;

	/** Copies the list. */
	public InputForm {
		steps = List.copyOf(steps);
	}

	/** @return the size along each axis of the tensor for that many images of that size */
	long[] shape(final int images, final int height, final int width) {
		return channelsLast ? new long[] { images, height, width, channels } : new long[] { images, channels, height, width };
	}

	/** @return where a value of one image's tensor lies in it */
	int place(final int channel, final int pixel, final int plane) {
		return channelsLast ? pixel * channels + channel : channel * plane + pixel;
	}

	/**
	 * @param image pixel values 0 to 255, [3, plane]; not changed
	 * @return the same after the steps; of a network that wants one channel, the first plane counts
	 */
	public float[] prepare(final float[] image) {
		if (steps.isEmpty() && channels == COLOURS) return image;
		final float[] pixels = image.clone();
		final int plane = pixels.length / COLOURS;
		if (channels == 1) for (int i = 0; i < plane; i++) {
			final float mean = (pixels[i] + pixels[plane + i] + pixels[2 * plane + i]) / COLOURS;
			pixels[i] = pixels[plane + i] = pixels[2 * plane + i] = mean;
		}
		steps.forEach(step -> step.apply(pixels, plane));
		return pixels;
	}

	/**
	 * @param values of one image's tensor
	 * @return the same as planes [3, plane]; of one channel, three times
	 */
	float[] planes(final float[] values) {
		final int plane = values.length / channels;
		final float[] planes = new float[COLOURS * plane];
		for (int i = 0; i < planes.length; i++)
			planes[i] = values[place(Math.min(i / plane, channels - 1), i % plane, plane)];
		return planes;
	}
}
