package org.xvmamba.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.xvmamba.UserException;
import org.xvmamba.model.ModelDescription.Normalisation;

/** Between {@link Normalisation} and the preprocessing steps of a BioImage.IO description, which begin at pixel values 0 to 255. */
final class Preprocessing {

	/** Greatest pixel value: a normalisation's mean and deviation are on the scale 0 to 1, those of the description on 0 to 255. */
	private static final double WHITE = 255;

	private static final int CHANNELS = 3;

	private Preprocessing() {}

	/** @return the one step that a description lists for a normalisation */
	static List<Map<String, Object>> steps(final Normalisation normalisation) {
		final Map<String, Object> arguments = new LinkedHashMap<>();
		arguments.put("axis", "channel");
		arguments.put("mean", scaled(normalisation.mean()));
		arguments.put("std", scaled(normalisation.standardDeviation()));
		final Map<String, Object> step = new LinkedHashMap<>();
		step.put("id", "fixed_zero_mean_unit_variance");
		step.put("kwargs", arguments);
		return List.of(step);
	}

	private static List<Double> scaled(final List<Double> values) {
		return values.stream().map(value -> value * WHITE).toList();
	}

	/**
	 * Reads the steps of an input as one: gain · value + offset, per channel.
	 *
	 * @throws UserException for a step that is not linear and fixed
	 */
	static Normalisation normalisation(final DescriptionNode input) {
		final double[] gain = new double[CHANNELS];
		final double[] offset = new double[CHANNELS];
		Arrays.fill(gain, 1);
		for (final DescriptionNode step : input.optional("preprocessing").map(DescriptionNode::list).orElse(List.of()))
			apply(step, gain, offset);
		final List<Double> mean = new ArrayList<>();
		final List<Double> deviation = new ArrayList<>();
		for (int channel = 0; channel < CHANNELS; channel++) {
			mean.add(-offset[channel] / gain[channel] / WHITE);
			deviation.add(1 / (gain[channel] * WHITE));
		}
		return new Normalisation(mean, deviation);
	}

	private static void apply(final DescriptionNode step, final double[] gain, final double[] offset) {
		switch (step.required("id").text()) {
			case "ensure_dtype" -> {
				// Everything is computed as float32 anyway.
			}
			case "scale_linear" -> {
				for (int channel = 0; channel < CHANNELS; channel++) {
					final double factor = number(step, "gain", channel, 1);
					if (factor == 0) throw step.malformed("a gain other than 0");
					gain[channel] *= factor;
					offset[channel] = offset[channel] * factor + number(step, "offset", channel, 0);
				}
			}
			case "fixed_zero_mean_unit_variance" -> {
				for (int channel = 0; channel < CHANNELS; channel++) {
					final double deviation = number(step, "std", channel, 1);
					if (deviation <= 0) throw step.malformed("a std above 0");
					gain[channel] /= deviation;
					offset[channel] = (offset[channel] - number(step, "mean", channel, 0)) / deviation;
				}
			}
			default -> throw new UserException("The model wants the preprocessing '" + step.required("id").text() +
				"', which this program doesn't do; possible are scale_linear, fixed_zero_mean_unit_variance and ensure_dtype.");
		}
	}

	private static double number(final DescriptionNode step, final String key, final int channel, final double otherwise) {
		final DescriptionNode value = step.optional("kwargs").flatMap(kwargs -> kwargs.optional(key)).orElse(null);
		if (value == null) return otherwise;
		if (!value.isList()) return value.number();
		final List<DescriptionNode> values = value.list();
		if (values.size() != CHANNELS) throw value.malformed("one number, or one for each of red, green and blue");
		return values.get(channel).number();
	}
}
