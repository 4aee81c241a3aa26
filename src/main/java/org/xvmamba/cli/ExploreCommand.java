package org.xvmamba.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.ResultsTable;

import org.xvmamba.CancelledException;
import org.xvmamba.SiblingFolder;
import org.xvmamba.UserException;
import org.xvmamba.explain.AttentionProbe;
import org.xvmamba.explain.AttentionSurvey;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.ExploreOptions;
import org.xvmamba.explain.ExploreOptions.Point;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.image.ImageFiles;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Picture;
import org.xvmamba.model.ModelLibrary;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands that explore attention and states have in common: images in, a folder of results for each of them out. */
abstract class ExploreCommand implements Callable<Integer> {

	/** Where to talk to. */
	protected final Shell shell;

	@Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Image files that ImageJ can open.")
	private List<Path> images;

	@Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the results go, a folder for each image.")
	private Path out;

	@Option(names = "--" + ExplainOptions.MODEL, paramLabel = "MODEL", defaultValue = OptionTexts.MODEL_DEFAULT,
		description = OptionTexts.MODEL_HELP)
	private String model;

	@Option(names = "--" + ExplainOptions.TILING, paramLabel = "TILING", defaultValue = OptionTexts.TILING_DEFAULT,
		description = OptionTexts.TILING_HELP)
	private String tiling;

	@Option(names = "--" + ExplainOptions.DEVICE, paramLabel = "DEVICE", defaultValue = OptionTexts.DEVICE_DEFAULT,
		description = OptionTexts.DEVICE_HELP)
	private String device;

	@Spec
	private CommandSpec spec;

	/** Talks to a shell. */
	ExploreCommand(final Shell shell) {
		this.shell = shell;
	}

	/** Adds the options of this command, by their keys. */
	protected abstract void addTo(Map<String, String> values);

	/** @return the name of the folder within the image's own in which the results lie */
	protected abstract String folderName();

	/**
	 * Does the work for one image.
	 *
	 * @param folder where results are written
	 * @return a sentence about what was found, without a full stop
	 */
	protected abstract String work(Explainer explainer, Picture picture, ExploreOptions options, Path folder) throws IOException;

	@Override
	public final Integer call() {
		final ExploreOptions options = options();
		final Explainer explainer = Explainer.standard(ModelLibrary.standard(Optional.empty()));
		final Map<Path, String> failures = new LinkedHashMap<>();
		ResultNames.of(images).forEach((image, name) -> {
			try {
				explore(explainer, image, options, out.resolve(name).resolve(folderName()));
			}
			catch (final CancelledException exc) {
				throw exc;
			}
			catch (final RuntimeException | OutOfMemoryError exc) {
				if (spec.commandLine().getParseResult().hasMatchedOption("--verbose")) Problems.tellOrigin(exc, shell);
				failures.put(image, Problems.sentence(exc));
			}
		});
		explainer.releaseModel();
		failures.forEach((image, reason) -> shell.err().println(image + ": " + reason));
		return failures.isEmpty() ? 0 : Main.FAILED;
	}

	private ExploreOptions options() {
		final Map<String, String> values = new LinkedHashMap<>();
		values.put(ExplainOptions.MODEL, model);
		values.put(ExplainOptions.TILING, tiling);
		values.put(ExplainOptions.DEVICE, device);
		addTo(values);
		try {
			return ExploreOptions.of(values);
		}
		catch (final UserException exc) {
			throw new ParameterException(spec.commandLine(), exc.getMessage(), exc);
		}
	}

	private void explore(final Explainer explainer, final Path file, final ExploreOptions options, final Path target) {
		final ImagePlus image = ImageFiles.open(file);
		ResultFolder.requireReplaceable(target);
		try (SiblingFolder folder = SiblingFolder.of(target)) {
			final String found = work(explainer, ImagePlusPictures.of(image, null, options.base().picture()), options, folder.path());
			shell.progress().throwIfCancelled();
			folder.moveIntoPlace();
			shell.out().println(file + ": " + found + "; results in " + target);
		}
		catch (final IOException exc) {
			throw SiblingFolder.notWritten(target, exc);
		}
	}

	/** @return the tile under the first point asked for, or under the middle of the picture */
	protected final AttentionProbe probe(final Explainer explainer, final Picture picture, final ExploreOptions options) {
		final Point point = points(picture, options).get(0);
		return explainer.probe(picture, options.base(), options.order(), point.x(), point.y(), shell.progress());
	}

	/** @return the points asked for, or the middle of the picture */
	protected static List<Point> points(final Picture picture, final ExploreOptions options) {
		return options.points().isEmpty() ? List.of(AttentionSurvey.middle(picture)) : options.points();
	}

	/** Writes a table with commas. */
	protected static void write(final ResultsTable table, final Path file) throws IOException {
		table.saveAs(file.toString());
	}

	/** Writes a hyperstack as TIFF, a picture as PNG. */
	protected static void write(final ImagePlus image, final Path file) throws IOException {
		final FileSaver saver = new FileSaver(image);
		final boolean isTiff = file.toString().endsWith(".tif");
		final boolean done = !isTiff ? saver.saveAsPng(file.toString()) : image.getStackSize() > 1 ? saver.saveAsTiffStack(file.toString()) : saver
			.saveAsTiff(file.toString());
		if (!done) throw new IOException("ImageJ could not save " + file.getFileName());
	}
}
