package org.xvmamba.ssm;

/** What the steps of one channel block tell, summed over its channels: one value a step, in scan order. Its arrays are used again and again. */
final class StepSums {

	/** Δ Σ_n |BC|. */
	double[] direct = {};

	/** Δ Σ_n |B| Q. */
	double[] propagated = {};

	/** G. */
	double[] gramian = {};

	/** E. */
	double[] energy = {};

	/** X. */
	double[] absolute = {};

	/** ‖h‖. */
	double[] stateNorm = {};

	/** Makes room for what is asked for. */
	void prepare(final int length, final ScanRequest request) {
		if (request.needsDirect()) direct = atLeast(direct, length);
		if (request.needsPropagated()) propagated = atLeast(propagated, length);
		if (request.needsGramian()) gramian = atLeast(gramian, length);
		if (request.needsEnergy()) energy = atLeast(energy, length);
		if (request.needsAbsolute()) absolute = atLeast(absolute, length);
		if (request.stateNorms()) stateNorm = atLeast(stateNorm, length);
	}

	private static double[] atLeast(final double[] values, final int length) {
		return values.length < length ? new double[length] : values;
	}
}
