package org.xvmamba.explain;

import java.util.Arrays;

/**
 * How the maps of several blocks become one. All but the maximum are means whose weights sum to one; a later block weighs more where the
 * weights grow (X-VMamba, arXiv 2511.12694, prefers the exponential ones).
 */
public enum BlockAggregation {

	/** All blocks alike. */
	UNIFORM("uniform", "uniform mean"),

	/** Weights 1, 2, ... n. */
	LINEAR("linear", "linear mean"),

	/** Weights exp(linspace(0, 2, n)). */
	EXPONENTIAL("exponential", "exponential mean"),

	/** The greatest value at each pixel. */
	MAXIMUM("maximum", "maximum");

	/** The last block weighs e² times as much as the first. */
	private static final double LAST_EXPONENT = 2;

	private final String key;
	private final String label;

	BlockAggregation(final String key, final String label) {
		this.key = key;
		this.label = label;
	}

	/** @return the name in macros */
	public String key() {
		return key;
	}

	/** @return the name for people */
	public String label() {
		return label;
	}

	/**
	 * @param blocks n, at least 1
	 * @return a weight for each block in network order, summing to one; of the maximum, which weighs nothing, all alike
	 */
	public double[] weights(final int blocks) {
		final double[] weights = new double[blocks];
		for (int i = 0; i < blocks; i++)
			weights[i] = switch (this) {
				case UNIFORM, MAXIMUM -> 1;
				case LINEAR -> i + 1;
				case EXPONENTIAL -> Math.exp(blocks == 1 ? 0 : LAST_EXPONENT * i / (blocks - 1));
			};
		final double sum = Arrays.stream(weights).sum();
		return Arrays.stream(weights).map(weight -> weight / sum).toArray();
	}

	/** @return what the joined value is before the first block is added */
	float start() {
		return this == MAXIMUM ? Float.NEGATIVE_INFINITY : 0;
	}

	/**
	 * @param joined the value of the blocks so far
	 * @param weight of the next block
	 * @param value of the next block at the same pixel
	 * @return the value of all these blocks; NaN where one of them is NaN
	 */
	float add(final float joined, final double weight, final float value) {
		return this == MAXIMUM ? Math.max(joined, value) : (float) (joined + weight * value);
	}
}
