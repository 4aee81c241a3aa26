package org.xvmamba.display;

/** Labels and help texts of the explorer, one place for window, dialog and macro. Compile-time constants, because annotations refer to them. */
public final class ExplorerTexts {

	/** The command's label in the menu and in macros. */
	public static final String COMMAND = "X-VMamba Explore Attention...";

	public static final String BLOCK_LABEL = "Block";
	public static final String BLOCK_HELP = "Block of the model: its number from 0, in the order of the network, or last.";
	public static final String BLOCK_DEFAULT = "last";

	public static final String DIRECTION_LABEL = "Direction";
	public static final String DIRECTION_HELP = "Scan direction: merged, or its number from 0. A click on one of the small maps does the same.";
	public static final String DIRECTION_DEFAULT = "merged";

	public static final String MODE_HELP = "row: which patches this patch reads from; column: which patches it reaches.";

	public static final String X_LABEL = "X (pixels)";
	public static final String X_HELP = "Column of the image, in pixels from 0, of the patch to begin with; empty for the middle.";

	public static final String Y_LABEL = "Y (pixels)";
	public static final String Y_HELP = "Row of the image, in pixels from 0, of the patch to begin with; empty for the middle.";

	static final String READS = "reads from";
	static final String REACHES = "reaches";
	static final String COLOURS_LABEL = "Colours";
	static final String COLOURS_HELP = "What the colours of the patches' points mean. Blocks are coloured by their stage.";
	static final String PATH = "Path";
	static final String PATH_HELP = "Draws the way of the scan on the image; what it has just passed is green.";
	static final String LIVE = "Live";
	static final String LIVE_HELP = "The model runs anew whenever the stack's slider or an area selected on the image moves: the selection is what it " +
		"looks at then. Otherwise a selection lights up the points of its patches.";
	static final String NEEDS_SCREEN = "X-VMamba Explore Attention... opens a window, and needs a screen and an image shown on it; without one, X-VMamba " +
		"Attention..., Embedding..., State Trajectory... and Compare Orders... give the same as images and tables.";

	private ExplorerTexts() {}
}
