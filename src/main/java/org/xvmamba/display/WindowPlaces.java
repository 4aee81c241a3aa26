package org.xvmamba.display;

import java.awt.Rectangle;
import java.awt.Window;
import java.util.List;

import ij.ImagePlus;

/** Finds places for windows where they do not cover others. */
final class WindowPlaces {

	private WindowPlaces() {}

	/**
	 * Moves a window to the right of another, or else below it or to its left, where the screen has room and nothing to be kept is covered;
	 * without such a place it stays where it is.
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
		final List<Rectangle> places = List.of(new Rectangle(beside.x + beside.width, beside.y, width, height), new Rectangle(beside.x, beside.y +
			beside.height, width, height), new Rectangle(beside.x - width, beside.y, width, height));
		for (final Rectangle place : places)
			if (screen.contains(place) && !coversOne(place, kept)) {
				windowOrNull.setLocation(place.x, place.y);
				return;
			}
	}

	private static boolean coversOne(final Rectangle place, final ImagePlus... kept) {
		for (final ImagePlus image : kept)
			if (image.getWindow() != null && image.getWindow().getBounds().intersects(place)) return true;
		return false;
	}
}
