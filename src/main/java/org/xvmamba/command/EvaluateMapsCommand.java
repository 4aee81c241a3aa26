package org.xvmamba.command;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.NumberWidget;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.display.EvaluationWindows;
import org.xvmamba.display.HelpPage;
import org.xvmamba.display.ModelPlaces;
import org.xvmamba.display.RoiFiles;
import org.xvmamba.evaluate.EvaluationOptions;
import org.xvmamba.evaluate.EvaluationTexts;
import org.xvmamba.evaluate.Evaluator;
import org.xvmamba.evaluate.ImageFileSources;
import org.xvmamba.evaluate.ImageSource;
import org.xvmamba.evaluate.PlaneSources;
import org.xvmamba.evaluate.TruthFiles;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.InfluenceMeasure.PixelMask;
import org.xvmamba.explain.OptionTexts;

import ij.IJ;
import ij.ImagePlus;

/** Tests the maps of a model, on the active image or on a folder. The fields' names are the keys of macros. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + EvaluateMapsCommand.LABEL,
	description = "Tests how far the maps of a Vision Mamba model can be trusted, on the active image, all planes of a stack, or a folder of images.")
public final class EvaluateMapsCommand extends ScreenCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Evaluate Maps...";

	private static final String SELECTION = "selection";
	private static final String MANAGER = "manager";

	@Parameter(required = false, label = "Image", description = "The image on which maps are tested: all of its planes.", persist = false)
	private ImagePlus image;

	@Parameter(label = OptionTexts.MODEL_LABEL, description = OptionTexts.MODEL_HELP, style = "directory", persist = false)
	private String model = OptionTexts.MODEL_DEFAULT;

	@Parameter(label = OptionTexts.INDEX_LABEL, description = OptionTexts.TESTED_INDEX_HELP, persist = false)
	private String index = OptionTexts.INDEX_DEFAULT;

	@Parameter(label = EvaluationTexts.MAPS_LABEL, description = EvaluationTexts.MAPS_HELP, persist = false)
	private String maps = EvaluationTexts.MAPS_DEFAULT;

	@Parameter(label = EvaluationTexts.PROTOCOLS_LABEL, description = EvaluationTexts.PROTOCOLS_HELP, persist = false)
	private String protocols = EvaluationTexts.PROTOCOLS_DEFAULT;

	@Parameter(label = EvaluationTexts.BASELINES_LABEL, description = EvaluationTexts.BASELINES_HELP, persist = false)
	private String baselines = EvaluationTexts.BASELINES_DEFAULT;

	@Parameter(label = OptionTexts.DEVICE_LABEL, description = OptionTexts.DEVICE_HELP, persist = false)
	private String device = OptionTexts.DEVICE_DEFAULT;

	@Parameter(label = EvaluationTexts.SEED_LABEL, description = EvaluationTexts.SEED_HELP, min = "0", max = "1000",
		style = NumberWidget.SPINNER_STYLE, persist = false)
	private int seed = EvaluationTexts.SEED_DEFAULT;

	@Parameter(label = EvaluationTexts.LIMIT_LABEL, description = EvaluationTexts.LIMIT_HELP, min = "0", max = "1000",
		style = NumberWidget.SPINNER_STYLE, persist = false)
	private int limit = EvaluationTexts.LIMIT_DEFAULT;

	@Parameter(required = false, label = "Folder of images", description = "Images to be tested in place of the active one; empty for the active one.",
		style = "directory", persist = false)
	private String folder = "";

	@Parameter(required = false, label = "Table of labels", description = "True classes of the folder's images: a CSV file with the columns file, label.",
		style = "file", persist = false)
	private String labels = "";

	@Parameter(required = false, label = "Truth", description = "Where the evidence lies. selection: the active image's selection; manager: the " +
		"regions of the open ROI Manager; of a folder: a folder of masks, .roi or .zip named like the images, or a CSV file with the columns file, " +
		"xmin, ymin, xmax, ymax. Empty where it is not known.", style = "both", persist = false)
	private String truth = "";

	@Override
	protected HelpPage help() {
		return HelpPage.EVALUATION;
	}

	@Override
	protected ImagePlus givenImage() {
		return image;
	}

	@Override
	protected boolean needsImage() {
		return false;
	}

	@Override
	protected void run(final ImagePlus sourceOrNull, final Progress progress) {
		final EvaluationOptions options = EvaluationOptions.of(Map.ofEntries(entry(ExplainOptions.MODEL, model), entry(ExplainOptions.INDEX,
			index), entry(EvaluationOptions.MAPS, maps), entry(EvaluationOptions.PROTOCOLS, protocols), entry(EvaluationOptions.BASELINES,
				baselines), entry(ExplainOptions.DEVICE, device), entry(EvaluationOptions.SEED, Integer.toString(seed)), entry(
					EvaluationOptions.LIMIT, Integer.toString(limit))));
		final List<ImageSource> sources = folder.isBlank() ? planes(sourceOrNull) : files();
		final Evaluator evaluator = new Evaluator(ModelPlaces.library());
		EvaluationWindows.show(evaluator.evaluate(sources, options, progress), Optional.ofNullable(sourceOrNull));
		if (!IJ.isMacro()) ModelChoices.remember(model);
	}

	private List<ImageSource> files() {
		return ImageFileSources.of(List.of(Path.of(folder)), labels.isBlank() ? Optional.empty() : Optional.of(Path.of(labels)), truth.isBlank()
			? TruthFiles.NONE : TruthFiles.of(Path.of(truth), RoiFiles::read));
	}

	private List<ImageSource> planes(final ImagePlus source) {
		if (source == null) throw new UserException("No image is open and no folder is given; open an image, or give a folder of images.");
		if (!labels.isBlank()) throw new UserException("The option labels=" + labels + " is for a folder of images; give one, or leave it out.");
		return PlaneSources.of(source, switch (truth) {
			case "" -> Optional.empty();
			case SELECTION -> Optional.of(regions(source, false));
			case MANAGER -> Optional.of(regions(source, true));
			default -> throw new UserException("The option truth=" + truth +
				" is not possible for an open image; allowed is: selection, manager, or nothing.");
		});
	}

	private static PixelMask regions(final ImagePlus source, final boolean fromManager) {
		final List<PixelMask> masks = new ArrayList<>();
		ImageSelections.of(source, fromManager).forEach(selection -> selection.map(TruthFiles::inside).ifPresent(masks::add));
		if (masks.isEmpty()) throw new UserException("The image '" + source.getTitle() +
			"' has no area selected that could be the truth; select one, or leave truth out.");
		return (x, y) -> masks.stream().anyMatch(mask -> mask.contains(x, y));
	}
}
