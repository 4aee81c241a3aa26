package org.xvmamba.command;

import java.util.Arrays;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.MapContours;

/** Outlines where the map on an explained image is high. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + ContoursCommand.LABEL,
	description = "Outlines where the map lies at or above some of its percentiles, in the ROI Manager where it is open, or on the image's overlay.")
public final class ContoursCommand extends ExplainedCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Contours...";

	@Parameter(label = "Percentiles", description = "Percentiles of the map that is looked at, 0 to 100, joined by commas, such as 75,90,95.",
		persist = false)
	private String percentiles = "75,90,95";

	@Override
	protected void run(final ExplainedImage explained, final Progress progress) {
		MapContours.show(explained, Arrays.stream(percentiles.split(",", -1)).mapToDouble(this::percentile).toArray());
	}

	private double percentile(final String text) {
		final boolean isPercent = text.strip().matches("\\d{1,3}(\\.\\d+)?") && Double.parseDouble(text) <= 100;
		if (!isPercent) throw new UserException("The option percentiles=" + percentiles +
			" is not possible; allowed are numbers from 0 to 100, joined by commas, such as 75,90,95.");
		return Double.parseDouble(text);
	}
}
