package org.xvmamba.display;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.IntConsumer;

import javax.swing.JComponent;

import org.xvmamba.explain.AttentionMap;
import org.xvmamba.ssm.HiddenAttention;

import ij.Prefs;

/** The maps of one patch side by side: merged directions, then each of them. A click chooses. For the thread of the windows only. */
final class PatchPanel extends JComponent {

	private static final long serialVersionUID = 1L;

	private static final int SIDE = 98;
	private static final int GAP = 6;

	/** Below each map: such as hilbert, transposed, reversed. */
	private static final int LINES = 3;

	private static final Color PATCH = new Color(0x00e5ff);
	private static final Color CHOSEN = new Color(0x0072b2);

	private transient List<AttentionMap> maps = List.of();
	private transient List<BufferedImage> pictures = List.of();
	private int chosen = HiddenAttention.MERGED;

	/** @param choose told of the direction that was clicked */
	PatchPanel(final IntConsumer choose) {
		addMouseListener(new MouseAdapter() {

			@Override
			public void mousePressed(final MouseEvent event) {
				final int position = event.getX() / (side() + gap());
				if (position < maps.size()) choose.accept(maps.get(position).direction());
			}
		});
	}

	@Override
	public Dimension getPreferredSize() {
		return new Dimension(5 * (side() + gap()), side() + LINES * getFontMetrics(getFont()).getHeight() + gap());
	}

	@Override
	public Dimension getMinimumSize() {
		return getPreferredSize();
	}

	private static int side() {
		return (int) (Prefs.getGuiScale() * SIDE);
	}

	private static int gap() {
		return (int) (Prefs.getGuiScale() * GAP);
	}

	/** Shows other maps. */
	void show(final List<AttentionMap> other) {
		maps = other;
		pictures = other.stream().map(ExplorerMap::cells).toList();
		repaint();
	}

	/** Frames the direction that the image shows. */
	void choose(final int direction) {
		chosen = direction;
		repaint();
	}

	@Override
	protected void paintComponent(final Graphics graphics) {
		final Graphics2D g = (Graphics2D) graphics.create();
		for (int i = 0; i < maps.size(); i++)
			paint(g, maps.get(i), pictures.get(i), gap() / 2 + i * (side() + gap()));
		g.dispose();
	}

	private void paint(final Graphics2D g, final AttentionMap map, final BufferedImage picture, final int left) {
		final int top = gap() / 2;
		g.drawImage(picture, left, top, side(), side(), null);
		final double cell = (double) side() / map.grid();
		if (map.token() < map.grid() * map.grid()) {
			g.setColor(PATCH);
			final int width = Math.max(3, (int) cell);
			g.drawRect(left + (int) (map.token() % map.grid() * cell), top + (int) (map.token() / map.grid() * cell), width, width);
		}
		g.setColor(map.direction() == chosen ? CHOSEN : getForeground());
		g.setStroke(new BasicStroke(map.direction() == chosen ? 3 : 1));
		g.drawRect(left - 1, top - 1, side() + 1, side() + 1);
		final String[] name = ExplorerMap.direction(map.description(), map.direction(), map.probe().orders()).split("-(?=transposed|reversed)");
		final Shape visible = g.getClip();
		g.clipRect(left, 0, side() + gap() / 2, getHeight());
		for (int line = 0; line < name.length; line++)
			g.drawString(name[line], left, top + side() + g.getFontMetrics().getAscent() + 2 + line * g.getFontMetrics().getHeight());
		g.setClip(visible);
	}
}
