package org.xvmamba.display;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Optional;

import org.xvmamba.explain.Explanation;
import org.xvmamba.image.Region;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;

/** The map that lies over an image, as an element of ImageJ's overlay; an image has at most one. Other elements are left alone. */
public final class MapOverlay {

	/** Names of our elements begin so. */
	static final String NAME = "X-VMamba: ";

	/** Along the longer side. A map has far fewer cells than a large image has pixels: it is painted in this size, and stretched. */
	private static final double MOST_PIXELS = 4096;

	private MapOverlay() {}

	/**
	 * Lays the map that the options ask for over the part of the image that was explained, in place of an earlier one. Where tiles
	 * were left out as glass, the outline of the others lies there, too. In a stack both lie on the current plane.
	 *
	 * @param image the image that was explained
	 * @param explanation what was found on it
	 */
	public static void lay(final ImagePlus image, final Explanation explanation) {
		lay(image, explanation, MapView.of(explanation));
	}

	/** The same for any view of the explanation. */
	static void lay(final ImagePlus image, final Explanation explanation, final MapView view) {
		final Region region = explanation.picture().region();
		final ImageRoi map = stretched(ShownMap.of(explanation, view), region);
		map.setName(NAME + view.index().label() + ", " + MapTexts.source(explanation, view.source()));
		map.setOpacity(view.opacity() / 100.0);
		final Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
		remove(overlay);
		add(map, overlay, image);
		TissueOutline.element(explanation).ifPresent(outline -> add(outline, overlay, image));
		image.setOverlay(overlay);
		image.setHideOverlay(false);
	}

	private static ImageRoi stretched(final ShownMap map, final Region region) {
		final double scale = Math.min(1, MOST_PIXELS / Math.max(region.width(), region.height()));
		final BufferedImage picture = map.picture((int) Math.ceil(scale * region.width()), (int) Math.ceil(scale * region.height()));
		final ImageRoi roi = new ImageRoi(region.x(), region.y(), picture);
		if (scale < 1) roi.setBounds(new Rectangle2D.Double(region.x(), region.y(), region.width(), region.height()));
		return roi;
	}

	private static void add(final Roi element, final Overlay overlay, final ImagePlus image) {
		if (image.isHyperStack() || image.isComposite()) element.setPosition(image.isComposite() ? 0 : image.getC(), image.getZ(), image.getT());
		else if (image.getStackSize() > 1) element.setPosition(image.getCurrentSlice());
		overlay.add(element);
	}

	/**
	 * @param image any image
	 * @return the opacity of its map in percent, 0 to 100; empty where none lies on it
	 */
	public static Optional<Integer> opacity(final ImagePlus image) {
		return find(image.getOverlay()).map(map -> (int) Math.round(100 * map.getOpacity()));
	}

	/**
	 * Changes the opacity of the map on an image; without a map, nothing happens.
	 *
	 * @param image any image
	 * @param percent 0 to 100
	 */
	public static void setOpacity(final ImagePlus image, final int percent) {
		find(image.getOverlay()).ifPresent(map -> {
			map.setOpacity(percent / 100.0);
			image.draw();
		});
	}

	private static Optional<ImageRoi> find(final Overlay overlayOrNull) {
		if (overlayOrNull == null) return Optional.empty();
		return Arrays.stream(overlayOrNull.toArray()).filter(MapOverlay::isOurs).map(ImageRoi.class::cast).findFirst();
	}

	private static void remove(final Overlay overlay) {
		for (final Roi element : overlay.toArray())
			if (isOurs(element) || TissueOutline.isOne(element)) overlay.remove(element);
	}

	private static boolean isOurs(final Roi element) {
		return element instanceof ImageRoi && element.getName() != null && element.getName().startsWith(NAME);
	}
}
