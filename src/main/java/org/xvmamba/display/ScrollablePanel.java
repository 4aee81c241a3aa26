package org.xvmamba.display;

import java.awt.Dimension;
import java.awt.LayoutManager;
import java.awt.Rectangle;

import javax.swing.JPanel;
import javax.swing.Scrollable;

/** A panel that is as wide as what it scrolls in, and is scrolled up and down by lines of text. For the thread of the windows only. */
class ScrollablePanel extends JPanel implements Scrollable {

	private static final long serialVersionUID = 1L;

	ScrollablePanel(final LayoutManager layout) {
		super(layout);
	}

	@Override
	public Dimension getPreferredScrollableViewportSize() {
		return getPreferredSize();
	}

	@Override
	public int getScrollableUnitIncrement(final Rectangle visible, final int orientation, final int direction) {
		return getFontMetrics(getFont()).getHeight();
	}

	@Override
	public int getScrollableBlockIncrement(final Rectangle visible, final int orientation, final int direction) {
		return visible.height;
	}

	/** Only ever scrolled up and down. */
	@Override
	public boolean getScrollableTracksViewportWidth() {
		return true;
	}

	@Override
	public boolean getScrollableTracksViewportHeight() {
		return false;
	}
}
