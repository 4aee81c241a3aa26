package org.xvmamba.display;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import javax.swing.BorderFactory;
import javax.swing.JComponent;

import ij.Prefs;

/**
 * Points in a plane. A click chooses the nearest one; a rectangle that is dragged selects those inside. For the thread of the windows only.
 */
final class ScatterPanel extends JComponent {

	private static final long serialVersionUID = 1L;

	private static final int MARGIN = 10;
	private static final Color FRAME = new Color(0xb0b0b0);
	private static final Color HINT = new Color(0x606060);
	private static final Color MARK = new Color(0x00a5c0);
	private static final int DIMMED = 70;

	/** Pixels between a point's ring and its name. */
	private static final int NAME_GAP = 3;

	/** Pixels by which the ring around the marked point is larger than the point. */
	private static final int RING = 7;

	private final String title;
	private transient double[][] places = { {}, {} };
	private transient double[] across = PlotRange.of();
	private transient double[] up = PlotRange.of();
	private transient IntFunction<Color> colours = point -> Color.GRAY;
	private transient IntFunction<String> names = point -> "";
	private BitSet lit = new BitSet();
	private int marked = -1;
	private Point pressed;
	private Rectangle dragged;

	/**
	 * @param title written above the points
	 * @param width preferred, before scaling
	 * @param height preferred, before scaling
	 * @param chosen told of the point that was clicked
	 * @param selected told of the points inside a dragged rectangle
	 */
	ScatterPanel(final String title, final int width, final int height, final IntConsumer chosen, final Consumer<BitSet> selected) {
		this.title = title;
		final double scale = Prefs.getGuiScale();
		setPreferredSize(new Dimension((int) (scale * width), (int) (scale * height)));
		setMinimumSize(getPreferredSize());
		setBorder(BorderFactory.createLineBorder(FRAME));
		setBackground(Color.WHITE);
		setOpaque(true);
		final MouseAdapter mouse = new MouseAdapter() {

			@Override
			public void mousePressed(final MouseEvent event) {
				pressed = event.getPoint();
			}

			@Override
			public void mouseDragged(final MouseEvent event) {
				if (pressed == null) return;
				dragged = new Rectangle(pressed);
				dragged.add(event.getPoint());
				selected.accept(inside(dragged));
				repaint();
			}

			@Override
			public void mouseReleased(final MouseEvent event) {
				if (dragged == null && pressed != null && places[0].length > 0) chosen.accept(nearest(event.getPoint()));
				dragged = null;
				pressed = null;
				repaint();
			}
		};
		addMouseListener(mouse);
		addMouseMotionListener(mouse);
	}

	/** Shows other points: [axis][point]; none for as long as they are computed. */
	void setPlaces(final double[][] other, final IntFunction<String> namesOfPoints) {
		places = other;
		across = PlotRange.of(other[0]);
		up = PlotRange.of(other[1]);
		names = namesOfPoints;
		repaint();
	}

	void setColours(final IntFunction<Color> other) {
		colours = other;
		repaint();
	}

	/** Marks the points that are selected, and the one that is asked about; -1 for none. */
	void mark(final BitSet selection, final int point) {
		lit = selection;
		marked = point;
		repaint();
	}

	/** @return where a point is painted */
	Point at(final int point) {
		final int margin = (int) (Prefs.getGuiScale() * MARGIN);
		final int top = margin + getFontMetrics(getFont()).getHeight();
		return new Point((int) (margin + (places[0][point] - across[0]) / (across[1] - across[0]) * (getWidth() - 2 * margin)), (int) (getHeight() -
			margin - (places[1][point] - up[0]) / (up[1] - up[0]) * (getHeight() - margin - top)));
	}

	private int nearest(final Point to) {
		int nearest = 0;
		double least = Double.POSITIVE_INFINITY;
		for (int i = 0; i < places[0].length; i++)
			if (at(i).distanceSq(to) < least) {
				least = at(i).distanceSq(to);
				nearest = i;
			}
		return nearest;
	}

	private BitSet inside(final Rectangle rectangle) {
		final BitSet inside = new BitSet();
		for (int i = 0; i < places[0].length; i++)
			if (rectangle.contains(at(i))) inside.set(i);
		return inside;
	}

	@Override
	protected void paintComponent(final Graphics graphics) {
		final Graphics2D g = (Graphics2D) graphics.create();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setColor(getBackground());
		g.fillRect(0, 0, getWidth(), getHeight());
		g.setColor(HINT);
		g.drawString(places[0].length == 0 ? title + ": computing ..." : title, 4, g.getFontMetrics().getAscent() + 2);
		final int size = (int) Math.round(Prefs.getGuiScale() * (places[0].length > 1000 ? 3 : 6));
		for (int i = 0; i < places[0].length; i++)
			if (!lit.get(i)) paint(g, i, size, lit.isEmpty() ? colours.apply(i) : dimmed(colours.apply(i)));
		for (int i = lit.nextSetBit(0); i >= 0 && i < places[0].length; i = lit.nextSetBit(i + 1)) {
			paint(g, i, size + 2, Color.BLACK);
			paint(g, i, size, colours.apply(i));
		}
		if (marked >= 0 && marked < places[0].length) ring(g, at(marked), size + RING);
		paintNames(g, size + RING);
		if (dragged != null) g.draw(dragged);
		g.dispose();
	}

	private void paint(final Graphics2D g, final int point, final int size, final Color colour) {
		final Point at = at(point);
		g.setColor(colour);
		g.fillOval(at.x - size / 2, at.y - size / 2, size, size);
	}

	/** Each beside, above or below its point, where it covers no other point or name, or else least of them. */
	private void paintNames(final Graphics2D g, final int size) {
		final List<Rectangle> taken = new ArrayList<>();
		final Rectangle all = new Rectangle(getWidth(), getHeight());
		for (int i = 0; i < places[0].length && !names.apply(i).isEmpty(); i++)
			taken.add(around(at(i), size, size));
		g.setColor(HINT);
		for (int i = 0; i < places[0].length && !names.apply(i).isEmpty(); i++) {
			final Point at = at(i);
			final int width = g.getFontMetrics().stringWidth(names.apply(i));
			final int height = g.getFontMetrics().getAscent();
			final int across = (size + width) / 2 + NAME_GAP;
			final int down = (size + height) / 2;
			final Rectangle name = Stream.of(new Point(at.x + across, at.y), new Point(at.x - across, at.y), new Point(at.x, at.y - down), new Point(
				at.x, at.y + down)).map(middle -> around(middle, width, height)).filter(all::contains).min(Comparator.comparingDouble(
					place -> covered(place, taken))).orElseGet(() -> around(at, width, height));
			g.drawString(names.apply(i), name.x, name.y + height - 1);
			taken.add(name);
		}
	}

	private static Rectangle around(final Point middle, final int width, final int height) {
		return new Rectangle(middle.x - width / 2, middle.y - height / 2, width, height);
	}

	/** @return pixels of a place that are taken already */
	private static double covered(final Rectangle place, final List<Rectangle> taken) {
		return taken.stream().map(place::intersection).filter(common -> !common.isEmpty()).mapToDouble(common -> (double) common.width *
			common.height).sum();
	}

	private static void ring(final Graphics2D g, final Point at, final int size) {
		g.setColor(MARK);
		g.setStroke(new BasicStroke(2));
		g.drawOval(at.x - size / 2, at.y - size / 2, size, size);
	}

	private static Color dimmed(final Color colour) {
		return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), DIMMED);
	}
}
