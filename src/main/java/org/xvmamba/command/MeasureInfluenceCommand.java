package org.xvmamba.command;

import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.InfluenceTable;
import org.xvmamba.display.OpenRoiManager;

import ij.ImagePlus;
import ij.gui.Roi;

/** Measures how much of each map lies in regions of interest; takes those of an open ROI Manager, or else the selection. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + MeasureInfluenceCommand.LABEL,
	description = "Mean influence, share of the mass and enrichment in regions of interest, for each block and direction of an explained image.")
public final class MeasureInfluenceCommand extends ExplainedCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Measure Influence";

	private static final String AUTO = "auto";
	private static final String MANAGER = "manager";
	private static final String SELECTION = "selection";

	@Parameter(label = "Regions", description = "auto takes the ROI Manager's regions where it is open and has some, or else the selection; " +
		"manager and selection insist on one of both. Of the ROI Manager's regions those that are selected count, or else all.", choices = {
			AUTO, MANAGER, SELECTION }, required = false, persist = false)
	private String rois = AUTO;

	@Override
	protected boolean asks() {
		return false;
	}

	@Override
	protected void run(final ExplainedImage explained, final Progress progress) {
		InfluenceTable.measure(explained, regions(explained.image()), progress);
	}

	private List<Roi> regions(final ImagePlus explained) {
		return switch (rois) {
			case AUTO -> managed().isEmpty() ? selected(explained) : managed();
			case MANAGER -> {
				if (managed().isEmpty()) throw new UserException("The ROI Manager is not open or has no regions; add some to it, or use rois=selection.");
				yield managed();
			}
			case SELECTION -> selected(explained);
			default -> throw new UserException("The option rois=" + rois + " is not possible; allowed is: auto, manager, selection.");
		};
	}

	/** It is never opened for this: without a screen, it can't be. */
	private static List<Roi> managed() {
		return OpenRoiManager.find().filter(manager -> manager.getCount() > 0).map(manager -> List.of(manager.getSelectedRoisAsArray())).orElse(
			List.of());
	}

	private static List<Roi> selected(final ImagePlus explained) {
		if (explained.getRoi() == null) throw new UserException("There is nothing to measure: select a part of '" + explained.getTitle() +
			"', or add regions to the ROI Manager, then run the command again.");
		return List.of(explained.getRoi());
	}
}
