package org.xvmamba.ssm;

/**
 * One step of a channel block, spread over its state elements, [N, width], for loops that run over all of them. One thread at a time; its arrays
 * are used again and again.
 */
final class StatePanel {

	/** Δ repeated over the states. */
	float[] delta = {};

	/** B repeated over the channels. */
	float[] b = {};

	/** C repeated over the channels. */
	float[] c = {};

	/** Ā - 1 = exp(ΔA) - 1. */
	float[] m = {};

	private float[] rates = {};
	private float[] terms = {};
	private float[] half = {};
	private int states;
	private int width;
	private int size;
	private float fastestRate;

	/** Turns to another channel block. */
	void open(final TokenSource source) {
		states = source.states();
		width = source.width();
		size = states * width;
		allocate();
		source.rates(rates);
		fastestRate = 0;
		for (int i = 0; i < size; i++)
			fastestRate = Math.max(fastestRate, -rates[i]);
	}

	int states() {
		return states;
	}

	int width() {
		return width;
	}

	/** N · width. */
	int size() {
		return size;
	}

	/** Whether some ΔA of these steps is too far from zero for {@link PanelLoops#decay}. */
	boolean mustClamp(final TokenChunk chunk, final int count) {
		return !(ScanLoops.maximum(chunk.delta, count * width) * fastestRate <= -ExponentialMinusOne.LEAST);
	}

	/** Turns to one of the chunk's steps. */
	void load(final TokenChunk chunk, final int step, final boolean clamp) {
		ScanLoops.repeatRow(chunk.delta, step * width, width, delta, states);
		ScanLoops.repeatColumn(chunk.b, step * states, states, b, width);
		ScanLoops.repeatColumn(chunk.c, step * states, states, c, width);
		if (clamp) PanelLoops.clampedDecay(delta, rates, m, size);
		else PanelLoops.decay(delta, rates, m, size);
	}

	/** Copies A, [N, width], in double precision. */
	void widenRates(final double[] wide) {
		for (int i = 0; i < size; i++)
			wide[i] = rates[i];
	}

	/** Room for a term of every state element, to be added up with {@link #sumOverStates}. */
	float[] terms() {
		return terms;
	}

	/** Adds up {@link #terms} over the states. @return the same array, with the sums in its first {@code width} elements */
	float[] sumOverStates() {
		ScanLoops.sumOverStates(terms, half, states, width);
		return terms;
	}

	/** @return the direct part of J of this step, Δ Σ_n |BC|, summed over the block's channels: B and C are the same for all of them */
	double direct(final TokenChunk chunk, final int step) {
		double sumOfBC = 0;
		for (int i = step * states; i < (step + 1) * states; i++)
			sumOfBC += Math.abs((double) chunk.b[i] * chunk.c[i]);
		double sumOfDelta = 0;
		for (int channel = 0; channel < width; channel++)
			sumOfDelta += delta[channel];
		return sumOfDelta * sumOfBC;
	}

	/** @return G of this step, summed over the block's channels */
	double gramian() {
		ScanLoops.gramian(delta, b, c, m, terms, size);
		return PanelLoops.sum(sumOverStates(), width);
	}

	private void allocate() {
		if (delta.length >= size) return;
		delta = new float[size];
		b = new float[size];
		c = new float[size];
		m = new float[size];
		rates = new float[size];
		terms = new float[size];
		half = new float[size];
	}
}
