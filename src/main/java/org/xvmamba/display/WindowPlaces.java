package org.xvmamba.display;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import ij.IJ;
import ij.ImagePlus;

/** Finds places for windows where they do not cover what belongs together. */
final class WindowPlaces {

	private WindowPlaces() {}

	/**
	 * Moves a window beside others: to the right of one of them, or else below it, to its left, or below all of them, where the screen has
	 * room and neither they nor ImageJ's main window are covered. Without such a place it stays where it is.
	 *
	 * @param windowOrNull what is moved; null where there are no windows
	 * @param images whose windows shall stay visible, the most important first
	 */
	static void place(final Window windowOrNull, final List<ImagePlus> images) {
		final List<Rectangle> kept = images.stream().map(ImagePlus::getWindow).filter(Objects::nonNull).map(Window::getBounds).toList();
		if (windowOrNull == null || kept.isEmpty()) return;
		final Rectangle screen = windowOrNull.getGraphicsConfiguration().getBounds();
		for (final Point corner : corners(kept, windowOrNull.getWidth())) {
			final Rectangle place = new Rectangle(corner, windowOrNull.getSize());
			final boolean coversMain = IJ.getInstance() != null && IJ.getInstance().getBounds().intersects(place);
			if (!screen.contains(place) || coversMain || kept.stream().anyMatch(place::intersects)) continue;
			windowOrNull.setLocation(corner);
			return;
		}
	}

	private static List<Point> corners(final List<Rectangle> kept, final int width) {
		final int lowerEnd = kept.stream().mapToInt(bounds -> bounds.y + bounds.height).max().orElse(0);
		final List<Point> corners = new ArrayList<>();
		for (final Rectangle beside : kept) {
			corners.add(new Point(beside.x + beside.width, beside.y));
			corners.add(new Point(beside.x, beside.y + beside.height));
			corners.add(new Point(beside.x + beside.width - width, beside.y + beside.height));
			corners.add(new Point(beside.x - width, beside.y));
			corners.add(new Point(beside.x, lowerEnd));
		}
		return corners;
	}
}
