package org.xvmamba.convert.graph;

/**
 * A tensor in a graph that is being built.
 *
 * @param name unique in the graph
 */
public record Value(String name) {

	/** In the place of an input that is left out. */
	public static final Value NONE = new Value("");
}
