package org.xvmamba.cli;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import ij.ImagePlus;

import org.xvmamba.CancelledException;
import org.xvmamba.UserException;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.explain.Prediction;
import org.xvmamba.image.ImageFiles;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Region;
import org.xvmamba.image.Selection;
import org.xvmamba.model.ModelLibrary;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code explain}: images in, a folder of results for each of them out. */
@Command(description = "Explain images: for each, a folder with prediction, maps, overlay and provenance.")
final class ExplainCommand implements Callable<Integer> {

	/** The option that opens windows. */
	static final String SHOW = "--show";

	private final Shell shell;

	@Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Image files that ImageJ can open.")
	private List<Path> images;

	@Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the results go, a folder for each image.")
	private Path out;

	@Option(names = "--" + ExplainOptions.MODEL, paramLabel = "MODEL", defaultValue = OptionTexts.MODEL_DEFAULT,
		description = OptionTexts.MODEL_HELP)
	private String model;

	@Option(names = "--" + ExplainOptions.INDEX, paramLabel = "INDEX", defaultValue = OptionTexts.INDEX_DEFAULT,
		description = OptionTexts.INDEX_HELP)
	private String index;

	@Option(names = "--" + ExplainOptions.CLASS_NAME, paramLabel = "CLASS", defaultValue = OptionTexts.CLASS_NAME_DEFAULT,
		description = OptionTexts.CLASS_NAME_HELP)
	private String className;

	@Option(names = "--" + ExplainOptions.BLOCKS, paramLabel = "BLOCKS", defaultValue = OptionTexts.BLOCKS_DEFAULT,
		description = OptionTexts.BLOCKS_HELP)
	private String blocks;

	@Option(names = "--" + ExplainOptions.DIRECTIONS, paramLabel = "DIRECTIONS", defaultValue = OptionTexts.DIRECTIONS_DEFAULT,
		description = OptionTexts.DIRECTIONS_HELP)
	private String directions;

	@Option(names = "--" + ExplainOptions.TILING, paramLabel = "TILING", defaultValue = OptionTexts.TILING_DEFAULT,
		description = OptionTexts.TILING_HELP)
	private String tiling;

	@Option(names = "--" + ExplainOptions.OVERLAP, paramLabel = "PERCENT", defaultValue = "" + OptionTexts.OVERLAP_DEFAULT,
		description = OptionTexts.OVERLAP_HELP)
	private String overlap;

	@Option(names = "--" + ExplainOptions.TISSUE, description = OptionTexts.TISSUE_HELP)
	private boolean tissue = OptionTexts.TISSUE_DEFAULT;

	@Option(names = "--" + ExplainOptions.DEVICE, paramLabel = "DEVICE", defaultValue = OptionTexts.DEVICE_DEFAULT,
		description = OptionTexts.DEVICE_HELP)
	private String device;

	@Option(names = "--" + ExplainOptions.OPACITY, paramLabel = "PERCENT", defaultValue = "" + OptionTexts.OPACITY_DEFAULT,
		description = OptionTexts.OPACITY_HELP)
	private String opacity;

	@Option(names = "--" + ExplainOptions.SCALING, paramLabel = "SCALING", defaultValue = OptionTexts.SCALING_DEFAULT,
		description = OptionTexts.SCALING_HELP)
	private String scaling;

	@Option(names = "--" + ExplainOptions.CHANNELS, paramLabel = "CHANNELS", defaultValue = OptionTexts.CHANNELS_DEFAULT,
		description = OptionTexts.CHANNELS_HELP)
	private String channels;

	@Option(names = "--" + ExplainOptions.PLANES, paramLabel = "PLANES", defaultValue = OptionTexts.PLANES_DEFAULT,
		description = OptionTexts.PLANES_HELP)
	private String planes;

	@Option(names = "--" + ExplainOptions.RESCALE, paramLabel = "RESCALE", defaultValue = OptionTexts.RESCALE_DEFAULT,
		description = OptionTexts.RESCALE_HELP)
	private String rescale;

	@Option(names = "--roi", paramLabel = "X,Y,W,H", split = ",", arity = "1", description = "Only this rectangle of each image, in pixels.")
	private List<Integer> roi;

	@Option(names = "--report", description = "Write report.html, too: one page with image, map, layers, tables and provenance, for any browser.")
	private boolean report;

	@Option(names = SHOW, description = "Show the results in ImageJ windows, where there is a screen.")
	private boolean show;

	@Spec
	private CommandSpec spec;

	ExplainCommand(final Shell shell) {
		this.shell = shell;
	}

	@Override
	public Integer call() {
		final ExplainOptions options = options();
		final Region region = region();
		final Explainer explainer = Explainer.standard(ModelLibrary.standard(Optional.empty()));
		final Map<Path, String> failures = new LinkedHashMap<>();
		ResultNames.of(images).forEach((image, name) -> {
			try {
				explain(image, out.resolve(name), region, options, explainer).ifPresent(leftOut -> failures.put(image, leftOut));
			}
			catch (final CancelledException exc) {
				throw exc;
			}
			catch (final RuntimeException | OutOfMemoryError exc) {
				if (verbose()) Problems.tellOrigin(exc, shell);
				failures.put(image, Problems.sentence(exc));
			}
		});
		explainer.releaseModel();
		if (show && !Windows.arePossible()) shell.err().println("There is no screen, so no windows were opened.");
		return failures.isEmpty() ? 0 : summary(failures);
	}

	private ExplainOptions options() {
		try {
			return ExplainOptions.of(Map.ofEntries(entry(ExplainOptions.MODEL, model), entry(ExplainOptions.INDEX, index), entry(
				ExplainOptions.CLASS_NAME, className), entry(
				ExplainOptions.BLOCKS, blocks), entry(ExplainOptions.DIRECTIONS, directions), entry(ExplainOptions.TILING, tiling), entry(
					ExplainOptions.OVERLAP, overlap), entry(ExplainOptions.TISSUE, Boolean.toString(tissue)), entry(ExplainOptions.DEVICE, device),
				entry(ExplainOptions.OPACITY, opacity), entry(ExplainOptions.SCALING, scaling), entry(ExplainOptions.CHANNELS, channels), entry(
					ExplainOptions.PLANES, planes), entry(ExplainOptions.RESCALE, rescale)));
		}
		catch (final UserException exc) {
			throw new ParameterException(spec.commandLine(), exc.getMessage(), exc);
		}
	}

	/** @return the rectangle asked for; null for the whole image */
	private Region region() {
		if (roi == null) return null;
		if (roi.size() != 4 || roi.get(2) < 1 || roi.get(3) < 1) throw new ParameterException(spec.commandLine(), "--roi=" + roi.stream().map(
			String::valueOf).collect(Collectors.joining(",")) + " is not a rectangle; it takes x, y, width and height in pixels, such as " +
				"10,20,300,200.");
		return new Region(roi.get(0), roi.get(1), roi.get(2), roi.get(3));
	}

	private boolean verbose() {
		return spec.commandLine().getParseResult().hasMatchedOption("--verbose");
	}

	/** @return a sentence about what could not be written; nothing when everything is there */
	private Optional<String> explain(final Path file, final Path folder, final Region region, final ExplainOptions options,
		final Explainer explainer)
	{
		final ImagePlus image = ImageFiles.open(file);
		try (ResultFolder results = ResultFolder.at(folder)) {
			final List<Picture> pictures = ImagePlusPictures.series(image, region == null ? null : Selection.of(region), options.picture());
			final ExplanationSeries series = explainer.explain(pictures, options, shell.progress());
			final Optional<String> leftOut = results.write(image, series, report, shell.progress());
			final Prediction prediction = series.first().prediction();
			shell.out().printf(Locale.ROOT, "%s: %s (%s%s), on %s; results in %s%n", file, prediction.best().name(), prediction.isNone()
				? "no prediction" : String.format(Locale.ROOT, "probability %.3f", prediction.best().probability()), series.planes().size() > 1
					? ", the first of " + series.planes().size() + " planes" : "", series.first().device(), folder);
			if (show && Windows.arePossible()) Windows.show(image, series);
			return leftOut;
		}
	}

	private int summary(final Map<Path, String> failures) {
		if (images.size() > 1) shell.err().println(failures.size() + " of " + images.size() + " images could not be explained, or not completely:");
		failures.forEach((image, reason) -> shell.err().println(image + ": " + reason));
		return Main.FAILED;
	}
}
