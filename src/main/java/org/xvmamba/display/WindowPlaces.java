package org.xvmamba.display;

import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import javax.swing.Timer;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GUI;

/** Finds places for windows where they do not cover what belongs together. */
final class WindowPlaces {

	/** Of a window whose upper left corner is hidden by so many pixels, nobody reads the title. */
	private static final int CORNER = 15;

	/** Steps from one end of the screen to the other, along each side, between the places that are tried. */
	private static final int PLACES = 16;

	/** Milliseconds until X11 has told all. */
	private static final int LATE_ANSWER = 300;

	/** Where windows were put of which X11 has not told all yet. */
	private static final Map<Window, Rectangle> RECENT = new ConcurrentHashMap<>();

	private WindowPlaces() {}

	/**
	 * Moves a window beside others: to the right of one of them, or else below it, to its left, or below all of them, or anywhere, where the
	 * screen has room and neither they nor ImageJ's main window are covered; of such places, where it hides least of all other windows. Without
	 * one, the window goes where it covers least, the first of the others counting most.
	 *
	 * @param windowOrNull what is moved; null where there are no windows
	 * @param images whose windows shall stay visible, the most important first
	 */
	static void place(final Window windowOrNull, final List<ImagePlus> images) {
		if (windowOrNull != null) place(windowOrNull, windowOrNull.getSize(), images);
	}

	/** The same for a window that gets another size, both in one step: X11 may answer to one of two with what was before the other. */
	static void place(final Window window, final Dimension size, final List<ImagePlus> images) {
		final List<Window> wanted = images.stream().map(ImagePlus::getWindow).filter(other -> other != null && other != window).map(
			Window.class::cast).toList();
		if (wanted.isEmpty()) {
			window.setSize(size);
			return;
		}
		final List<Rectangle> kept = new ArrayList<>(bounds(wanted));
		final List<Rectangle> others = bounds(Arrays.stream(Window.getWindows()).filter(other -> other.isShowing() && other != window && other != IJ
			.getInstance() && !wanted.contains(other) && (other instanceof Frame || other instanceof Dialog)).toList());
		final Rectangle screen = GUI.getMaxWindowBounds(window);
		final List<Point> places = new ArrayList<>(corners(kept, size.width));
		places.addAll(corners(others, size.width));
		places.removeIf(place -> !screen.contains(new Rectangle(place, size)));
		final List<Point> everywhere = everywhere(size, screen);
		places.addAll(everywhere);
		if (IJ.getInstance() != null) kept.add(IJ.getInstance().getBounds());
		final Point best = places.stream().filter(place -> kept.stream().noneMatch(new Rectangle(place, size)::intersects)).min(leastHidden(
			others, size)).orElseGet(() -> everywhere.stream().min(leastHidden(Stream.concat(kept.stream(), others.stream()).toList(), size))
				.orElseThrow());
		move(window, new Rectangle(best, size));
	}

	/**
	 * X11 tells Java where it has opened a window, perhaps after Java has moved it; Java may then take the first place for the present one. Where
	 * it still does so after a while, the window is moved again.
	 */
	private static void move(final Window window, final Rectangle bounds) {
		final Point before = window.getLocation();
		if (bounds.getSize().equals(window.getSize())) window.setLocation(bounds.getLocation());
		else window.setBounds(bounds);
		RECENT.put(window, bounds);
		final Timer later = new Timer(LATE_ANSWER, event -> {
			RECENT.remove(window, bounds);
			if (window.isShowing() && window.getLocation().equals(before)) window.setLocation(bounds.getLocation());
		});
		later.setRepeats(false);
		later.start();
	}

	private static List<Rectangle> bounds(final List<Window> windows) {
		return windows.stream().map(window -> RECENT.getOrDefault(window, window.getBounds())).toList();
	}

	/** @return places all over the screen, from the right and from below */
	private static List<Point> everywhere(final Dimension size, final Rectangle screen) {
		final List<Point> places = new ArrayList<>();
		for (int row = PLACES; row >= 0; row--)
			for (int column = PLACES; column >= 0; column--)
				places.add(new Point(screen.x + Math.max(0, screen.width - size.width) * column / PLACES, screen.y + Math.max(0, screen.height -
					size.height) * row / PLACES));
		return places;
	}

	/** The least sum of the shares of windows that are hidden, the first counting most; where an upper left corner is hidden, all of it counts. */
	private static Comparator<Point> leastHidden(final List<Rectangle> windows, final Dimension size) {
		return Comparator.comparingDouble(place -> hidden(windows, new Rectangle(place, size)));
	}

	private static double hidden(final List<Rectangle> windows, final Rectangle place) {
		double sum = 0;
		for (int i = 0; i < windows.size(); i++) {
			final Rectangle common = windows.get(i).intersection(place);
			if (common.isEmpty()) continue;
			final boolean corner = place.contains(windows.get(i).x + CORNER, windows.get(i).y + CORNER);
			sum += (corner ? 1 : (double) common.width * common.height / windows.get(i).width / windows.get(i).height) / (i + 1);
		}
		return sum;
	}

	private static List<Point> corners(final List<Rectangle> windows, final int width) {
		final int lowerEnd = windows.stream().mapToInt(bounds -> bounds.y + bounds.height).max().orElse(0);
		final List<Point> corners = new ArrayList<>();
		for (final Rectangle beside : windows) {
			corners.add(new Point(beside.x + beside.width, beside.y));
			corners.add(new Point(beside.x, beside.y + beside.height));
			corners.add(new Point(beside.x + beside.width - width, beside.y + beside.height));
			corners.add(new Point(beside.x - width, beside.y));
			corners.add(new Point(beside.x, lowerEnd));
		}
		return corners;
	}
}
