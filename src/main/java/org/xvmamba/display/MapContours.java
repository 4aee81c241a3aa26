package org.xvmamba.display;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.xvmamba.UserException;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.JoinedMap;
import org.xvmamba.explain.ValueRange;
import org.xvmamba.image.Region;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.plugin.frame.RoiManager;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

/** Outlines of where the map that is looked at lies at or above some of its percentiles. */
public final class MapContours {

	private static final String NAME = "X-VMamba contour: ";
	private static final Color COLOUR = new Color(0x00e676);

	private MapContours() {}

	/**
	 * Puts the contours into the ROI Manager where it is open, or else onto the image's overlay, there in place of earlier ones of that plane.
	 *
	 * @param explained the image
	 * @param percentiles over the picture's pixels, 0 to 100 each
	 * @throws UserException when the map has the same value everywhere
	 */
	public static void show(final ExplainedImage explained, final double... percentiles) {
		final List<Roi> contours = of(explained, percentiles);
		final Optional<RoiManager> manager = OpenRoiManager.find();
		if (manager.isPresent()) {
			contours.forEach(manager.get()::addRoi);
			return;
		}
		final ImagePlus image = explained.image();
		final Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
		for (final Roi element : overlay.toArray())
			if (element.getName() != null && element.getName().startsWith(NAME) && contours.stream().anyMatch(contour -> onSamePlane(contour,
				element))) overlay.remove(element);
		contours.forEach(overlay::add);
		image.setOverlay(overlay);
	}

	private static boolean onSamePlane(final Roi one, final Roi other) {
		return one.getPosition() == other.getPosition() && one.getZPosition() == other.getZPosition() && one.getTPosition() == other.getTPosition();
	}

	/** @return the contours, each an area in pixels of the image, in the order of the percentiles */
	static List<Roi> of(final ExplainedImage explained, final double... percentiles) {
		final Explanation explanation = explained.explanation();
		final MapView view = explained.view();
		final JoinedMap map = view.map(explanation);
		final Region region = explanation.picture().region();
		final ValueRange range = map.range();
		if (!(range.max() > range.min())) throw new UserException("The map of '" + explained.image().getTitle() +
			"' has the same value everywhere, so there are no contours; choose another block or direction in " + ViewTexts.COMMAND);
		final float[] levels = ValueRange.percentiles(map.overview(), percentiles);
		final FloatProcessor pixels = new FloatProcessor(region.width(), region.height(), map.render(region.width(), region.height()));
		final List<Roi> contours = new ArrayList<>();
		for (int i = 0; i < levels.length; i++) {
			pixels.setThreshold(levels[i], Float.MAX_VALUE, ImageProcessor.NO_LUT_UPDATE);
			final Roi contour = new ThresholdToSelection().convert(pixels);
			if (contour == null) continue; // the overview of a large picture can miss its greatest values
			final Rectangle bounds = contour.getBounds();
			contour.setLocation(bounds.x + region.x(), bounds.y + region.y());
			contour.setName(NAME + "percentile " + MapTexts.shortNumber(percentiles[i]) + " (" + MapTexts.number(levels[i]) + "), " + view.index()
				.label() + ", " + MapTexts.source(explanation, view.source()));
			contour.setStrokeColor(COLOUR);
			MapOverlay.place(contour, explanation, explained.image());
			contours.add(contour);
		}
		return contours;
	}
}
