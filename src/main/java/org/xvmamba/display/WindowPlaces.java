package org.xvmamba.display;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.List;

import ij.ImagePlus;

/** Finds places for windows where they do not cover others. */
final class WindowPlaces {

	private WindowPlaces() {}

	/**
	 * Moves a window to the right of another, or else below it, to its left, or below all that is kept, where the screen has room and nothing
	 * that is kept is covered; without such a place it stays where it is.
	 *
	 * @param windowOrNull what is moved; null where there are no windows
	 * @param besideOrNull the other window
	 * @param kept images whose windows shall stay visible
	 */
	static void place(final Window windowOrNull, final Window besideOrNull, final ImagePlus... kept) {
		if (windowOrNull == null || besideOrNull == null) return;
		final Rectangle beside = besideOrNull.getBounds();
		final Rectangle screen = besideOrNull.getGraphicsConfiguration().getBounds();
		final int width = windowOrNull.getWidth();
		final int height = windowOrNull.getHeight();
		final List<Point> corners = List.of(new Point(beside.x + beside.width, beside.y), new Point(beside.x, beside.y + beside.height),
			new Point(beside.x - width, beside.y), new Point(beside.x, lowerEnd(kept)), new Point(screen.x + screen.width - width, lowerEnd(kept)));
		for (final Point corner : corners) {
			final Rectangle place = new Rectangle(corner.x, corner.y, width, height);
			if (!screen.contains(place) || coversOne(place, kept)) continue;
			windowOrNull.setLocation(corner);
			return;
		}
	}

	private static int lowerEnd(final ImagePlus... kept) {
		int end = 0;
		for (final ImagePlus image : kept)
			if (image.getWindow() != null) end = Math.max(end, image.getWindow().getY() + image.getWindow().getHeight());
		return end;
	}

	private static boolean coversOne(final Rectangle place, final ImagePlus... kept) {
		for (final ImagePlus image : kept)
			if (image.getWindow() != null && image.getWindow().getBounds().intersects(place)) return true;
		return false;
	}
}
