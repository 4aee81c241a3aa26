package org.xvmamba.display;

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

	private MapOverlay() {}

	/**
	 * Lays the map that the options ask for over the part of the image that was explained, in place of an earlier one. In a stack it lies on
	 * the current plane.
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
		final ImageRoi map = new ImageRoi(region.x(), region.y(), ShownMap.of(explanation, view).picture(region.width(), region.height()));
		map.setName(NAME + view.index().label() + ", " + MapTexts.source(explanation, view.source()));
		map.setOpacity(view.opacity() / 100.0);
		if (image.isHyperStack() || image.isComposite()) map.setPosition(image.isComposite() ? 0 : image.getC(), image.getZ(), image.getT());
		else if (image.getStackSize() > 1) map.setPosition(image.getCurrentSlice());
		final Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
		remove(overlay);
		overlay.add(map);
		image.setOverlay(overlay);
		image.setHideOverlay(false);
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
			if (isOurs(element)) overlay.remove(element);
	}

	private static boolean isOurs(final Roi element) {
		return element instanceof ImageRoi && element.getName() != null && element.getName().startsWith(NAME);
	}
}
