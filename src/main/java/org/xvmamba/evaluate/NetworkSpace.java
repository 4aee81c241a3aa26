package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.xvmamba.model.ModelDescription;

/** How far a unit of the space in which a network reads an image reaches in the image's own values. */
final class NetworkSpace {

	private static final int CHANNELS = 3;

	private NetworkSpace() {}

	/**
	 * The deviations of the model's normalisation. Where steps before it go by the image itself, such as its own mean and deviation, they are what these
	 * steps make of this image: exact for linear ones, by the spread of the values for others. A channel that is the same all over has no spread; it keeps
	 * the deviation of the normalisation.
	 *
	 * @param pixels [3, area], values 0 to 255
	 * @return for each channel, on the scale 0 to 1
	 */
	static List<Double> deviations(final ModelDescription model, final float[] pixels) {
		final List<Double> fixed = model.normalisation().standardDeviation();
		if (model.inputForm().steps().isEmpty()) return fixed;
		final float[] prepared = model.inputForm().prepare(pixels);
		final List<Double> deviations = new ArrayList<>();
		for (int channel = 0; channel < CHANNELS; channel++) {
			final double before = spread(pixels, channel);
			final double after = spread(prepared, channel);
			deviations.add(before > 0 && after > 0 ? fixed.get(channel) * before / after : fixed.get(channel));
		}
		return deviations;
	}

	private static double spread(final float[] pixels, final int channel) {
		final int area = pixels.length / CHANNELS;
		final double[] values = new double[area];
		for (int i = 0; i < area; i++)
			values[i] = pixels[channel * area + i];
		return new StandardDeviation(false).evaluate(values);
	}
}
