package org.xvmamba.command;

import java.util.Map;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.ViewPanel;
import org.xvmamba.display.ViewTexts;

import ij.IJ;

/** Changes how the explanation of the active image is looked at: for a macro at once, for a person by a panel beside the image. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + ViewCommand.LABEL,
	description = "Switches index, block, direction, scaling, colours and opacity of the map on an explained image.")
public final class ViewCommand extends ExplainedCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = ViewTexts.COMMAND;

	@Parameter(label = ViewTexts.INDEX_LABEL, description = ViewTexts.INDEX_HELP, required = false, persist = false)
	private String index = "";

	@Parameter(label = ViewTexts.BLOCK_LABEL, description = ViewTexts.BLOCK_HELP, required = false, persist = false)
	private String block = "";

	@Parameter(label = ViewTexts.DIRECTION_LABEL, description = ViewTexts.DIRECTION_HELP, required = false, persist = false)
	private String directions = "";

	@Parameter(label = ViewTexts.SCALING_LABEL, description = ViewTexts.SCALING_HELP, required = false, persist = false)
	private String scaling = "";

	@Parameter(label = ViewTexts.COLOURS_LABEL, description = ViewTexts.COLOURS_HELP, required = false, persist = false)
	private String colours = "";

	@Parameter(label = ViewTexts.OPACITY_LABEL, description = ViewTexts.OPACITY_HELP, required = false, persist = false)
	private String opacity = "";

	@Override
	protected boolean asks() {
		return false;
	}

	@Override
	protected void run(final ExplainedImage explained, final Progress progress) {
		explained.change(Map.of(ViewTexts.INDEX, index, ViewTexts.BLOCK, block, ViewTexts.DIRECTION, directions, ViewTexts.SCALING, scaling,
			ViewTexts.COLOURS, colours, ViewTexts.OPACITY, opacity));
		if (!IJ.isMacro()) ViewPanel.open(explained);
	}
}
