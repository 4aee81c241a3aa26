package org.xvmamba.ssm;

/** Some consecutive steps of one channel block, in scan order, as a walk needs them. One thread at a time; its arrays are used again and again. */
final class TokenChunk {

	/** Values that a chunk holds per channel at most, unless one step has more. */
	private static final int ELEMENTS = 8192;

	/** Steps of a chunk at most: how often a walk asks whether it shall stop. */
	private static final int STEPS = 256;

	/** Δ, [steps, width]. */
	float[] delta = {};

	/** Δ before it was rounded to single precision, [steps, width]. */
	double[] exactDelta = {};

	/** u, [steps, width]. */
	float[] input = {};

	/** Δu, [steps, width]. */
	float[] drive = {};

	/** y of this direction, [steps, width]. */
	float[] output = {};

	/** B, [steps, N]. */
	float[] b = {};

	/** C, [steps, N]. */
	float[] c = {};

	private int steps;

	/** Makes room for steps of so many channels and states, as many as fit and not more than the scan has. */
	void prepare(final int length, final int width, final int states) {
		steps = Math.min(length, Math.max(1, Math.min(STEPS, ELEMENTS / width)));
		if (delta.length < steps * width) {
			delta = new float[steps * width];
			exactDelta = new double[steps * width];
			input = new float[steps * width];
			drive = new float[steps * width];
			output = new float[steps * width];
		}
		if (b.length < steps * states) {
			b = new float[steps * states];
			c = new float[steps * states];
		}
	}

	/** The steps that there is room for. */
	int steps() {
		return steps;
	}
}
