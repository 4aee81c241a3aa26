package org.xvmamba.display;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.explain.MapSelection;
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

	private MapOverlay() {}

	/**
	 * Lays the maps that the options ask for over the part of the image that was explained, in place of earlier ones. In a stack each lies on
	 * the plane that it explains.
	 *
	 * @param image the image that was explained
	 * @param series what was found on it
	 */
	public static void lay(final ImagePlus image, final ExplanationSeries series) {
		lay(image, List.of(series));
	}

	/** The same of several parts of the image. */
	static void lay(final ImagePlus image, final List<ExplanationSeries> selections) {
		final Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
		remove(overlay);
		for (final ExplanationSeries series : selections)
			for (final Explanation explanation : series.planes())
				overlay.add(map(image, explanation));
		image.setOverlay(overlay);
		image.setHideOverlay(false);
	}

	private static ImageRoi map(final ImagePlus image, final Explanation explanation) {
		final MapSelection shown = explanation.shown();
		final Region region = explanation.picture().region();
		final PlanePosition plane = explanation.picture().plane();
		final ImageRoi map = new ImageRoi(region.x(), region.y(), ShownMap.of(explanation, shown).picture(region.width(), region.height()));
		map.setName(NAME + shown.index().label() + ", " + MapTexts.block(explanation.blocks().get(shown.block())));
		map.setOpacity(explanation.options().opacity() / 100.0);
		final boolean allChannels = image.isComposite() || !explanation.options().picture().channels().isDisplay();
		if (image.isHyperStack() || image.isComposite()) map.setPosition(allChannels ? 0 : PlanePosition.currentChannel(image), plane.slice(), plane.frame());
		else if (image.getStackSize() > 1) map.setPosition(image.getStackIndex(PlanePosition.currentChannel(image), plane.slice(), plane.frame()));
		return map;
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

	private static void remove(final Overlay overlay) {
		for (final Roi element : overlay.toArray())
			if (isOurs(element)) overlay.remove(element);
	}

	private static boolean isOurs(final Roi element) {
		return element instanceof ImageRoi && element.getName() != null && element.getName().startsWith(NAME);
	}
}
