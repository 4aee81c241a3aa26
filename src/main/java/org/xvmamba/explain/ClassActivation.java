package org.xvmamba.explain;

import org.xvmamba.model.ClassHead;
import org.xvmamba.model.FeatureMap;

/**
 * Class activation mapping (Zhou et al., arXiv 1512.04150): M_c(cell) = Σ_k w_ck f_k(cell), with the last feature map f and the weights w of a
 * linear head on its mean. Exact for such networks: the logit of class c is the mean of M_c over the cells, and the head's bias added. It shows
 * what speaks for the class in the last feature map, whatever branch brought it there; of the state-space model it tells nothing.
 */
public final class ClassActivation {

	private ClassActivation() {}

	/**
	 * @param features last feature map of an image, with as many channels as the head has
	 * @param head of the same network
	 * @param position of the class, 0 to classes - 1
	 * @return M_c, [row · width + column]: positive where the cell speaks for the class, negative where it speaks against it, in the logit's units
	 */
	public static float[] of(final FeatureMap features, final ClassHead head, final int position) {
		if (features.channels() != head.channels()) throw new IllegalArgumentException("The feature map has " + features.channels() +
			" channels, the head " + head.channels() + ".");
		final double[] sums = new double[features.cells()];
		for (int channel = 0; channel < features.channels(); channel++) {
			final double weight = head.weights()[position * head.channels() + channel];
			for (int cell = 0; cell < sums.length; cell++)
				sums[cell] += weight * features.values()[channel * sums.length + cell];
		}
		final float[] map = new float[sums.length];
		for (int cell = 0; cell < map.length; cell++)
			map[cell] = (float) sums[cell];
		return map;
	}
}
