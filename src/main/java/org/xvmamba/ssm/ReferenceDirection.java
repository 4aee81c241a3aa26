package org.xvmamba.ssm;

import java.util.EnumMap;
import java.util.Map;

import org.xvmamba.Progress;

/**
 * One direction of one image in float64, as plainly as the formulas stand.
 *
 * @param length L
 * @param channels D
 * @param states N
 * @param delta Δ, [L, D], in scan order like the next two
 * @param b B, [L, N]
 * @param c C, [L, N]
 * @param a A, [N, D]
 */
record ReferenceDirection(int length, int channels, int states, double[] delta, double[] b, double[] c, double[] a) {

	/** All indices of every step, [L], the absolute one only on request; asks for cancellation between channels. */
	Map<InfluenceIndex, double[]> indices(final boolean withAbsolute, final Progress progress) {
		final Map<InfluenceIndex, double[]> means = new EnumMap<>(InfluenceIndex.class);
		for (final InfluenceIndex index : InfluenceIndex.values())
			if (withAbsolute || index != InfluenceIndex.ABSOLUTE) means.put(index, new double[length]);
		for (int channel = 0; channel < channels; channel++) {
			progress.throwIfCancelled();
			for (int state = 0; state < states; state++)
				addState(channel, state, means);
			addEnergy(channel, means.get(InfluenceIndex.ENERGY));
			if (withAbsolute) addAbsolute(channel, means.get(InfluenceIndex.ABSOLUTE), progress);
		}
		return means;
	}

	/** Adds what one state of one channel contributes to the indices, but for those that are no sums over states. */
	private void addState(final int channel, final int state, final Map<InfluenceIndex, double[]> means) {
		double q = 0;
		for (int step = length - 1; step >= 0; step--) {
			final double absC = Math.abs(c[step * states + state]);
			final double absBBar = Math.abs(delta(step, channel) * b[step * states + state]);

			final double direct = absBBar * absC;
			final double propagated = absBBar * q;
			means.get(InfluenceIndex.JACOBIAN)[step] += (direct + propagated) / channels;
			means.get(InfluenceIndex.JACOBIAN_DIRECT)[step] += direct / channels;
			means.get(InfluenceIndex.JACOBIAN_PROPAGATED)[step] += propagated / channels;

			// 1 - Ā² would lose digits where Δ is small.
			final double oneMinusSquare = -Math.expm1(2 * delta(step, channel) * rate(channel, state));
			means.get(InfluenceIndex.GRAMIAN)[step] += direct * direct / (oneMinusSquare + 1e-8) / channels;

			q = decay(step, channel, state) * (absC + q);
		}
	}

	/** Adds what one channel contributes to the energy index, by W_l = C_l C_lᵀ + diag(Ā_{l+1}) W_{l+1} diag(Ā_{l+1}). */
	private void addEnergy(final int channel, final double[] means) {
		final double[][] w = new double[states][states];
		final double[] decay = new double[states];
		for (int step = length - 1; step >= 0; step--) {
			double energy = 0;
			for (int i = 0; i < states; i++)
				for (int j = 0; j < states; j++) {
					w[i][j] = c[step * states + i] * c[step * states + j] + decay[i] * w[i][j] * decay[j];
					energy += b[step * states + i] * w[i][j] * b[step * states + j];
				}
			means[step] += delta(step, channel) * Math.sqrt(Math.max(energy, 0)) / channels;
			for (int state = 0; state < states; state++)
				decay[state] = decay(step, channel, state);
		}
	}

	/** Adds what one channel contributes to the absolute index, token by token. */
	private void addAbsolute(final int channel, final double[] means, final Progress progress) {
		final double[] decays = new double[length * states];
		for (int i = 0; i < decays.length; i++)
			decays[i] = decay(i / states, channel, i % states);
		final double[] fading = new double[states];
		for (int step = 0; step < length; step++) {
			progress.throwIfCancelled();
			System.arraycopy(b, step * states, fading, 0, states);
			double sum = 0;
			for (int later = step; later < length; later++) {
				double response = 0;
				for (int state = 0; state < states; state++) {
					if (later > step) fading[state] *= decays[later * states + state];
					response += c[later * states + state] * fading[state];
				}
				sum += Math.abs(response);
			}
			means[step] += delta(step, channel) * sum / channels;
		}
	}

	/**
	 * The states of one channel after each step, [L, N]: h_l = Ā_l h_{l-1} + Δ_l B_l u_l.
	 *
	 * @param u the channel's input, [L], in scan order
	 */
	double[] states(final int channel, final double[] u) {
		final double[] h = new double[length * states];
		for (int step = 0; step < length; step++)
			for (int state = 0; state < states; state++) {
				final double before = step == 0 ? 0 : h[(step - 1) * states + state];
				h[step * states + state] = decay(step, channel, state) * before + delta(step, channel) * b[step * states + state] * u[step];
			}
		return h;
	}

	private double delta(final int step, final int channel) {
		return delta[step * channels + channel];
	}

	private double rate(final int channel, final int state) {
		return a[state * channels + channel];
	}

	private double decay(final int step, final int channel, final int state) {
		return Math.exp(delta(step, channel) * rate(channel, state));
	}
}
