package org.xvmamba.command;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.PlotWindows;

/** Shows the correlation matrix of the layers. */
@Plugin(type = Command.class, menuPath = PlotCommand.MENU + PlotCorrelationsCommand.LABEL, description = "How alike the maps of the blocks of an explained image are: a matrix, as a picture and a table.")
public final class PlotCorrelationsCommand extends PlotCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Plot Correlations";

	@Override
	protected void show(final ExplainedImage explained, final String index) {
		PlotWindows.showCorrelations(explained, index);
	}
}
