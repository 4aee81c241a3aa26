package org.xvmamba.display;

import java.awt.Point;
import java.awt.Rectangle;

import org.xvmamba.image.PlanePosition;
import org.xvmamba.image.Region;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.Roi;

/** Leads a person to a part of an image. */
final class TileOnImage {

	/** A tile is shown with as much around it. */
	private static final int SURROUNDINGS = 2;

	/** A tile that takes less of the window's width is enlarged. */
	private static final int LEAST_SHARE = 8;

	private TileOnImage() {}

	/** Selects a part of an image, on its plane, in front of other windows, wholly visible and not too small. */
	static void show(final ImagePlus image, final Region tile, final PlanePosition plane) {
		if (image.getStackSize() > 1) image.setPosition(PlanePosition.currentChannel(image), plane.slice(), plane.frame());
		final Rectangle bounds = new Rectangle(tile.x(), tile.y(), tile.width(), tile.height());
		if (image.getCanvas() != null) look(image.getCanvas(), bounds, image);
		image.setRoi(new Roi(bounds));
		if (image.getWindow() == null) return;
		WindowManager.setCurrentWindow(image.getWindow());
		image.getWindow().toFront();
	}

	/** @return where a part of an image lies on the screen; empty where the image has no window */
	static Rectangle onScreen(final ImagePlus image, final Region tile) {
		final ImageCanvas canvas = image.getCanvas();
		if (canvas == null || !canvas.isShowing()) return new Rectangle();
		final Point corner = canvas.getLocationOnScreen();
		final Rectangle onCanvas = new Rectangle(canvas.screenX(tile.x()), canvas.screenY(tile.y()), 1, 1);
		onCanvas.add(canvas.screenX(tile.x() + tile.width()), canvas.screenY(tile.y() + tile.height()));
		onCanvas.translate(corner.x, corner.y);
		return onCanvas;
	}

	private static void look(final ImageCanvas canvas, final Rectangle tile, final ImagePlus image) {
		final Rectangle view = canvas.getSrcRect();
		if (view.contains(tile) && tile.width * LEAST_SHARE >= view.width) return;
		final double aspect = (double) canvas.getWidth() / canvas.getHeight();
		final double width = Math.min(SURROUNDINGS * Math.max(tile.width, tile.height * aspect), Math.min(image.getWidth(), image.getHeight() *
			aspect));
		final double height = width / aspect;
		final int x = (int) Math.max(0, Math.min(tile.getCenterX() - width / 2, image.getWidth() - width));
		final int y = (int) Math.max(0, Math.min(tile.getCenterY() - height / 2, image.getHeight() - height));
		canvas.setSourceRect(new Rectangle(x, y, (int) Math.round(width), (int) Math.round(height)));
	}
}
