package org.xvmamba.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.PlotWindows;

/** Plots the distribution of influence in each scan order. */
@Plugin(type = Command.class, menuPath = PlotCommand.MENU + PlotOrdersCommand.LABEL, description = "Distribution of influence in each scan order, over all blocks of an explained image.")
public final class PlotOrdersCommand extends PlotCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Plot Orders";

	@Override
	protected void show(final ExplainedImage explained, final String index) {
		PlotWindows.ORDERS.show(explained, index);
	}
}
