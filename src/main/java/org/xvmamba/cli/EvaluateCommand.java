package org.xvmamba.cli;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.xvmamba.UserException;
import org.xvmamba.display.RoiFiles;
import org.xvmamba.evaluate.Evaluation;
import org.xvmamba.evaluate.EvaluationOptions;
import org.xvmamba.evaluate.EvaluationTexts;
import org.xvmamba.evaluate.Evaluator;
import org.xvmamba.evaluate.ImageFileSources;
import org.xvmamba.evaluate.ImageSource;
import org.xvmamba.evaluate.TruthFiles;
import org.xvmamba.evaluate.Verdict;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.model.ModelLibrary;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate}: is the map true? */
@Command(description = "Test maps on images: tables with confidence intervals, comparisons with baselines, and what they mean in plain words.")
final class EvaluateCommand implements Callable<Integer> {

	private final Shell shell;

	@Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Image files, and folders of them.")
	private List<Path> images;

	@Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where the results go.")
	private Path out;

	@Option(names = "--labels", paramLabel = "CSV", description = "True classes of the images: columns file, label.")
	private Path labels;

	@Option(names = "--truth", paramLabel = "FOLDER|CSV",
		description = "Where the evidence lies: a folder of masks, .roi or .zip named like the images, or a table file, xmin, ymin, xmax, ymax.")
	private Path truth;

	@Option(names = "--" + ExplainOptions.MODEL, paramLabel = "MODEL", defaultValue = OptionTexts.MODEL_DEFAULT,
		description = OptionTexts.MODEL_HELP)
	private String model;

	@Option(names = "--" + ExplainOptions.INDEX, paramLabel = "INDEX", defaultValue = OptionTexts.INDEX_DEFAULT,
		description = OptionTexts.TESTED_INDEX_HELP)
	private String index;

	@Option(names = "--" + EvaluationOptions.MAPS, paramLabel = "MAPS", defaultValue = EvaluationTexts.MAPS_DEFAULT,
		description = EvaluationTexts.MAPS_HELP)
	private String maps;

	@Option(names = "--" + EvaluationOptions.PROTOCOLS, paramLabel = "NAMES", defaultValue = EvaluationTexts.PROTOCOLS_DEFAULT,
		description = EvaluationTexts.PROTOCOLS_HELP)
	private String protocols;

	@Option(names = "--" + EvaluationOptions.BASELINES, paramLabel = "NAMES", defaultValue = EvaluationTexts.BASELINES_DEFAULT,
		description = EvaluationTexts.BASELINES_HELP)
	private String baselines;

	@Option(names = "--" + ExplainOptions.DEVICE, paramLabel = "DEVICE", defaultValue = OptionTexts.DEVICE_DEFAULT,
		description = OptionTexts.DEVICE_HELP)
	private String device;

	@Option(names = "--" + EvaluationOptions.SEED, paramLabel = "NUMBER", defaultValue = "" + EvaluationTexts.SEED_DEFAULT,
		description = EvaluationTexts.SEED_HELP)
	private String seed;

	@Option(names = "--" + EvaluationOptions.LIMIT, paramLabel = "NUMBER", defaultValue = "" + EvaluationTexts.LIMIT_DEFAULT,
		description = EvaluationTexts.LIMIT_HELP)
	private String limit;

	@Spec
	private CommandSpec spec;

	EvaluateCommand(final Shell shell) {
		this.shell = shell;
	}

	@Override
	public Integer call() {
		final EvaluationOptions options = options();
		EvaluationFolder.requireReplaceable(out);
		final List<ImageSource> sources = ImageFileSources.of(images, Optional.ofNullable(labels), truth == null ? TruthFiles.NONE : TruthFiles.of(
			truth, RoiFiles::read));
		final Evaluator evaluator = new Evaluator(ModelLibrary.standard(Optional.empty()));
		final Evaluation evaluation = evaluator.evaluate(sources, options, shell.progress());
		evaluator.releaseModel();
		EvaluationFolder.write(out, evaluation);
		Verdict.sentences(evaluation).forEach(shell.out()::println);
		evaluation.notes().forEach(shell.out()::println);
		shell.out().println("Tables and curves are in " + out + ".");
		evaluation.failures().forEach((image, reason) -> shell.err().println(image + ": " + reason));
		return evaluation.failures().isEmpty() ? 0 : Main.FAILED;
	}

	private EvaluationOptions options() {
		try {
			return EvaluationOptions.of(Map.ofEntries(entry(ExplainOptions.MODEL, model), entry(ExplainOptions.INDEX, index), entry(
				EvaluationOptions.MAPS, maps), entry(EvaluationOptions.PROTOCOLS, protocols), entry(EvaluationOptions.BASELINES, baselines), entry(
					ExplainOptions.DEVICE, device), entry(EvaluationOptions.SEED, seed), entry(EvaluationOptions.LIMIT, limit)));
		}
		catch (final UserException exc) {
			throw new ParameterException(spec.commandLine(), exc.getMessage(), exc);
		}
	}
}
