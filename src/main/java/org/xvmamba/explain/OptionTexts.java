package org.xvmamba.explain;

/**
 * Labels, help texts and defaults of {@link ExplainOptions}, one place for dialog, macro and command line. Compile-time constants, because
 * annotations of commands and of the command line refer to them.
 */
public final class OptionTexts {

	public static final String MODEL_LABEL = "Model";
	public static final String MODEL_HELP = "Name of an installed model, or path of a model folder.";
	public static final String MODEL_DEFAULT = "blood smear";

	public static final String INDEX_LABEL = "Influence index";
	private static final String INDEX_NAMES = "Influence index: jacobian, jacobian-direct, jacobian-propagated, gramian, energy, absolute or " +
		"selectivity; each but the last also with -corrected (for the scan position), and all of these also with -class (weighted by the class " +
		"activation map); or cam, that map alone. ";
	private static final String INDEX_CLASS = " Only cam and what ends in -class depends on the class.";
	public static final String INDEX_HELP = INDEX_NAMES + "Several joined by commas, of which the overlay shows the first." + INDEX_CLASS;
	/** Where each of several indices is tested. */
	public static final String TESTED_INDEX_HELP = INDEX_NAMES + "Several joined by commas." + INDEX_CLASS;
	/** Where one index is compared between several scan orders. */
	public static final String COMPARED_INDEX_HELP = INDEX_NAMES + "Of several joined by commas, the first is compared." + INDEX_CLASS;
	public static final String INDEX_DEFAULT = "jacobian";

	public static final String CLASS_NAME_LABEL = "Class";
	public static final String CLASS_NAME_HELP = "Of cam and of what ends in -class: predicted, or the name of one of the model's classes.";
	public static final String CLASS_NAME_DEFAULT = "predicted";

	public static final String BLOCKS_LABEL = "Blocks";
	public static final String BLOCKS_HELP = "Blocks of the network: all, last, or positions from 0 joined by commas, such as 0,3.";
	public static final String BLOCKS_DEFAULT = "all";

	public static final String DIRECTIONS_LABEL = "Scan directions";
	public static final String DIRECTIONS_HELP = "What the overlay shows: mean of the scan directions, or the number of one direction from 0.";
	public static final String DIRECTIONS_DEFAULT = "mean";

	public static final String TILING_LABEL = "Tiling";
	public static final String TILING_HELP = "auto goes by the image's size; whole resizes the image to the model's input; tiles walks over " +
		"the image at its own scale.";
	public static final String TILING_DEFAULT = "auto";

	public static final String OVERLAP_LABEL = "Tile overlap (%)";
	public static final String OVERLAP_HELP = "How far neighbouring tiles lie over each other, in percent of a tile, 0 to 75; where they do, their " +
		"maps are averaged. 50 costs four times as much as 0, 75 sixteen times. Of no effect where the image is resized as a whole.";
	public static final int OVERLAP_DEFAULT = 0;

	public static final String TISSUE_LABEL = "Only tissue";
	public static final String TISSUE_HELP = "Leave out tiles with less than a tenth of tissue, for stained tissue on white glass: what has " +
		"colour, by Otsu's threshold of the saturation. An outline shows what was looked at. Of no effect where the image is resized as a whole.";
	public static final boolean TISSUE_DEFAULT = false;

	public static final String DEVICE_LABEL = "Device";
	public static final String DEVICE_HELP = "auto, cpu, or a graphics card such as cuda:0; X-VMamba Device Check tells what works here.";
	public static final String DEVICE_DEFAULT = "auto";

	public static final String OVERLAY_LABEL = "Show overlay";
	public static final String OVERLAY_HELP = "Lay the map of the last selected block over the image.";
	public static final boolean OVERLAY_DEFAULT = true;

	public static final String STACK_LABEL = "Show layer stack";
	public static final String STACK_HELP = "Open a hyperstack of the raw maps: directions as channels, blocks as slices; and, of an image in tiles, " +
		"the map of their predicted classes.";
	public static final boolean STACK_DEFAULT = true;

	public static final String OPACITY_LABEL = "Overlay opacity (%)";
	public static final String OPACITY_HELP = "Opacity of the overlay in percent, 0 to 100.";
	public static final int OPACITY_DEFAULT = 50;

	public static final String SCALING_LABEL = "Scaling of grey values";
	public static final String SCALING_HELP = "Which grey values the model sees as black and white: display (the display range), data (the " +
		"least and the greatest value of the plane, for each channel), or two numbers such as 0-4095. Planes that shall be compared want two " +
		"numbers.";
	public static final String SCALING_DEFAULT = "display";

	public static final String CHANNELS_LABEL = "Channels";
	public static final String CHANNELS_HELP = "What the model sees as red, green and blue: display (the colours on the screen), or channel " +
		"numbers such as 3,1,2; 0 stays black, and one number goes to all three.";
	public static final String CHANNELS_DEFAULT = "display";

	public static final String PLANES_LABEL = "Planes of a stack";
	public static final String PLANES_HELP = "current: the plane on the screen; all: every slice and frame, one after the other, as frames of " +
		"the result.";
	public static final String PLANES_DEFAULT = "current";

	public static final String RESCALE_LABEL = "Resample to the model's scale";
	public static final String RESCALE_HELP = "auto: where the model states \u00b5m a pixel and the image has a scale in a unit of length, tiles are " +
		"resampled to the model's scale; off: the image's own pixels.";
	public static final String RESCALE_DEFAULT = "auto";

	public static final String ROIS_LABEL = "Selections";
	public static final String ROIS_HELP = "selection: the image's selection, or all of it; manager: each selection of the open ROI Manager, one " +
		"result each. The bounding box is analysed; outside of the shape the maps stay empty.";
	public static final String ROIS_DEFAULT = "selection";

	private OptionTexts() {}
}
