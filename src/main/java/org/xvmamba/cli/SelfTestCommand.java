package org.xvmamba.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.SelfTest;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code selftest}: is a model folder unaltered, and does its model work here? */
@Command(description = "Check every file of a model folder against its SHA-256, and the model against its own test output.")
final class SelfTestCommand implements Callable<Integer> {

	private final Shell shell;

	@Parameters(paramLabel = "FOLDER", description = "A model folder.")
	private Path folder;

	SelfTestCommand(final Shell shell) {
		this.shell = shell;
	}

	@Override
	public Integer call() {
		final SelfTest.Report report = SelfTest.run(ModelFolder.open(folder), shell.progress());
		shell.out().println(folder + ": " + report.sentence());
		return 0;
	}
}
