package org.xvmamba.scan;

/** A rule by which a scan walks over a grid of any size. Implementations are immutable. */
public interface ScanOrder {

	/** @return the name under which {@link ScanOrders#byName} finds it: lower case, words joined by hyphens */
	String name();

	/**
	 * @param height rows, at least 1
	 * @param width columns, at least 1
	 * @return how many tokens are no cells of the grid, such as a class token, or the separators between lines that are scanned each on its own;
	 *         they are numbered after the cells
	 */
	int extraTokens(int height, int width);

	/**
	 * The walk over one grid.
	 *
	 * @param height rows, at least 1
	 * @param width columns, at least 1
	 * @return the tokens in the order of their visit, [height · width + extraTokens]: cells are row · width + column, then come the others
	 */
	Permutation over(int height, int width);
}
