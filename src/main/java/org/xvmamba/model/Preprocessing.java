package org.xvmamba.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.xvmamba.UserException;
import org.xvmamba.model.ModelDescription.Normalisation;

/**
 * The preprocessing steps of a BioImage.IO description, which begin at pixel values 0 to 255: what is linear and fixed at their end is a
 * {@link Normalisation}, and what comes before it are {@link PixelStep}s. Not thread-safe.
 */
final class Preprocessing {

	/** Greatest pixel value: a normalisation's mean and deviation are on the scale 0 to 1, those of the description on 0 to 255. */
	private static final double WHITE = 255;

	private static final int CHANNELS = 3;

	/** That of the BioImage.IO description where it gives none. */
	private static final double USUAL_EPS = 1e-6;

	private final List<PixelStep> steps = new ArrayList<>();
	private final double[] gain = new double[CHANNELS];
	private final double[] offset = new double[CHANNELS];

	private Preprocessing() {
		Arrays.fill(gain, 1);
	}

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
	 * Reads the steps of an input.
	 *
	 * @throws UserException for a step that this program doesn't do
	 */
	static Preprocessing of(final DescriptionNode input) {
		final Preprocessing preprocessing = new Preprocessing();
		for (final DescriptionNode step : input.optional("preprocessing").map(DescriptionNode::list).orElse(List.of()))
			preprocessing.add(step);
		return preprocessing;
	}

	/** @return what comes before the {@link #normalisation()} */
	List<PixelStep> steps() {
		return List.copyOf(steps);
	}

	/** @return the linear end of the steps */
	Normalisation normalisation() {
		final List<Double> mean = new ArrayList<>();
		final List<Double> deviation = new ArrayList<>();
		for (int channel = 0; channel < CHANNELS; channel++) {
			mean.add(-offset[channel] / gain[channel] / WHITE);
			deviation.add(1 / (gain[channel] * WHITE));
		}
		return new Normalisation(mean, deviation);
	}

	private void add(final DescriptionNode step) {
		switch (step.required("id").text()) {
			case "ensure_dtype" -> {
				// Everything is computed as float32 anyway.
			}
			case "scale_linear" -> addLinear(step);
			case "fixed_zero_mean_unit_variance" -> addFixed(step);
			case "zero_mean_unit_variance" -> add(new PixelStep.ZeroMeanUnitVariance(ofChannels(step), number(step, "eps", USUAL_EPS)));
			case "scale_range" -> add(scaleRange(step));
			case "clip" -> add(clip(step));
			case "binarize" -> add(new PixelStep.Binarize(List.of(number(step, "threshold", 0, 0), number(step, "threshold", 1, 0), number(step,
				"threshold", 2, 0))));
			case "sigmoid" -> add(new PixelStep.Sigmoid());
			default -> throw new UserException("The model wants the preprocessing '" + step.required("id").text() +
				"', which this program doesn't do; possible are ensure_dtype, scale_linear, fixed_zero_mean_unit_variance, " +
				"zero_mean_unit_variance, scale_range, clip, binarize and sigmoid.");
		}
	}

	private void addLinear(final DescriptionNode step) {
		for (int channel = 0; channel < CHANNELS; channel++) {
			final double factor = number(step, "gain", channel, 1);
			if (factor == 0) throw step.malformed("a gain other than 0");
			gain[channel] *= factor;
			offset[channel] = offset[channel] * factor + number(step, "offset", channel, 0);
		}
	}

	private void addFixed(final DescriptionNode step) {
		for (int channel = 0; channel < CHANNELS; channel++) {
			final double deviation = number(step, "std", channel, 1);
			if (deviation <= 0) throw step.malformed("a std above 0");
			gain[channel] /= deviation;
			offset[channel] = (offset[channel] - number(step, "mean", channel, 0)) / deviation;
		}
	}

	/** What was linear up to here can't stand at the end any more. */
	private void add(final PixelStep step) {
		final boolean changed = Arrays.stream(gain).anyMatch(factor -> factor != 1) || Arrays.stream(offset).anyMatch(value -> value != 0);
		if (changed) steps.add(new PixelStep.Linear(Arrays.stream(gain).boxed().toList(), Arrays.stream(offset).boxed().toList()));
		Arrays.fill(gain, 1);
		Arrays.fill(offset, 0);
		steps.add(step);
	}

	private static PixelStep scaleRange(final DescriptionNode step) {
		if (argument(step, "reference_tensor").isPresent()) throw step.malformed("a scale_range without another tensor as reference");
		final double low = number(step, "min_percentile", 0);
		final double high = number(step, "max_percentile", 100);
		if (low < 0 || high > 100 || low >= high) throw step.malformed("a min_percentile below the max_percentile, both from 0 to 100,");
		return new PixelStep.ScaleRange(ofChannels(step), low, high, number(step, "eps", USUAL_EPS));
	}

	private static PixelStep clip(final DescriptionNode step) {
		if (argument(step, "min_percentile").isPresent() || argument(step, "max_percentile").isPresent()) throw step.malformed(
			"a clip between two numbers");
		return new PixelStep.Clip(number(step, "min", Double.NEGATIVE_INFINITY), number(step, "max", Double.POSITIVE_INFINITY));
	}

	/** The axes over which a step takes its statistics: all where it names none. */
	private static boolean ofChannels(final DescriptionNode step) {
		final Optional<DescriptionNode> axes = argument(step, "axes");
		if (axes.isEmpty()) return false;
		final List<String> names = axes.get().list().stream().map(DescriptionNode::text).toList();
		if (!names.containsAll(List.of("x", "y"))) throw axes.get().malformed("a list of axes with x and y");
		return !names.contains("channel");
	}

	private static Optional<DescriptionNode> argument(final DescriptionNode step, final String key) {
		return step.optional("kwargs").flatMap(kwargs -> kwargs.optional(key));
	}

	private static double number(final DescriptionNode step, final String key, final double otherwise) {
		return argument(step, key).map(DescriptionNode::number).orElse(otherwise);
	}

	private static double number(final DescriptionNode step, final String key, final int channel, final double otherwise) {
		final DescriptionNode value = argument(step, key).orElse(null);
		if (value == null) return otherwise;
		if (!value.isList()) return value.number();
		final List<DescriptionNode> values = value.list();
		if (values.size() != CHANNELS && values.size() != 1) throw value.malformed("one number, or one for each of red, green and blue");
		return values.get(values.size() == 1 ? 0 : channel).number();
	}
}
