package org.xvmamba.display;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.image.PlanePosition;
import org.xvmamba.image.Region;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;

/** The maps that lie over an image, each as an element of ImageJ's overlay; a selected part of a plane has at most one. Other elements are left alone. */
public final class MapOverlay {

	/** Names of our elements begin so. */
	static final String NAME = "X-VMamba: ";

	/** Along the longer side. A map has far fewer cells than a large image has pixels: it is painted in this size, and stretched. */
	private static final double MOST_PIXELS = 4096;

	private MapOverlay() {}

	/**
	 * Lays the maps that the options ask for over the part of the image that was explained, in place of earlier ones. Where tiles were left
	 * out as glass, the outline of the others lies there, too. In a stack each lies on the plane that it explains.
	 *
	 * @param image the image that was explained
	 * @param series what was found on it
	 */
	public static void lay(final ImagePlus image, final ExplanationSeries series) {
		lay(image, List.of(series), MapView.of(series.first()));
	}

	/** The same of several parts of the image, in any view. */
	static void lay(final ImagePlus image, final List<ExplanationSeries> selections, final MapView view) {
		// A copy, for whoever paints the image meanwhile.
		final Overlay before = image.getOverlay() == null ? new Overlay() : image.getOverlay();
		final Overlay overlay = before.create();
		Arrays.stream(before.toArray()).forEach(overlay::add);
		remove(overlay);
		for (final ExplanationSeries series : selections)
			for (final Explanation explanation : series.planes()) {
				add(map(explanation, view), explanation, overlay, image);
				TissueOutline.element(explanation).ifPresent(outline -> add(outline, explanation, overlay, image));
			}
		image.setOverlay(overlay);
		image.setHideOverlay(false);
	}

	private static ImageRoi map(final Explanation explanation, final MapView view) {
		final ImageRoi map = stretched(ShownMap.of(explanation, view), explanation.picture().region());
		map.setName(NAME + view.index().label() + ", " + MapTexts.source(explanation, view.source()));
		map.setOpacity(view.opacity() / 100.0);
		return map;
	}

	private static ImageRoi stretched(final ShownMap map, final Region region) {
		final double scale = Math.min(1, MOST_PIXELS / Math.max(region.width(), region.height()));
		final BufferedImage picture = map.picture((int) Math.ceil(scale * region.width()), (int) Math.ceil(scale * region.height()));
		final ImageRoi roi = new ImageRoi(region.x(), region.y(), picture);
		if (scale < 1) roi.setBounds(new Rectangle2D.Double(region.x(), region.y(), region.width(), region.height()));
		return roi;
	}

	private static void add(final Roi element, final Explanation explanation, final Overlay overlay, final ImagePlus image) {
		place(element, explanation, image);
		overlay.add(element);
	}

	/** Puts an element onto the plane that it explains. */
	static void place(final Roi element, final Explanation explanation, final ImagePlus image) {
		final PlanePosition plane = explanation.picture().plane();
		final int channel = PlanePosition.currentChannel(image);
		final boolean allChannels = image.isComposite() || !explanation.options().picture().channels().isDisplay();
		if (image.isHyperStack() || image.isComposite()) element.setPosition(allChannels ? 0 : channel, plane.slice(), plane.frame());
		else if (image.getStackSize() > 1) element.setPosition(image.getStackIndex(channel, plane.slice(), plane.frame()));
	}

	/**
	 * @param image any image
	 * @return the opacity of its maps in percent, 0 to 100; empty where none lies on it
	 */
	public static Optional<Integer> opacity(final ImagePlus image) {
		return find(image.getOverlay()).stream().findFirst().map(map -> (int) Math.round(100 * map.getOpacity()));
	}

	/**
	 * Changes the opacity of the maps on an image; without a map, nothing happens.
	 *
	 * @param image any image
	 * @param percent 0 to 100
	 */
	public static void setOpacity(final ImagePlus image, final int percent) {
		final List<ImageRoi> maps = find(image.getOverlay());
		maps.forEach(map -> map.setOpacity(percent / 100.0));
		if (!maps.isEmpty()) image.draw();
	}

	private static List<ImageRoi> find(final Overlay overlayOrNull) {
		if (overlayOrNull == null) return List.of();
		return Arrays.stream(overlayOrNull.toArray()).filter(MapOverlay::isOurs).map(ImageRoi.class::cast).toList();
	}

	/** Takes the maps off an image. */
	static void remove(final ImagePlus image) {
		if (image.getOverlay() == null) return;
		remove(image.getOverlay());
		image.updateAndDraw();
	}

	private static void remove(final Overlay overlay) {
		for (final Roi element : overlay.toArray())
			if (isOurs(element) || TissueOutline.isOne(element)) overlay.remove(element);
	}

	private static boolean isOurs(final Roi element) {
		return element instanceof ImageRoi && element.getName() != null && element.getName().startsWith(NAME);
	}
}
