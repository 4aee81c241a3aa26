package org.xvmamba.display;

import java.awt.BorderLayout;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.Optional;
import java.util.function.IntConsumer;

import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JSlider;

import org.xvmamba.explain.AttentionProbe.Trajectory;

import ij.Prefs;

/** The states along one scan: their norm by step, and their way in the plane of two principal components; a slider walks along. */
final class StatesPanel extends JPanel {

	private static final long serialVersionUID = 1L;

	private static final int PLOT_HEIGHT = 92;
	private static final int PLOT_WIDTH = 250;
	private static final int MARGIN = 6;
	private static final Color FRAME = new Color(0xb0b0b0);
	private static final Color LINE = new Color(0x0072b2);
	private static final Color HERE = new Color(0xd55e00);
	private static final Color HINT = new Color(0x606060);

	private final JSlider slider = new JSlider(0, 0);
	private transient Optional<Trajectory> trajectory = Optional.empty();
	private String reason = "computing ...";
	private boolean filling;

	/** @param walked told of the step to which a person has moved the slider */
	StatesPanel(final IntConsumer walked) {
		super(new BorderLayout(4, 0));
		final JPanel plots = new JPanel(new BorderLayout(4, 0));
		plots.add(new Curve(true), BorderLayout.CENTER);
		plots.add(new Curve(false), BorderLayout.LINE_END);
		add(plots, BorderLayout.CENTER);
		add(slider, BorderLayout.PAGE_END);
		slider.setName("Step");
		slider.setToolTipText("Walks along the scan; the patch on the image walks with it.");
		slider.getAccessibleContext().setAccessibleName("Step of the scan");
		slider.addChangeListener(event -> {
			repaint();
			if (!filling) walked.accept(slider.getValue());
		});
	}

	@Override
	public Dimension getMinimumSize() {
		return getPreferredSize();
	}

	/** Shows other states. */
	void show(final Trajectory other) {
		trajectory = Optional.of(other);
		repaint();
	}

	/** Says why there are no states. */
	void showNone(final String why) {
		trajectory = Optional.empty();
		reason = why;
		setToolTipText(why);
		repaint();
	}

	/** Moves the slider without telling anybody. */
	void walkTo(final int step, final int steps) {
		filling = true;
		try {
			slider.setMaximum(steps - 1);
			slider.setValue(step);
		}
		finally {
			filling = false;
		}
	}

	/** One of both plots. */
	private final class Curve extends JComponent {

		private static final long serialVersionUID = 1L;

		private final boolean ofNorms;

		Curve(final boolean ofNorms) {
			this.ofNorms = ofNorms;
			final double scale = Prefs.getGuiScale();
			setPreferredSize(new Dimension((int) (scale * (ofNorms ? PLOT_WIDTH : PLOT_HEIGHT * 3 / 2)), (int) (scale * PLOT_HEIGHT)));
			setBorder(BorderFactory.createLineBorder(FRAME));
			setToolTipText(ofNorms ? "How much the states hold after each step of the scan." :
				"The way of the states in the plane of their first two principal components.");
		}

		@Override
		protected void paintComponent(final Graphics graphics) {
			final Graphics2D g = (Graphics2D) graphics.create();
			g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
			g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
			g.setColor(Color.WHITE);
			g.fillRect(0, 0, getWidth(), getHeight());
			trajectory.ifPresent(states -> paint(g, states));
			g.setColor(HINT);
			final int last = Math.max(0, trajectory.map(states -> states.norms().length - 1).orElse(0));
			final int step = Math.min(slider.getValue(), last);
			final String title = ofNorms ? trajectory.map(states -> "norm of the state: " + MapTexts.shortNumber(states.norms()[step]) + " at step " +
				step).orElse("States: " + reason) : trajectory.isPresent() ? "PC 1 and PC 2" : "";
			g.drawString(title, 4, g.getFontMetrics().getAscent() + 2);
			g.dispose();
		}

		private void paint(final Graphics2D g, final Trajectory states) {
			final double[] x = new double[states.norms().length];
			final double[] y = new double[x.length];
			for (int step = 0; step < x.length; step++) {
				x[step] = ofNorms ? step : states.components().scores()[0][step];
				y[step] = ofNorms ? states.norms()[step] : states.components().scores()[1][step];
			}
			final double[] across = PlotRange.of(x);
			final double[] down = PlotRange.of(y);
			final Path2D line = new Path2D.Double();
			for (int step = 0; step < x.length; step++) {
				final Point2D point = point(x[step], y[step], across, down, g);
				if (step == 0) line.moveTo(point.getX(), point.getY());
				else line.lineTo(point.getX(), point.getY());
			}
			g.setColor(LINE);
			g.draw(line);
			final int here = Math.min(slider.getValue(), x.length - 1);
			final Point2D point = point(x[here], y[here], across, down, g);
			g.setColor(HERE);
			g.fillOval((int) point.getX() - 4, (int) point.getY() - 4, 9, 9);
		}

		private Point2D point(final double x, final double y, final double[] across, final double[] down, final Graphics2D g) {
			final int top = g.getFontMetrics().getHeight() + MARGIN;
			return new Point2D.Double(MARGIN + (x - across[0]) / (across[1] - across[0]) * (getWidth() - 2 * MARGIN), getHeight() - MARGIN - (y -
				down[0]) / (down[1] - down[0]) * (getHeight() - MARGIN - top));
		}
	}
}
