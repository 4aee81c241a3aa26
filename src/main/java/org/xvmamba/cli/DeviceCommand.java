package org.xvmamba.cli;

import java.util.Optional;
import java.util.concurrent.Callable;

import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.model.DeviceCheck;
import org.xvmamba.model.ModelLibrary;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code device}: which devices work here, and what is missing for the others? */
@Command(description = {
	"Tell which devices work on this computer, and what is missing for a graphics card: driver, CUDA and cuDNN libraries, memory; then try each with one tile.",
	"Exit code 0 when the CPU works and, with --device, that device too; else 1." })
final class DeviceCommand implements Callable<Integer> {

	private static final String CPU = "cpu";

	private final Shell shell;

	@Option(names = "--" + ExplainOptions.MODEL, paramLabel = "MODEL", defaultValue = OptionTexts.MODEL_DEFAULT,
		description = "The model with which devices are tried: a name, or the path of a model folder.")
	private String model;

	@Option(names = "--" + ExplainOptions.DEVICE, paramLabel = "DEVICE", defaultValue = CPU,
		description = "The device that has to work, such as cuda:0.")
	private String device;

	DeviceCommand(final Shell shell) {
		this.shell = shell;
	}

	@Override
	public Integer call() {
		final ModelLibrary library = ModelLibrary.standard(Optional.empty());
		final DeviceCheck.Report report = DeviceCheck.run(() -> library.find(model), shell.progress());
		report.lines().forEach(shell.out()::println);
		if (report.devices().contains(CPU) && report.devices().contains(device)) return 0;
		shell.err().println("The device '" + (report.devices().contains(CPU) ? device : CPU) + "' does not work here; the lines above say why.");
		return Main.FAILED;
	}
}
