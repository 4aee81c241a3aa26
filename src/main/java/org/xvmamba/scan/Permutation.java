package org.xvmamba.scan;

import java.util.Arrays;

/**
 * The order in which a scan visits the tokens of a grid: a one-to-one map from steps to tokens.
 * <p>
 * Tokens are numbered row by row: token = row · width + column; tokens that are no cells of the grid come after them. Immutable, thus thread-safe.
 */
public final class Permutation {

	private final int[] tokenAtStep;
	private final int[] stepOfToken;

	/**
	 * @param tokenAtStep for each step, 0 to length - 1, the token that is visited then; each token exactly once
	 * @throws IllegalArgumentException when a token is missing, visited twice or out of range
	 */
	public Permutation(final int... tokenAtStep) {
		this.tokenAtStep = tokenAtStep.clone();
		this.stepOfToken = new int[tokenAtStep.length];
		Arrays.fill(stepOfToken, -1);
		for (int step = 0; step < tokenAtStep.length; step++) {
			final int token = tokenAtStep[step];
			if (token < 0 || token >= tokenAtStep.length) throw new IllegalArgumentException("Step " + step + " visits token " + token +
				"; a scan of " + tokenAtStep.length + " tokens visits tokens 0 to " + (tokenAtStep.length - 1) + ".");
			if (stepOfToken[token] >= 0) throw new IllegalArgumentException("Token " + token + " is visited at step " + stepOfToken[token] +
				" and again at step " + step + "; a scan visits each token once.");
			stepOfToken[token] = step;
		}
	}

	/** @return the number of tokens, which is the number of steps */
	public int length() {
		return tokenAtStep.length;
	}

	/**
	 * @param step 0 to length - 1
	 * @return the token that is visited at that step
	 */
	public int tokenAt(final int step) {
		return tokenAtStep[step];
	}

	/**
	 * @param token 0 to length - 1
	 * @return the step at which that token is visited
	 */
	public int stepOf(final int token) {
		return stepOfToken[token];
	}

	/** @return a copy: for each step, the token visited then */
	public int[] toArray() {
		return tokenAtStep.clone();
	}

	/** @return the same tokens, last one first */
	public Permutation reversed() {
		final int[] reversed = new int[tokenAtStep.length];
		for (int step = 0; step < reversed.length; step++)
			reversed[step] = tokenAtStep[reversed.length - 1 - step];
		return new Permutation(reversed);
	}

	/**
	 * Puts the value of each step back on the token that was visited at that step.
	 *
	 * @param steps values in scan order; step 0 stands at index {@code from}
	 * @param from index of step 0 in {@code steps}
	 * @return the values in token order, [length]
	 */
	public float[] unscan(final float[] steps, final int from) {
		final float[] tokens = new float[tokenAtStep.length];
		for (int step = 0; step < tokens.length; step++)
			tokens[tokenAtStep[step]] = steps[from + step];
		return tokens;
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof Permutation that && Arrays.equals(tokenAtStep, that.tokenAtStep);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(tokenAtStep);
	}

	@Override
	public String toString() {
		return "Permutation" + Arrays.toString(tokenAtStep);
	}
}
