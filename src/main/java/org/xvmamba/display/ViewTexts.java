package org.xvmamba.display;

/** Keys, labels and help texts of {@link MapView}, one place for the panel and the macros. Compile-time constants for annotations. */
public final class ViewTexts {

	/** In the menu and in macros. */
	public static final String COMMAND = "X-VMamba View...";

	public static final String INDEX = "index";
	public static final String INDEX_LABEL = "Influence index";
	public static final String INDEX_HELP = "Which of the computed indices: such as jacobian or gramian.";

	public static final String BLOCK = "block";
	public static final String BLOCK_LABEL = "Block";
	public static final String BLOCK_HELP = "The number of a block from 0, last, or all blocks joined: uniform, linear, exponential, maximum, " +
		"which keep the raw magnitudes, or the same with -scaled, which brings each block to [0,1] first.";

	public static final String DIRECTION = "directions";
	public static final String DIRECTION_LABEL = "Scan directions";
	public static final String DIRECTION_HELP = "mean of the scan directions, or the number of one direction from 0.";

	public static final String SCALING = "scaling";
	public static final String SCALING_LABEL = "Scaling";
	public static final String SCALING_HELP = "What the colours span: raw is the map's least to greatest value, image that of all blocks and " +
		"directions, percentile the map's percentiles 1 to 99.";

	public static final String COLOURS = "colours";
	public static final String COLOURS_LABEL = "Colours";
	public static final String COLOURS_HELP = "inferno, viridis, magma, cividis or grays, which are perceptually uniform, or fire, which is not.";

	public static final String OPACITY = "opacity";
	public static final String OPACITY_LABEL = "Opacity (%)";
	public static final String OPACITY_HELP = "Opacity of the overlay in percent, 0 to 100.";

	/** How the names of a joined map of raw magnitudes, and of scaled blocks, end. */
	static final String RAW_MAGNITUDES = "raw magnitudes";
	static final String SCALED_BLOCKS = "each scaled to [0,1]";

	private ViewTexts() {}
}
