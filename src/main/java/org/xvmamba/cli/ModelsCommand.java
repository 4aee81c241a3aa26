package org.xvmamba.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.xvmamba.UserException;
import org.xvmamba.model.InstalledModel;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.SelfTest;

import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code models}: which models are there. */
@Command(description = "List the models that are installed, or lie in other folders; a broken one with its reason.")
final class ModelsCommand implements Callable<Integer> {

	private final Shell shell;

	@Parameters(paramLabel = "FOLDER", arity = "0..*", showDefaultValue = Visibility.NEVER,
		description = "Folders with model folders, beside the usual places.")
	private List<Path> folders = List.of();

	@Option(names = "--selftest", description = "Test each of them.")
	private boolean selfTest;

	ModelsCommand(final Shell shell) {
		this.shell = shell;
	}

	@Override
	public Integer call() {
		final List<InstalledModel> models = ModelLibrary.standard(Optional.empty()).with(folders).installed();
		boolean allWork = true;
		for (final InstalledModel model : models) {
			final Optional<String> problem = model.problem().or(() -> test(model));
			shell.out().println(model.name() + " (" + model.path() + "): " + problem.orElseGet(() -> words(model)));
			allWork &= problem.isEmpty();
		}
		if (models.isEmpty()) shell.out().println("No model is installed.");
		return allWork ? 0 : Main.FAILED;
	}

	private Optional<String> test(final InstalledModel model) {
		if (!selfTest) return model.examine(shell.progress()).problem();
		try {
			SelfTest.run(model.folder().orElseThrow(), shell.progress());
			return Optional.empty();
		}
		catch (final UserException exc) {
			return Optional.of(exc.getMessage());
		}
	}

	private String words(final InstalledModel model) {
		final var description = model.folder().orElseThrow().description();
		return description.family() + ", " + description.classes().size() + " classes, input " + description.inputSize() + " x " + description
			.inputSize() + ", " + description.blocks().size() + " blocks" + (selfTest ? ", self-test passed" : "");
	}
}
