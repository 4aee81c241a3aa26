package org.xvmamba.command;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.xvmamba.UserException;
import org.xvmamba.display.OpenRoiManager;
import org.xvmamba.image.Region;
import org.xvmamba.image.Selection;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

/** The parts of an image that a person has selected. */
final class ImageSelections {

	private ImageSelections() {}

	/**
	 * @param image whose selection is asked for; lines and points are none
	 * @param fromManager whether each selection of the open ROI Manager is asked for instead
	 * @return at least one; nothing for all of the image
	 * @throws UserException when the ROI Manager isn't open, is empty, or has something that is no area
	 */
	static List<Optional<Selection>> of(final ImagePlus image, final boolean fromManager) {
		if (!fromManager) return List.of(Optional.ofNullable(image.getRoi()).filter(ImageSelections::isArea).map(roi -> selection(roi, "")));
		final RoiManager manager = OpenRoiManager.find().orElse(null);
		if (manager == null || manager.getCount() == 0) throw new UserException("The ROI Manager " + (manager == null ? "is not open"
			: "is empty") + "; add selections to it (press t), or use rois=selection.");
		final List<Optional<Selection>> selections = new ArrayList<>();
		for (int i = 0; i < manager.getCount(); i++) {
			final Roi roi = manager.getRoi(i);
			if (!isArea(roi)) throw new UserException("The ROI Manager's '" + manager.getName(i) + "' is no area but a " + roi.getTypeAsString() +
				"; remove it, or draw an area in its place.");
			selections.add(Optional.of(selection(roi, manager.getName(i))));
		}
		return selections;
	}

	private static Selection selection(final Roi roi, final String name) {
		final Rectangle bounds = roi.getBounds();
		return new Selection(name, new Region(bounds.x, bounds.y, bounds.width, bounds.height), roi.getMask());
	}

	private static boolean isArea(final Roi roi) {
		return roi.isArea() && !roi.getBounds().isEmpty();
	}
}
