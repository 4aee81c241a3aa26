package org.xvmamba.ssm;

import java.nio.FloatBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.xvmamba.Progress;
import org.xvmamba.scan.Permutation;

/**
 * The scan of one image in float64 and as plainly as its formulas, to hold the {@link FusedScanEngine} against.
 *
 * @param output the sum of the directions' outputs, [L, D], in image order
 * @param indices for each index, its values [K · L] in scan order, direction by direction
 * @param stateNorms ‖h_l‖ in the mean over the channels, [K · L] in scan order, direction by direction
 */
public record ReferenceScan(double[] output, Map<InfluenceIndex, double[]> indices, double[] stateNorms) {

	/**
	 * Scans.
	 *
	 * @param projections what the network projects
	 * @param parameters the block's weights
	 * @param orders for each direction, its scan order
	 * @param image 0 to images - 1
	 * @param progress asked for cancellation between channels
	 * @return everything there is to know
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 */
	public static ReferenceScan of(final ScanProjections projections, final ScanParameters parameters, final List<Permutation> orders,
		final int image, final Progress progress)
	{
		final int length = projections.length();
		final int steps = projections.directions() * length;
		final ReferenceScan scan = new ReferenceScan(new double[length * projections.channels()], new EnumMap<>(InfluenceIndex.class),
			new double[steps]);
		for (int k = 0; k < projections.directions(); k++) {
			final ReferenceDirection direction = direction(projections, parameters, orders.get(k), image, k);
			for (int channel = 0; channel < projections.channels(); channel++) {
				progress.throwIfCancelled();
				scan.addChannel(direction, projections, parameters, orders.get(k), image, k, channel);
			}
			final int first = k * length;
			direction.indices(true, progress).forEach((index, values) -> System.arraycopy(values, 0, scan.indices.computeIfAbsent(index,
				any -> new double[steps]), first, length));
		}
		return scan;
	}

	private void addChannel(final ReferenceDirection direction, final ScanProjections projections, final ScanParameters parameters,
		final Permutation order, final int image, final int k, final int channel)
	{
		final int length = projections.length();
		final double[] u = new double[length];
		for (int step = 0; step < length; step++)
			u[step] = projections.u().get(projections.inputRow(image, k, order.tokenAt(step)) * projections.channels() + channel);
		final double[] h = direction.states(channel, u);
		for (int step = 0; step < length; step++) {
			double y = parameters.skip().get(k * projections.channels() + channel) * u[step];
			double squared = 0;
			for (int i = step * projections.states(); i < (step + 1) * projections.states(); i++) {
				y += direction.c()[i] * h[i];
				squared += h[i] * h[i];
			}
			output[order.tokenAt(step) * projections.channels() + channel] += y;
			stateNorms[k * length + step] += Math.sqrt(squared) / projections.channels();
		}
	}

	/** Gathers one direction in scan order, with Δ = log(1 + exp(dt + bias)). */
	private static ReferenceDirection direction(final ScanProjections projections, final ScanParameters parameters, final Permutation order,
		final int image, final int k)
	{
		final int channels = projections.channels();
		final int states = projections.states();
		final int first = (image * projections.directions() + k) * projections.length();
		final double[] delta = gather(projections.dt(), order, first, channels);
		for (int i = 0; i < delta.length; i++)
			delta[i] = softplus(delta[i] + parameters.deltaBias().get(k * channels + i % channels));
		final double[] a = new double[states * channels];
		for (int i = 0; i < a.length; i++)
			a[i] = parameters.a().get(k * a.length + i);
		return new ReferenceDirection(projections.length(), channels, states, delta, gather(projections.b(), order, first, states), gather(
			projections.c(), order, first, states), a);
	}

	/** Rows of tokens, [L, width], put in scan order. */
	private static double[] gather(final FloatBuffer buffer, final Permutation order, final int firstRow, final int width) {
		final double[] rows = new double[order.length() * width];
		for (int i = 0; i < rows.length; i++)
			rows[i] = buffer.get((firstRow + order.tokenAt(i / width)) * width + i % width);
		return rows;
	}

	private static double softplus(final double x) {
		return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
	}
}
