package org.xvmamba.ssm;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Means over the channels, put together from what the channel blocks of all directions of one image have summed; always in the order of the
 * blocks, so that they don't depend on which was ready first.
 *
 * @param sums of each block, direction by direction
 * @param blocks channel blocks of a direction
 * @param length L
 * @param channels D
 */
record ChannelMeans(List<StepSums> sums, int blocks, int length, int channels) {

	/** The indices asked for, [K · L] each. */
	Map<InfluenceIndex, float[]> of(final Set<InfluenceIndex> indices) {
		final Map<InfluenceIndex, float[]> means = new EnumMap<>(InfluenceIndex.class);
		for (final InfluenceIndex index : indices)
			means.put(index, switch (index) {
				case JACOBIAN -> mean(block -> block.direct, block -> block.propagated);
				case JACOBIAN_DIRECT -> mean(block -> block.direct);
				case JACOBIAN_PROPAGATED -> mean(block -> block.propagated);
				case GRAMIAN -> mean(block -> block.gramian);
				case ENERGY -> mean(block -> block.energy);
				case ABSOLUTE -> mean(block -> block.absolute);
			});
		return means;
	}

	/** ‖h‖, [K · L]. */
	float[] stateNorms() {
		return mean(block -> block.stateNorm);
	}

	/** The mean of one quantity, or of the sum of several: [K · L]. */
	@SafeVarargs
	private float[] mean(final Function<StepSums, double[]>... quantities) {
		final double[] mean = new double[sums.size() / blocks * length];
		for (int i = 0; i < sums.size(); i++)
			for (final Function<StepSums, double[]> quantity : quantities) {
				final double[] values = quantity.apply(sums.get(i));
				for (int step = 0; step < length; step++)
					mean[i / blocks * length + step] += values[step];
			}
		final float[] rounded = new float[mean.length];
		for (int i = 0; i < mean.length; i++)
			rounded[i] = (float) (mean[i] / channels);
		return rounded;
	}
}
