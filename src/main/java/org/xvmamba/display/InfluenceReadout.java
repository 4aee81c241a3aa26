package org.xvmamba.display;

import java.awt.event.MouseEvent;
import java.awt.event.MouseMotionAdapter;
import java.util.Arrays;
import java.util.Optional;

import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.JoinedMap;
import org.xvmamba.explain.MapRenderer.Cell;
import org.xvmamba.explain.MapSource;
import org.xvmamba.image.Region;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;

/** What lies under the mouse on an explained image, in ImageJ's status bar. */
final class InfluenceReadout extends MouseMotionAdapter {

	private final ImagePlus image;
	private ExplainedImage explained;
	private MapView view;
	private JoinedMap map;

	/** Follows no mouse before it is attached. */
	InfluenceReadout(final ImagePlus image) {
		this.image = image;
	}

	/** Follows the mouse over an image that has a window; once is enough. */
	static void attach(final ImagePlus image) {
		final ImageCanvas canvas = image.getCanvas();
		if (canvas == null || Arrays.stream(canvas.getMouseMotionListeners()).anyMatch(InfluenceReadout.class::isInstance)) return;
		canvas.addMouseMotionListener(new InfluenceReadout(image));
	}

	/** After ImageJ has shown the pixel's own value. */
	@Override
	public void mouseMoved(final MouseEvent event) {
		final ImageCanvas canvas = image.getCanvas();
		if (canvas == null) return;
		ExplainedImage.of(image).flatMap(found -> text(found, canvas.offScreenX(event.getX()), canvas.offScreenY(event.getY()))).ifPresent(
			IJ::showStatus);
	}

	/**
	 * @param found the explained image
	 * @param x column of the image
	 * @param y row of the image
	 * @return position, value, block, grid cell, tile and its prediction; empty where nothing was explained
	 */
	Optional<String> text(final ExplainedImage found, final int x, final int y) {
		final Explanation explanation = found.explanation();
		final Region region = explanation.picture().region();
		if (x < region.x() || y < region.y() || x >= region.x() + region.width() || y >= region.y() + region.height()) return Optional.empty();
		final Cell cell = map(found).cellAt(x - region.x(), y - region.y());
		if (Float.isNaN(cell.value())) return Optional.of("x=" + x + ", y=" + y + ": nothing was explained here");
		final String place = view.source() instanceof MapSource.OneBlock ? ", cell (" + cell.column() + ", " + cell.row() + ")" : "";
		return Optional.of("x=" + x + ", y=" + y + ": " + MapTexts.number(cell.value()) + "; " + MapTexts.source(explanation, view.source()) +
			place + "; tile " + (cell.tile() + 1) + " of " + explanation.tiles().size() + ": " + MapTexts.briefly(explanation.tiles()
				.get(cell.tile()).prediction()));
	}

	/** The map that is looked at; made anew only when another one is. */
	private JoinedMap map(final ExplainedImage found) {
		final MapView now = found.view();
		if (map == null || explained != found || !now.equals(view)) {
			explained = found;
			view = now;
			map = now.map(found.explanation());
		}
		return map;
	}
}
