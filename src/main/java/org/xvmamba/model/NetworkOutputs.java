package org.xvmamba.model;

import java.nio.FloatBuffer;

import org.xvmamba.ssm.BlockDescription.TensorNames;

/** What a run gave, read from memory that the next run uses again. */
@FunctionalInterface
interface NetworkOutputs {

	/**
	 * @param name of an output
	 * @param image of the batch
	 * @return that image's part of it, not copied
	 */
	FloatBuffer of(String name, int image);

	/** @return [image][class] */
	default double[][] logits(final RunRequest request, final ModelDescription description) {
		final double[][] logits = new double[request.images().size()][description.classes().size()];
		for (int image = 0; image < logits.length; image++) {
			final FloatBuffer scores = of(description.graph().logits(), image);
			for (int i = 0; i < logits[image].length; i++)
				logits[image][i] = scores.get(i);
		}
		return logits;
	}

	/** @return [image][block asked for], as {@link ForwardPass} has it */
	default double[][] ssmShares(final RunRequest request) {
		final double[][] shares = new double[request.images().size()][request.blocks().size()];
		for (int image = 0; image < shares.length; image++)
			for (int i = 0; i < shares[image].length; i++)
				shares[image][i] = ssmShare(request.blocks().get(i).tensors(), image);
		return shares;
	}

	private double ssmShare(final TensorNames names, final int image) {
		if (names.ssmMagnitude() == null || names.convolutionMagnitude() == null) return Double.NaN;
		final double ssm = of(names.ssmMagnitude(), image).get(0);
		return ssm / (ssm + of(names.convolutionMagnitude(), image).get(0));
	}
}
