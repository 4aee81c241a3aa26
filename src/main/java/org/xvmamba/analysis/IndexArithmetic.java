package org.xvmamba.analysis;

/**
 * What is asked of ND4J, in nothing but the JDK's own types, for no other may cross between its class loader and ours. This interface is the
 * only class of ours that both see.
 */
public interface IndexArithmetic {

	/**
	 * Computes the indices of one direction of a selective scan.
	 *
	 * @param length L, the number of tokens
	 * @param channels D, the number of inner channels
	 * @param states N, the number of states of a channel
	 * @param delta Δ &gt; 0, [L, D]
	 * @param b B, [L, N]
	 * @param c C, [L, N]
	 * @param a A &lt; 0, [N, D]
	 * @param checkpoint is run every few dozen tokens and may throw, to stop the work
	 * @return three rows [L]: the Jacobian index's direct part, its propagated part, the Gramian index
	 */
	float[][] indices(int length, int channels, int states, float[] delta, float[] b, float[] c, float[] a, Runnable checkpoint);

	/**
	 * Computes the output-energy index of one direction, which costs some N/2 times as much as the others together.
	 *
	 * @param length L, the number of tokens; the other parameters as in {@link #indices}
	 * @param channels D
	 * @param states N
	 * @param delta Δ &gt; 0, [L, D]
	 * @param b B, [L, N]
	 * @param c C, [L, N]
	 * @param a A &lt; 0, [N, D]
	 * @param checkpoint is run at every token and may throw, to stop the work
	 * @return the index, [L]
	 */
	float[] energy(int length, int channels, int states, float[] delta, float[] b, float[] c, float[] a, Runnable checkpoint);

	/**
	 * Computes the exact absolute index of one direction, which costs some L times as much as the first ones.
	 *
	 * @param length L, the number of tokens; the other parameters as in {@link #indices}
	 * @param channels D
	 * @param states N
	 * @param delta Δ &gt; 0, [L, D]
	 * @param b B, [L, N]
	 * @param c C, [L, N]
	 * @param a A &lt; 0, [N, D]
	 * @param checkpoint is run at every token and may throw, to stop the work
	 * @return the index, [L]
	 */
	float[] absolute(int length, int channels, int states, float[] delta, float[] b, float[] c, float[] a, Runnable checkpoint);
}
