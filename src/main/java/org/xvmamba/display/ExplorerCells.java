package org.xvmamba.display;

import java.awt.geom.Rectangle2D;
import java.util.BitSet;

import ij.gui.Roi;

/** Sets of cells of a block's grid. */
final class ExplorerCells {

	private ExplorerCells() {}

	/** @return the cells whose middle lies in an area of the image */
	static BitSet inside(final ExplorerMap shown, final Roi area) {
		final BitSet cells = new BitSet();
		for (int cell = 0; cell < shown.map().grid() * shown.map().grid(); cell++) {
			final Rectangle2D place = ExplorerMap.cell(shown.probe(), shown.map().block(), cell);
			if (area.containsPoint(place.getCenterX(), place.getCenterY())) cells.set(cell);
		}
		return cells;
	}

	/** @return the cells of another grid over the same pixels whose middle lies in one of these */
	static BitSet regrid(final BitSet cells, final int from, final int to) {
		if (from == to) return cells;
		final BitSet other = new BitSet();
		for (int cell = 0; cell < to * to; cell++)
			if (cells.get((2 * (cell / to) + 1) * from / (2 * to) * from + (2 * (cell % to) + 1) * from / (2 * to))) other.set(cell);
		return other;
	}
}
