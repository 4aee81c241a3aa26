package org.xvmamba.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.PlotWindows;

/** Plots the mean influence of each block. */
@Plugin(type = Command.class, menuPath = PlotCommand.MENU + PlotMeansCommand.LABEL, description = "Mean influence of each block and scan direction of an explained image.")
public final class PlotMeansCommand extends PlotCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Plot Means";

	@Override
	protected void show(final ExplainedImage explained, final String index) {
		PlotWindows.MEANS.show(explained, index);
	}
}
