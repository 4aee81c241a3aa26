package org.xvmamba.command;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.NumberWidget;
import org.xvmamba.Progress;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.ExplanationWindows;
import org.xvmamba.display.HelpPage;
import org.xvmamba.display.ModelPlaces;
import org.xvmamba.display.ViewPanel;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Picture;
import org.xvmamba.image.TilePlans;

import ij.IJ;
import ij.ImagePlus;

/** Explains the active image; an area selection limits it. The fields' names are the keys of macros. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + ExplainCommand.LABEL,
	description = "Shows what a Vision Mamba model says of the active image, and which parts of it steer the model's states.")
public final class ExplainCommand extends ScreenCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Explain...";

	private static final String MAP = "Maps";
	private static final String IMAGE = "Image";

	@Parameter(required = false, label = "Image", description = "The image to be explained; its selection limits it.", persist = false)
	private ImagePlus image;

	@Parameter(label = OptionTexts.MODEL_LABEL, description = OptionTexts.MODEL_HELP, style = "directory", persist = false)
	private String model = OptionTexts.MODEL_DEFAULT;

	@Parameter(label = OptionTexts.INDEX_LABEL, description = OptionTexts.INDEX_HELP, choices = { "jacobian", "gramian", "jacobian,gramian",
		"jacobian-direct", "jacobian-propagated", "energy", "absolute", "selectivity", "jacobian-corrected", "jacobian-direct-corrected",
		"jacobian-propagated-corrected", "gramian-corrected", "energy-corrected", "absolute-corrected", "jacobian-class",
		"jacobian-direct-class", "jacobian-propagated-class", "gramian-class", "energy-class", "absolute-class", "selectivity-class",
		"jacobian-corrected-class", "jacobian-direct-corrected-class", "jacobian-propagated-corrected-class", "gramian-corrected-class",
		"energy-corrected-class", "absolute-corrected-class", "cam" }, persist = false)
	private String index = OptionTexts.INDEX_DEFAULT;

	@Parameter(label = OptionTexts.CLASS_NAME_LABEL, description = OptionTexts.CLASS_NAME_HELP, persist = false,
		attrs = @Attr(name = CommandInputs.SECTION, value = MAP))
	private String classname = OptionTexts.CLASS_NAME_DEFAULT;

	@Parameter(label = OptionTexts.BLOCKS_LABEL, description = OptionTexts.BLOCKS_HELP, persist = false,
		attrs = @Attr(name = CommandInputs.SECTION, value = MAP))
	private String blocks = OptionTexts.BLOCKS_DEFAULT;

	@Parameter(label = OptionTexts.DIRECTIONS_LABEL, description = OptionTexts.DIRECTIONS_HELP, persist = false,
		attrs = @Attr(name = CommandInputs.SECTION, value = MAP))
	private String directions = OptionTexts.DIRECTIONS_DEFAULT;

	@Parameter(label = OptionTexts.TILING_LABEL, description = OptionTexts.TILING_HELP, choices = { "auto", "whole", "tiles" }, persist = false)
	private String tiling = OptionTexts.TILING_DEFAULT;

	@Parameter(label = OptionTexts.OVERLAP_LABEL, description = OptionTexts.OVERLAP_HELP, min = "0", max = "" + TilePlans.MOST_OVERLAP,
		style = NumberWidget.SLIDER_STYLE, persist = false,
		attrs = @Attr(name = CommandInputs.SECTION, value = CommandInputs.TILES))
	private int overlap = OptionTexts.OVERLAP_DEFAULT;

	@Parameter(label = OptionTexts.TISSUE_LABEL, description = OptionTexts.TISSUE_HELP, persist = false)
	private boolean tissue = OptionTexts.TISSUE_DEFAULT;

	@Parameter(label = OptionTexts.DEVICE_LABEL, description = OptionTexts.DEVICE_HELP, persist = false,
		attrs = @Attr(name = CommandInputs.SECTION, value = CommandInputs.COMPUTER))
	private String device = OptionTexts.DEVICE_DEFAULT;

	@Parameter(label = OptionTexts.OVERLAY_LABEL, description = OptionTexts.OVERLAY_HELP, persist = false)
	private boolean overlay = OptionTexts.OVERLAY_DEFAULT;

	@Parameter(label = OptionTexts.STACK_LABEL, description = OptionTexts.STACK_HELP, persist = false)
	private boolean stack = OptionTexts.STACK_DEFAULT;

	@Parameter(label = OptionTexts.OPACITY_LABEL, description = OptionTexts.OPACITY_HELP, min = "0", max = "100",
		style = NumberWidget.SLIDER_STYLE, persist = false,
		attrs = @Attr(name = CommandInputs.SECTION, value = MAP))
	private int opacity = OptionTexts.OPACITY_DEFAULT;

	@Parameter(label = OptionTexts.SCALING_LABEL, description = OptionTexts.SCALING_HELP, persist = false,
		attrs = @Attr(name = CommandInputs.SECTION, value = IMAGE))
	private String scaling = OptionTexts.SCALING_DEFAULT;

	@Parameter(label = OptionTexts.CHANNELS_LABEL, description = OptionTexts.CHANNELS_HELP, persist = false,
		attrs = @Attr(name = CommandInputs.SECTION, value = IMAGE))
	private String channels = OptionTexts.CHANNELS_DEFAULT;

	@Parameter(label = OptionTexts.PLANES_LABEL, description = OptionTexts.PLANES_HELP, choices = { "current", "all" }, persist = false,
		attrs = @Attr(name = CommandInputs.SECTION, value = IMAGE))
	private String planes = OptionTexts.PLANES_DEFAULT;

	@Parameter(label = OptionTexts.RESCALE_LABEL, description = OptionTexts.RESCALE_HELP, choices = { "auto", "off" }, persist = false,
		attrs = @Attr(name = CommandInputs.SECTION, value = CommandInputs.TILES))
	private String rescale = OptionTexts.RESCALE_DEFAULT;

	@Parameter(label = OptionTexts.ROIS_LABEL, description = OptionTexts.ROIS_HELP, choices = { "selection", "manager" }, persist = false,
		attrs = @Attr(name = CommandInputs.SECTION, value = IMAGE))
	private String rois = OptionTexts.ROIS_DEFAULT;

	@Override
	protected ImagePlus givenImage() {
		return image;
	}

	@Override
	protected HelpPage help() {
		return HelpPage.EXPLAIN;
	}

	@Override
	protected void run(final ImagePlus source, final Progress progress) {
		explain(source, options(), progress);
	}

	/** Explains an image, and shows what was found. */
	static void explain(final ImagePlus source, final ExplainOptions options, final Progress progress) {
		final Explainer explainer = Explainer.standard(ModelPlaces.library());
		final List<List<Picture>> pictures = ImageSelections.of(source, options.picture().fromManager()).stream().map(selection -> ImagePlusPictures
			.series(source, selection.orElse(null), options.picture())).toList();
		final List<ExplanationSeries> explanations = explainer.explainEach(pictures, options, progress);
		progress.throwIfCancelled();
		ExplanationWindows.show(source, explanations);
		if (IJ.isMacro()) return;
		ModelChoices.remember(options.model());
		ExplainedImage.of(source).ifPresent(ViewPanel::open);
	}

	private ExplainOptions options() {
		return ExplainOptions.of(Map.ofEntries(entry(ExplainOptions.MODEL, model), entry(ExplainOptions.INDEX, index), entry(
			ExplainOptions.CLASS_NAME, classname), entry(
			ExplainOptions.BLOCKS, blocks), entry(ExplainOptions.DIRECTIONS, directions), entry(ExplainOptions.TILING, tiling), entry(
				ExplainOptions.OVERLAP, Integer.toString(overlap)), entry(ExplainOptions.TISSUE, Boolean.toString(tissue)), entry(
					ExplainOptions.DEVICE, device), entry(ExplainOptions.OVERLAY, Boolean.toString(overlay)), entry(ExplainOptions.STACK, Boolean
						.toString(stack)), entry(ExplainOptions.OPACITY, Integer.toString(opacity)), entry(ExplainOptions.SCALING, scaling), entry(
							ExplainOptions.CHANNELS, channels), entry(ExplainOptions.PLANES, planes), entry(ExplainOptions.RESCALE, rescale), entry(
								ExplainOptions.ROIS, rois)));
	}
}
