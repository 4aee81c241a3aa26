package org.xvmamba.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.xvmamba.ProgramVersion;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program for the shell. Exit codes: 0 when all was done, 1 when something failed, 2 when the call itself is wrong. */
@Command(name = "xvmamba", description = "See why a Vision Mamba model decides as it does.", mixinStandardHelpOptions = true,
	showDefaultValues = true, versionProvider = Main.Version.class, scope = ScopeType.INHERIT)
public final class Main implements Runnable {

	/** Exit code when something failed. */
	static final int FAILED = 1;

	private static final long SECONDS_TO_CLEAN_UP = 10;

	@Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Print where an error came from.")
	private boolean verbose;

	@Spec
	private CommandSpec spec;

	private Main() {}

	/** @param arguments a subcommand and its options */
	public static void main(final String... arguments) {
		if (!Arrays.asList(arguments).contains(ExplainCommand.SHOW)) System.setProperty("java.awt.headless", "true");
		final PrintWriter out = new PrintWriter(System.out, true);
		final PrintWriter err = new PrintWriter(System.err, true);
		// What libraries print is no result: ImageJ, for one, writes a line about each compressed DICOM file.
		System.setOut(System.err);
		final ShellProgress progress = new ShellProgress(err, System.console() != null);
		final CountDownLatch finished = new CountDownLatch(1);
		Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(progress, finished), "xvmamba-stop"));
		final int exitCode = run(new Shell(out, err, progress), arguments);
		finished.countDown();
		if (!Windows.areOpen()) System.exit(exitCode);
	}

	/** Ctrl+C: the work gets time to remove what is half written. */
	private static void stop(final ShellProgress progress, final CountDownLatch finished) {
		progress.stop();
		try {
			finished.await(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS);
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Does one call, without leaving the JVM.
	 *
	 * @param shell where results and messages go
	 * @param arguments a subcommand and its options
	 * @return the exit code
	 */
	static int run(final Shell shell, final String... arguments) {
		final Main main = new Main();
		final CommandLine line = new CommandLine(main);
		line.addSubcommand("explain", new ExplainCommand(shell)).addSubcommand("import", new ImportCommand(shell)).addSubcommand("selftest",
			new SelfTestCommand(shell)).addSubcommand("models", new ModelsCommand(shell)).addSubcommand("evaluate", new EvaluateCommand(shell))
			.addSubcommand("bench", new BenchCommand(shell)).addSubcommand("device", new DeviceCommand(shell));
		line.addSubcommand("attention", new AttentionCommand(shell)).addSubcommand("orders", new OrdersCommand(shell)).addSubcommand("embed",
			new EmbedCommand(shell)).addSubcommand("trajectory", new TrajectoryCommand(shell));
		line.getSubcommands().get("bench").addSubcommand("tiles", new TileBenchCommand(shell)).addSubcommand("memory", new MemoryCurveCommand(
			shell)).addSubcommand("attention", new AttentionBenchCommand(shell)).addSubcommand("exactness", new ExactnessCommand(shell))
			.addSubcommand("device", new DeviceBenchCommand(shell));
		line.setOut(shell.out());
		line.setErr(shell.err());
		line.setParameterExceptionHandler((problem, args) -> {
			shell.err().println(problem.getMessage());
			shell.err().println("Try '" + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
			return problem.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
		});
		line.setExecutionExceptionHandler((problem, command, result) -> {
			Problems.tell(problem, shell, main.verbose);
			return FAILED;
		});
		try {
			return line.execute(arguments);
		}
		catch (final Error error) {
			Problems.tell(error, shell, main.verbose);
			return FAILED;
		}
	}

	@Override
	public void run() {
		throw new ParameterException(spec.commandLine(), "Which command? There are " + String.join(", ", spec.subcommands().keySet()) + ".");
	}

	/** Asked by picocli. */
	static final class Version implements IVersionProvider {

		@Override
		public String[] getVersion() {
			return new String[] { ProgramVersion.NAME + " " + ProgramVersion.get() };
		}
	}
}
