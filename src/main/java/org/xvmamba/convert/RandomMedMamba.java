package org.xvmamba.convert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;

import org.xvmamba.Progress;
import org.xvmamba.convert.checkpoint.StoredTensor;

/**
 * A MedMamba of any size with random weights, which predicts nothing: for measuring speed where no checkpoint is at hand. Its steps Δ and
 * decays A are spread as MedMamba's initialisation spreads them, so that the arithmetic meets the same ranges of numbers.
 */
public final class RandomMedMamba {

	/** Depths of MedMamba-T's stages. */
	public static final List<Integer> TINY_DEPTHS = List.of(2, 2, 4, 2);

	/** Widths of MedMamba-T's stages. */
	public static final List<Integer> TINY_WIDTHS = List.of(96, 192, 384, 768);

	private static final int PATCH = 4;
	private static final int STATES = 16;
	private static final int DIRECTIONS = 4;
	private static final double SHORTEST_STEP = 0.001;
	private static final double LONGEST_STEP = 0.1;

	private final Random random;
	private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

	private RandomMedMamba(final long seed) {
		this.random = new Random(seed);
	}

	/**
	 * @param depths blocks of each stage
	 * @param widths channels of each stage, even; each twice the one before
	 * @param classes number of logits
	 * @param seed the same seed gives the same network
	 * @return the network
	 */
	public static ConvertedNetwork build(final List<Integer> depths, final List<Integer> widths, final int classes, final long seed) {
		final RandomMedMamba weights = new RandomMedMamba(seed);
		weights.addAll(depths, widths, classes);
		final MedMamba family = new MedMamba();
		return new ConvertedNetwork(family.key(), family.label() + ", random weights.", family.build(new StateDict("random weights",
			weights.tensors), ConversionOptions.DEFAULT, Progress.NONE), List.of());
	}

	private void addAll(final List<Integer> depths, final List<Integer> widths, final int classes) {
		addConvolution("patch_embed.proj", widths.get(0), 3, PATCH);
		addNorm("patch_embed.norm", widths.get(0));
		for (int stage = 0; stage < widths.size(); stage++) {
			final int width = widths.get(stage);
			for (int block = 0; block < depths.get(stage); block++)
				addBlock("layers." + stage + ".blocks." + block + ".", width / 2);
			if (stage == widths.size() - 1) continue;
			addNorm("layers." + stage + ".downsample.norm", 4 * width);
			addWeight("layers." + stage + ".downsample.reduction.weight", 4 * width, 2 * width, 4 * width);
		}
		final int last = widths.get(widths.size() - 1);
		addWeight("head.weight", last, classes, last);
		add("head.bias", random::nextGaussian, classes);
	}

	private void addBlock(final String prefix, final int half) {
		addNorm(prefix + "ln_1", half);
		addScan(prefix + "self_attention.", half, 2 * half);
		final String branch = prefix + "conv33conv33conv11.";
		addBatchNorm(branch + "0", half);
		addConvolution(branch + "1", half, half, 3);
		addBatchNorm(branch + "2", half);
		addConvolution(branch + "4", half, half, 3);
		addBatchNorm(branch + "5", half);
		addConvolution(branch + "7", half, half, 1);
	}

	private void addScan(final String prefix, final int width, final int channels) {
		final int rank = (width + 15) / 16;
		addWeight(prefix + "in_proj.weight", width, 2 * channels, width);
		addWeight(prefix + "conv2d.weight", 9, channels, 1, 3, 3);
		add(prefix + "conv2d.bias", random::nextGaussian, channels);
		addWeight(prefix + "x_proj_weight", channels, DIRECTIONS, rank + 2 * STATES, channels);
		addWeight(prefix + "dt_projs_weight", rank, DIRECTIONS, channels, rank);
		add(prefix + "dt_projs_bias", this::stepBias, DIRECTIONS, channels);
		final float[] decays = new float[DIRECTIONS * channels * STATES];
		for (int i = 0; i < decays.length; i++)
			decays[i] = (float) Math.log(i % STATES + 1);
		tensors.put(prefix + "A_logs", StoredTensor.of(decays, (long) DIRECTIONS * channels, STATES));
		add(prefix + "Ds", () -> 1, DIRECTIONS * channels);
		addNorm(prefix + "out_norm", channels);
		addWeight(prefix + "out_proj.weight", channels, width, channels);
	}

	/** Inverse softplus of a step that is log-uniform between the shortest and the longest. */
	private double stepBias() {
		final double step = SHORTEST_STEP * Math.pow(LONGEST_STEP / SHORTEST_STEP, random.nextDouble());
		return step + Math.log(-Math.expm1(-step));
	}

	private void addConvolution(final String name, final int outputs, final int inputs, final int kernel) {
		addWeight(name + ".weight", inputs * kernel * kernel, outputs, inputs, kernel, kernel);
		add(name + ".bias", () -> 0.1 * random.nextGaussian(), outputs);
	}

	private void addNorm(final String name, final int channels) {
		add(name + ".weight", () -> 1 + 0.1 * random.nextGaussian(), channels);
		add(name + ".bias", () -> 0.1 * random.nextGaussian(), channels);
	}

	private void addBatchNorm(final String name, final int channels) {
		addNorm(name, channels);
		add(name + ".running_mean", () -> 0.1 * random.nextGaussian(), channels);
		add(name + ".running_var", () -> 0.5 + random.nextDouble(), channels);
	}

	/** Keeps the magnitude of what passes through. */
	private void addWeight(final String name, final int inputs, final long... shape) {
		add(name, () -> random.nextGaussian() / Math.sqrt(inputs), shape);
	}

	private void add(final String name, final DoubleSupplier value, final long... shape) {
		long size = 1;
		for (final long length : shape)
			size *= length;
		final float[] values = new float[Math.toIntExact(size)];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) value.getAsDouble();
		tensors.put(name, StoredTensor.of(values, shape));
	}
}
