package org.xvmamba.model;

/**
 * Labels and help texts of an import, one place for dialog, macro and command line. Compile-time constants, because annotations refer to them.
 */
public final class ImportTexts {

	public static final String CHECKPOINT_LABEL = "Checkpoint";
	public static final String CHECKPOINT_HELP = "The file with the trained weights: PyTorch's .pth or .pt, safetensors, or the index of weights in " +
		"several files. Nothing that it holds is run.";

	public static final String FAMILY_LABEL = "Family";
	public static final String FAMILY_HELP = "Kind of network: auto goes by the tensors; else medmamba, vmamba, vim or plainmamba.";

	public static final String CLASSES_LABEL = "Class names";
	public static final String CLASSES_HELP = "MedMamba's class_indices.json, a file with one name a line, or the names joined by commas; without them, " +
		"classes are numbered.";

	public static final String NAME_LABEL = "Model name";
	public static final String NAME_HELP = "Name of the model, 5 to 128 letters, digits, spaces and _ + - ( ); else that of the file or folder.";

	public static final String INPUT_SIZE_LABEL = "Input size (pixels)";
	public static final String INPUT_SIZE_HELP = "Size at which the model was trained, such as 224; else that of its family.";

	public static final String NORMALISATION_LABEL = "Normalisation";
	public static final String NORMALISATION_HELP = "What training did to grey values from 0 to 1: family (what is usual for it), symmetric (mean and " +
		"deviation 0.5), imagenet, unit (nothing), or mean/deviation such as 0.5/0.25, one number each or three joined by commas.";

	public static final String SCALE_LABEL = "Scale (\u00b5m per pixel)";
	public static final String SCALE_HELP = "Scale at which the model was trained, in \u00b5m a pixel, where it matters.";

	public static final String EMA_LABEL = "Averaged weights (EMA)";
	public static final String EMA_HELP = "Take the moving average of the weights, which some files hold beside the weights.";

	public static final String SCAN_LABEL = "Scan pattern (VMamba v2)";
	public static final String SCAN_HELP = "How a VMamba of the second version walks over the image, which its file does not tell: cross2d (the usual " +
		"way), unidi, bidi or cascade2d.";

	private ImportTexts() {}
}
