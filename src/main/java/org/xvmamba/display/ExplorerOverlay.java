package org.xvmamba.display;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

import org.xvmamba.image.PlanePosition;
import org.xvmamba.image.Region;

import ij.ImagePlus;
import ij.gui.Arrow;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.ShapeRoi;

/** What an explorer draws on its image: the map, the patches that are lit, the scan's path, the patch. Other elements are left alone. */
final class ExplorerOverlay {

	/** Names of the elements begin so. */
	static final String NAME = "X-VMamba explorer: ";

	private static final double OPACITY = 0.65;
	private static final Color PATCH = new Color(0x00e5ff);
	private static final Color LIT = new Color(86, 180, 233, 100);
	private static final Color PATH = new Color(255, 255, 255, 70);
	private static final Color TRAIL = new Color(0x7dff6a);
	private static final int ARROW_HEAD = 7;

	private ExplorerOverlay() {}

	/**
	 * Draws, in place of what was drawn before.
	 *
	 * @param image the explorer's
	 * @param shown the map
	 * @param lit cells of its block
	 * @param withPath whether to draw the scan's path
	 */
	static void draw(final ImagePlus image, final ExplorerMap shown, final BitSet lit, final boolean withPath) {
		final List<Roi> elements = new ArrayList<>(List.of(map(shown)));
		if (!lit.isEmpty()) elements.add(lit(shown, lit));
		if (withPath) elements.addAll(path(shown));
		if (isCell(shown, shown.map().token())) elements.add(patch(shown));
		final Overlay overlay = others(image);
		for (final Roi element : elements) {
			place(element, image, shown.state().plane());
			overlay.add(element);
		}
		image.setOverlay(overlay);
	}

	/** Takes everything away that an explorer has drawn. */
	static void clear(final ImagePlus image) {
		final Overlay others = others(image);
		image.setOverlay(others.size() == 0 ? null : others);
	}

	/** A new overlay, so that whoever reads the old one meanwhile finds it whole. */
	private static Overlay others(final ImagePlus image) {
		if (image.getOverlay() == null) return new Overlay();
		final Overlay others = image.getOverlay().create();
		for (final Roi element : image.getOverlay().toArray())
			if (element.getName() == null || !element.getName().startsWith(NAME)) others.add(element);
		return others;
	}

	private static void place(final Roi element, final ImagePlus image, final PlanePosition plane) {
		if (image.isHyperStack() || image.isComposite()) element.setPosition(0, plane.slice(), plane.frame());
		else if (image.getStackSize() > 1) element.setPosition(image.getStackIndex(1, plane.slice(), plane.frame()));
	}

	private static Roi map(final ExplorerMap shown) {
		final Region region = shown.probe().picture().region();
		final ImageRoi map = new ImageRoi(region.x(), region.y(), shown.overlay());
		map.setBounds(new Rectangle2D.Double(region.x(), region.y(), region.width(), region.height()));
		map.setOpacity(OPACITY);
		map.setName(NAME + "attention " + shown.map().mode().key() + ", " + shown.map().description().name());
		return map;
	}

	private static Roi lit(final ExplorerMap shown, final BitSet lit) {
		final Path2D cells = new Path2D.Double();
		lit.stream().forEach(token -> cells.append(cell(shown, token), false));
		final ShapeRoi roi = new ShapeRoi(cells);
		roi.setFillColor(LIT);
		roi.setName(NAME + "selected patches");
		return roi;
	}

	private static Roi patch(final ExplorerMap shown) {
		final Rectangle2D cell = cell(shown, shown.map().token());
		final Roi roi = new Roi(cell.getX(), cell.getY(), cell.getWidth(), cell.getHeight());
		roi.setStrokeColor(PATCH);
		roi.setStroke(new BasicStroke(2));
		roi.setName(NAME + "patch");
		return roi;
	}

	/** The whole path, thin; what the scan has just passed, as long as a row of the grid, strong and with an arrow. */
	private static List<Roi> path(final ExplorerMap shown) {
		final int[] tokens = IntStream.of(shown.path().toArray()).filter(token -> isCell(shown, token)).toArray();
		final int here = IntStream.range(0, tokens.length).filter(i -> tokens[i] == shown.map().token()).findFirst().orElse(0);
		final int from = Math.max(0, here - shown.map().grid());
		final List<Roi> elements = new ArrayList<>();
		elements.add(line(shown, tokens, 0, tokens.length - 1, PATH, "path"));
		if (here == 0) return elements;
		elements.add(line(shown, tokens, from, here, TRAIL, "trail"));
		final Rectangle2D before = cell(shown, tokens[here - 1]);
		final Rectangle2D now = cell(shown, tokens[here]);
		final Arrow arrow = new Arrow(before.getCenterX(), before.getCenterY(), now.getCenterX(), now.getCenterY());
		arrow.setHeadSize(ARROW_HEAD);
		arrow.setStrokeColor(TRAIL);
		arrow.setStrokeWidth(1);
		arrow.setName(NAME + "arrow");
		elements.add(arrow);
		return elements;
	}

	private static Roi line(final ExplorerMap shown, final int[] tokens, final int from, final int to, final Color colour, final String name) {
		final Path2D line = new Path2D.Double();
		for (int i = from; i <= to; i++) {
			final Rectangle2D cell = cell(shown, tokens[i]);
			if (i == from) line.moveTo(cell.getCenterX(), cell.getCenterY());
			else line.lineTo(cell.getCenterX(), cell.getCenterY());
		}
		final ShapeRoi roi = new ShapeRoi(line);
		roi.setStrokeColor(colour);
		roi.setName(NAME + name);
		return roi;
	}

	private static Rectangle2D cell(final ExplorerMap shown, final int token) {
		return ExplorerMap.cell(shown.probe(), shown.map().block(), token);
	}

	private static boolean isCell(final ExplorerMap shown, final int token) {
		return token < shown.map().grid() * shown.map().grid();
	}
}
