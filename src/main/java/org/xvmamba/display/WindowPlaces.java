package org.xvmamba.display;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GUI;

/** Finds places for windows where they do not cover what belongs together. */
final class WindowPlaces {

	/** Of a window whose upper left corner is hidden by so many pixels, nobody reads the title. */
	private static final int CORNER = 15;

	/** Where everything lies on something, as many places are tried along each side of the screen. */
	private static final int PLACES = 16;

	private WindowPlaces() {}

	/**
	 * Moves a window beside others: to the right of one of them, or else below it, to its left, or below all of them, where the screen has
	 * room and neither they nor ImageJ's main window are covered. Without such a place, the window goes where it covers least, the first of
	 * the others counting most.
	 *
	 * @param windowOrNull what is moved; null where there are no windows
	 * @param images whose windows shall stay visible, the most important first
	 */
	static void place(final Window windowOrNull, final List<ImagePlus> images) {
		final List<Rectangle> kept = new ArrayList<>(images.stream().map(ImagePlus::getWindow).filter(window -> window != null &&
			window != windowOrNull).map(Window::getBounds).toList());
		if (windowOrNull == null || kept.isEmpty()) return;
		final Rectangle screen = GUI.getMaxWindowBounds(windowOrNull);
		final Dimension size = windowOrNull.getSize();
		final List<Point> corners = corners(kept, size.width);
		if (IJ.getInstance() != null) kept.add(IJ.getInstance().getBounds());
		corners.stream().filter(corner -> screen.contains(new Rectangle(corner, size)) && kept.stream().noneMatch(new Rectangle(corner,
			size)::intersects)).findFirst().or(() -> leastCovering(kept, size, screen)).ifPresent(windowOrNull::setLocation);
	}

	/** @return of places all over the screen, the one that hides least; of equal ones, the first from the right and from below */
	private static Optional<Point> leastCovering(final List<Rectangle> kept, final Dimension size, final Rectangle screen) {
		final List<Point> places = new ArrayList<>();
		for (int row = PLACES; row >= 0; row--)
			for (int column = PLACES; column >= 0; column--)
				places.add(new Point(screen.x + Math.max(0, screen.width - size.width) * column / PLACES, screen.y + Math.max(0, screen.height -
					size.height) * row / PLACES));
		return places.stream().min(Comparator.comparingDouble(place -> hidden(kept, new Rectangle(place, size))));
	}

	/** The share of each window that is hidden, the first counting most; where its upper left corner is hidden, all of it counts. */
	private static double hidden(final List<Rectangle> kept, final Rectangle place) {
		double sum = 0;
		for (int i = 0; i < kept.size(); i++) {
			final Rectangle common = kept.get(i).intersection(place);
			if (common.isEmpty()) continue;
			final boolean corner = place.contains(kept.get(i).x + CORNER, kept.get(i).y + CORNER);
			sum += (corner ? 1 : (double) common.width * common.height / kept.get(i).width / kept.get(i).height) / (i + 1);
		}
		return sum;
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
