package org.xvmamba.ssm;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.xvmamba.Progress;

/**
 * One direction of one image, all of whose tokens are the mean token: Δ, B and C are replaced by their means over the tokens. What an index then
 * still tells one step from another is the step's place in the scan alone: the response of step l at step t depends on t - l, so all indices are
 * sums over the first L - l of these responses, and linear in L. In double precision.
 *
 * @param length L
 * @param states N
 * @param delta mean Δ, [D]
 * @param b mean B, [N]
 * @param c mean C, [N]
 * @param a A, [N, D]
 */
record MeanToken(int length, int states, double[] delta, double[] b, double[] c, double[] a) {

	private static final double GRAMIAN_FLOOR = 1e-8;

	/** Next to nothing: less would only be slow. */
	private static final double LEAST_FADING = 1e-200;

	/** Steps between two questions whether to stop. */
	private static final int STEPS = 256;

	/** The mean token of one direction of a scan. */
	static MeanToken of(final SelectiveScan scan, final int direction) {
		final int steps = direction * scan.length();
		return new MeanToken(scan.length(), scan.states(), mean(scan.delta(), steps, scan.length(), scan.channels()), mean(scan.b(), steps, scan
			.length(), scan.states()), mean(scan.c(), steps, scan.length(), scan.states()), rates(scan.a(), direction, scan.states() * scan
				.channels()));
	}

	/** The mean token of one direction of one image; the mean of Δ = softplus(dt + bias), not of dt. */
	static MeanToken of(final ScanProjections projections, final ScanParameters parameters, final int image, final int direction) {
		final int length = projections.length();
		final int channels = projections.channels();
		final int steps = (image * projections.directions() + direction) * length;
		final double[] delta = new double[channels];
		final double[] row = new double[channels];
		final double[] scratch = new double[channels];
		for (int step = 0; step < length; step++) {
			for (int channel = 0; channel < channels; channel++)
				row[channel] = (double) projections.dt().get((steps + step) * channels + channel) + parameters.deltaBias().get(direction * channels +
					channel);
			Softplus.apply(row, scratch, channels);
			for (int channel = 0; channel < channels; channel++)
				delta[channel] += row[channel] / length;
		}
		return new MeanToken(length, projections.states(), delta, mean(projections.b(), steps, length, projections.states()), mean(projections.c(),
			steps, length, projections.states()), rates(parameters.a(), direction, projections.states() * channels));
	}

	private static double[] mean(final FloatBuffer rows, final int first, final int count, final int width) {
		final double[] mean = new double[width];
		for (int i = 0; i < count * width; i++)
			mean[i % width] += (double) rows.get(first * width + i) / count;
		return mean;
	}

	private static double[] rates(final FloatBuffer a, final int direction, final int size) {
		final double[] rates = new double[size];
		for (int i = 0; i < size; i++)
			rates[i] = a.get(direction * size + i);
		return rates;
	}

	/**
	 * @param indices which of them
	 * @param progress asked for cancellation
	 * @return their values [L] in scan order, the mean over the channels
	 */
	Map<InfluenceIndex, float[]> indices(final Set<InfluenceIndex> indices, final Progress progress) {
		final int channels = delta.length;
		final double[] decay = new double[states * channels];
		final double[] deltas = new double[decay.length];
		WideLoops.repeatRow(delta, 0, channels, deltas, states);
		WideLoops.decay(deltas, a, decay, decay.length);
		final double[] fading = new double[decay.length];
		Arrays.fill(fading, 1);
		final Sums sums = new Sums(channels);
		final Map<InfluenceIndex, float[]> values = new EnumMap<>(InfluenceIndex.class);
		indices.forEach(index -> values.put(index, new float[length]));
		final double gramian = gramian();
		for (int later = 0; later < length; later++) {
			if (later % STEPS == 0) progress.throwIfCancelled();
			respond(fading, sums);
			WideLoops.multiplyAbove(LEAST_FADING, decay, fading, fading.length);
			final int step = length - 1 - later;
			values.forEach((index, ofSteps) -> ofSteps[step] = (float) (index == InfluenceIndex.GRAMIAN ? gramian : sums.of(index, delta)));
		}
		return values;
	}

	/** Adds the responses so many steps later as the states have faded. */
	private void respond(final double[] fading, final Sums sums) {
		final int channels = delta.length;
		for (int channel = 0; channel < channels; channel++) {
			double response = 0;
			double magnitude = 0;
			for (int state = 0; state < states; state++) {
				final double product = b[state] * c[state] * fading[state * channels + channel];
				response += product;
				magnitude += Math.abs(product);
			}
			sums.jacobian[channel] += magnitude;
			sums.energy[channel] += response * response;
			sums.absolute[channel] += Math.abs(response);
		}
		if (sums.direct == null) sums.direct = sums.jacobian.clone();
	}

	/** Puts directions one after the other: of each index [K · L]. */
	static Map<InfluenceIndex, float[]> join(final List<Map<InfluenceIndex, float[]>> directions, final Set<InfluenceIndex> indices) {
		final Map<InfluenceIndex, float[]> joined = new EnumMap<>(InfluenceIndex.class);
		for (final InfluenceIndex index : indices) {
			final int steps = directions.get(0).get(index).length;
			final float[] all = new float[directions.size() * steps];
			for (int direction = 0; direction < directions.size(); direction++)
				System.arraycopy(directions.get(direction).get(index), 0, all, direction * steps, steps);
			joined.put(index, all);
		}
		return joined;
	}

	private double gramian() {
		double sum = 0;
		for (int i = 0; i < a.length; i++) {
			final double direct = delta[i % delta.length] * b[i / delta.length] * c[i / delta.length];
			sum += direct * direct / (GRAMIAN_FLOOR - Math.expm1(2 * delta[i % delta.length] * a[i]));
		}
		return sum / delta.length;
	}

	/** For each channel, without the factor Δ. */
	private static final class Sums {

		private double[] direct;
		private final double[] jacobian;
		private final double[] energy;
		private final double[] absolute;

		private Sums(final int channels) {
			jacobian = new double[channels];
			energy = new double[channels];
			absolute = new double[channels];
		}

		private double of(final InfluenceIndex index, final double[] delta) {
			double sum = 0;
			for (int channel = 0; channel < delta.length; channel++)
				sum += delta[channel] * switch (index) {
					case JACOBIAN -> jacobian[channel];
					case JACOBIAN_DIRECT -> direct[channel];
					case JACOBIAN_PROPAGATED -> jacobian[channel] - direct[channel];
					case ENERGY -> Math.sqrt(energy[channel]);
					case ABSOLUTE -> absolute[channel];
					case GRAMIAN -> throw new IllegalArgumentException("The Gramian index is no sum over later steps.");
				};
			return sum / delta.length;
		}
	}
}
