package org.xvmamba.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.PlotWindows;

/** Plots the distribution of influence in each block. */
@Plugin(type = Command.class, menuPath = PlotCommand.MENU + PlotLayersCommand.LABEL, description = "Distribution of influence in each block of an explained image.")
public final class PlotLayersCommand extends PlotCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Plot Layers";

	@Override
	protected void show(final ExplainedImage explained, final String index) {
		PlotWindows.LAYERS.show(explained, index);
	}
}
