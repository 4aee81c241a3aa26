package org.xvmamba.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import ij.ImagePlus;

import org.xvmamba.CancelledException;
import org.xvmamba.SiblingFolder;
import org.xvmamba.UserException;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.explain.Prediction.ClassScore;
import org.xvmamba.image.ImageFiles;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Region;
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

	@Option(names = "--" + ExplainOptions.BLOCKS, paramLabel = "BLOCKS", defaultValue = OptionTexts.BLOCKS_DEFAULT,
		description = OptionTexts.BLOCKS_HELP)
	private String blocks;

	@Option(names = "--" + ExplainOptions.DIRECTIONS, paramLabel = "DIRECTIONS", defaultValue = OptionTexts.DIRECTIONS_DEFAULT,
		description = OptionTexts.DIRECTIONS_HELP)
	private String directions;

	@Option(names = "--" + ExplainOptions.TILING, paramLabel = "TILING", defaultValue = OptionTexts.TILING_DEFAULT,
		description = OptionTexts.TILING_HELP)
	private String tiling;

	@Option(names = "--" + ExplainOptions.DEVICE, paramLabel = "DEVICE", defaultValue = OptionTexts.DEVICE_DEFAULT,
		description = OptionTexts.DEVICE_HELP)
	private String device;

	@Option(names = "--" + ExplainOptions.OPACITY, paramLabel = "PERCENT", defaultValue = "" + OptionTexts.OPACITY_DEFAULT,
		description = OptionTexts.OPACITY_HELP)
	private String opacity;

	@Option(names = "--roi", paramLabel = "X,Y,W,H", split = ",", arity = "1", description = "Only this rectangle of each image, in pixels.")
	private List<Integer> roi;

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
		final Map<Path, String> folders = ResultNames.of(images);
		final Map<Path, String> failures = new HashMap<>();
		for (final Path image : new ArrayList<>(folders.keySet()))
			try {
				explain(image, out.resolve(folders.get(image)), region, options, explainer);
			}
			catch (final CancelledException exc) {
				throw exc;
			}
			catch (final RuntimeException | OutOfMemoryError exc) {
				failures.put(image, Problems.sentence(exc));
				shell.err().println(image + ": " + Problems.sentence(exc));
			}
		return 0;
	}

	private void explain(final Path file, final Path folder, final Region region, final ExplainOptions options, final Explainer explainer) {
		final ImagePlus image = ImageFiles.open(file);
		final ResultFolder results = ResultFolder.at(folder);
	}
}
