package org.xvmamba.command;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.HighestTileTable;
import org.xvmamba.explain.HighestTiles;

/** Lists the tiles that show most of each class, and leads to one of them. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + HighestTilesCommand.LABEL,
	description = "Lists the tiles that show most of each class, as the model sees it; a click on a row leads to the tile.")
public final class HighestTilesCommand extends ExplainedCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = HighestTileTable.COMMAND;

	@Parameter(label = "Class", description = "Name of the class whose tiles count; empty for the one that is predicted.", required = false,
		persist = false)
	private String classname = "";

	@Parameter(label = "Rank", description = "Which of the highest tiles is selected on the image: 1 is the highest, 0 none.", min = "0",
		max = "" + HighestTiles.COUNT, required = false, persist = false)
	private int rank = 0;

	@Override
	protected boolean asks() {
		return false;
	}

	@Override
	protected void run(final ExplainedImage explained, final Progress progress) {
		if (rank != 0) HighestTileTable.select(explained, classname, rank);
		HighestTileTable.show(explained);
	}
}
