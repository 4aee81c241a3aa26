package org.xvmamba.display;

import java.awt.EventQueue;
import java.awt.event.MouseEvent;
import java.awt.event.MouseListener;
import java.awt.event.MouseMotionListener;
import java.util.Optional;
import java.util.Set;

import javax.swing.SwingUtilities;
import javax.swing.event.MouseInputAdapter;

import ij.IJ;
import ij.ImageListener;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.RoiListener;
import ij.gui.Toolbar;

/** Tells an explorer what happens on its image; all in the thread of the windows. */
final class ExplorerLink implements ImageListener, RoiListener, AutoCloseable {

	/** With these, the mouse zooms and scrolls. */
	private static final Set<Integer> NAVIGATION = Set.of(Toolbar.HAND, Toolbar.MAGNIFIER);

	/** With these, dragging draws a selection. */
	private static final Set<Integer> AREA = Set.of(Toolbar.RECTANGLE, Toolbar.OVAL, Toolbar.POLYGON, Toolbar.FREEROI, Toolbar.WAND);

	/** What may happen. */
	interface Listener {

		/** A person points at a pixel of the image. */
		void pointed(int x, int y);

		/** An area is selected, or nothing any more. */
		void selected(Optional<Roi> area);

		/** The image may show another plane. */
		void updated();

		/** The image is gone. */
		void closed();
	}

	private final ImagePlus image;
	private final Listener listener;
	private final Mouse mouse = new Mouse();
	private ImageCanvas canvas;

	ExplorerLink(final ImagePlus image, final Listener listener) {
		this.image = image;
		this.listener = listener;
		attach();
		ImagePlus.addImageListener(this);
		Roi.addRoiListener(this);
	}

	/** Follows the image to a new window. */
	private void attach() {
		if (image.getCanvas() == canvas || image.getCanvas() == null) return;
		detach();
		canvas = image.getCanvas();
		canvas.addMouseListener((MouseListener) mouse);
		canvas.addMouseMotionListener((MouseMotionListener) mouse);
	}

	private void detach() {
		if (canvas == null) return;
		canvas.removeMouseListener(mouse);
		canvas.removeMouseMotionListener(mouse);
		canvas = null;
	}

	@Override
	public void imageOpened(final ImagePlus other) {
		// only the explorer's own image counts
	}

	@Override
	public void imageUpdated(final ImagePlus other) {
		if (other == image) EventQueue.invokeLater(() -> {
			if (canvas == null) return;
			attach();
			listener.updated();
		});
	}

	@Override
	public void imageClosed(final ImagePlus other) {
		if (other == image) EventQueue.invokeLater(listener::closed);
	}

	@Override
	public void roiModified(final ImagePlus other, final int change) {
		if (other == image) EventQueue.invokeLater(() -> {
			if (canvas == null) return;
			final Roi roi = image.getRoi();
			if (roi instanceof PointRoi && roi.size() > 0) listener.pointed((int) roi.getContainedFloatPoints().xpoints[roi.size() - 1], (int) roi
				.getContainedFloatPoints().ypoints[roi.size() - 1]);
			else listener.selected(Optional.ofNullable(roi).filter(area -> area.isArea() && !area.getBounds().isEmpty()));
		});
	}

	@Override
	public void close() {
		ImagePlus.removeImageListener(this);
		Roi.removeRoiListener(this);
		detach();
	}

	/** Points, unless the tool navigates; dragging points, unless the tool draws areas. */
	private final class Mouse extends MouseInputAdapter {

		@Override
		public void mousePressed(final MouseEvent event) {
			if (!AREA.contains(Toolbar.getToolId())) point(event);
		}

		@Override
		public void mouseDragged(final MouseEvent event) {
			if (!AREA.contains(Toolbar.getToolId())) point(event);
		}

		@Override
		public void mouseClicked(final MouseEvent event) {
			if (AREA.contains(Toolbar.getToolId())) point(event);
		}

		private void point(final MouseEvent event) {
			if (!SwingUtilities.isLeftMouseButton(event) || NAVIGATION.contains(Toolbar.getToolId()) || IJ.spaceBarDown()) return;
			final int x = canvas.offScreenX(event.getX());
			final int y = canvas.offScreenY(event.getY());
			if (x >= 0 && y >= 0 && x < image.getWidth() && y < image.getHeight()) listener.pointed(x, y);
		}
	}
}
