package org.xvmamba.explain;

import org.xvmamba.scan.OrderPlan;

/**
 * Labels, help texts and defaults of {@link ExploreOptions}, one place for dialog, macro and command line. Compile-time constants, because
 * annotations of commands and of the command line refer to them.
 */
public final class ExploreTexts {

	/** Where every block would give more plots than are looked at. */
	public static final String BLOCKS_DEFAULT = "last";

	public static final String POINTS_LABEL = "Points";
	public static final String POINTS_HELP = "Pixels of the image whose patches are asked about: x,y pairs joined by semicolons, such as " +
		"120,80;30,200; or selection: the points of the image's selection, or the middle of an area or of the image.";
	public static final String POINTS_DEFAULT = "selection";

	public static final String LINE_LABEL = "Attention";
	public static final String LINE_HELP = "row: which patches this patch reads from; column: which patches it reaches; rollout: which it reads from " +
		"by way of all blocks of the stage so far; matrix: what every patch reads from every other, as one image for each size of grid.";
	public static final String LINE_DEFAULT = "row";

	public static final String SIGN_LABEL = "Channels";
	public static final String SIGN_HELP = "absolute: the mean of the channels' magnitudes; signed: the mean of the channels.";
	public static final String SIGN_DEFAULT = "absolute";

	public static final String DIRECTIONS_LABEL = "Scan directions";
	public static final String DIRECTIONS_HELP = "merged: all directions added up on the grid; the number of one direction from 0; or all: merged, " +
		"then each.";
	public static final String DIRECTIONS_DEFAULT = "merged";

	public static final String SCANS_HELP = "The number of one direction from 0, or all: each of them.";
	public static final String SCANS_DEFAULT = "all";

	public static final String ORDER_LABEL = "Scan order";
	public static final String ORDER_HELP = "In which order the scans visit the patches: " + OrderPlan.NAMES +
		". All but model are counterfactual: the weights were trained for the model's own.";
	public static final String ORDER_DEFAULT = "model";

	public static final String ORDERS_LABEL = "Scan orders";
	public static final String ORDERS_HELP = "Scan orders to be compared with the model's own, joined by commas: " + OrderPlan.NAMES + ".";
	public static final String ORDERS_DEFAULT = "bidirectional,one,snake,diagonal,morton,hilbert,spiral,local:2,local:7,random:1";

	public static final String METHOD_LABEL = "Placed by";
	public static final String METHOD_HELP = "pca: principal components; umap: neighbours stay neighbours, distances between groups mean nothing.";
	public static final String METHOD_DEFAULT = "pca";

	private ExploreTexts() {}
}
