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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import javax.swing.Timer;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GUI;

/** Finds places for windows where they do not cover what belongs together. */
final class WindowPlaces {

	/** Title of the window with ImageJ's log. */
	static final String LOG = "Log";

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
	 * screen has room and neither they nor ImageJ's main window nor its log are covered; of such places, where it hides least of all other windows.
	 * Without one, the window goes where it covers least, the first of the others counting most.
	 *
	 * @param windowOrNull what is moved; null where there are no windows
	 * @param images whose windows shall stay visible, the most important first
	 */
	static void place(final Window windowOrNull, final List<ImagePlus> images) {
		if (windowOrNull != null) place(windowOrNull, List.of(windowOrNull.getSize()), images);
	}

	/**
	 * The same for a window that gets another size, both in one step: X11 may answer to one of two with what was before the other.
	 *
	 * @param sizes the best first; the first for which there is room, or else the last
	 */
	static void place(final Window window, final List<Dimension> sizes, final List<ImagePlus> images) {
		final List<Window> wanted = images.stream().map(ImagePlus::getWindow).filter(other -> other != null && other != window).map(
			Window.class::cast).toList();
		if (wanted.isEmpty()) {
			window.setSize(sizes.get(0));
			return;
		}
		final List<Window> kept = new ArrayList<>(wanted);
		Stream.of(WindowManager.getWindow(LOG), IJ.getInstance()).filter(other -> other != null && other != window).forEach(kept::add);
		final List<Rectangle> others = bounds(Arrays.stream(Window.getWindows()).filter(other -> other.isShowing() && other != window && !kept
			.contains(other) && (other instanceof Frame || other instanceof Dialog)).toList());
		final Rectangle screen = GUI.getMaxWindowBounds(window);
		move(window, sizes.stream().map(size -> free(size, screen, bounds(wanted), bounds(kept), others)).flatMap(Optional::stream).findFirst()
			.orElseGet(() -> leastHidden(everywhere(sizes.get(sizes.size() - 1), screen), Stream.concat(bounds(kept).stream(), others.stream())
				.toList()).orElseThrow()));
	}

	/** @return where a window of that size covers nothing that is kept, and least of the others; empty where the screen has no room for that */
	private static Optional<Rectangle> free(final Dimension size, final Rectangle screen, final List<Rectangle> beside,
		final List<Rectangle> kept, final List<Rectangle> others)
	{
		final Stream<Rectangle> places = Stream.of(corners(beside, size), corners(others, size), everywhere(size, screen)).flatMap(List::stream);
		return leastHidden(places.filter(place -> screen.contains(place) && kept.stream().noneMatch(place::intersects)).toList(), others);
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
	private static List<Rectangle> everywhere(final Dimension size, final Rectangle screen) {
		final List<Rectangle> places = new ArrayList<>();
		for (int row = PLACES; row >= 0; row--)
			for (int column = PLACES; column >= 0; column--)
				places.add(new Rectangle(new Point(screen.x + Math.max(0, screen.width - size.width) * column / PLACES, screen.y + Math.max(0,
					screen.height - size.height) * row / PLACES), size));
		return places;
	}

	/** The least sum of the shares of windows that are hidden, the first counting most; where an upper left corner is hidden, all of it counts. */
	private static Optional<Rectangle> leastHidden(final List<Rectangle> places, final List<Rectangle> windows) {
		return places.stream().min(Comparator.comparingDouble(place -> hidden(windows, place)));
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

	private static List<Rectangle> corners(final List<Rectangle> windows, final Dimension size) {
		final int lowerEnd = windows.stream().mapToInt(bounds -> bounds.y + bounds.height).max().orElse(0);
		final List<Point> corners = new ArrayList<>();
		for (final Rectangle beside : windows) {
			corners.add(new Point(beside.x + beside.width, beside.y));
			corners.add(new Point(beside.x, beside.y + beside.height));
			corners.add(new Point(beside.x + beside.width - size.width, beside.y + beside.height));
			corners.add(new Point(beside.x - size.width, beside.y));
			corners.add(new Point(beside.x, lowerEnd));
		}
		return corners.stream().map(corner -> new Rectangle(corner, size)).toList();
	}
}
