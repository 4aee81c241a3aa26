package org.xvmamba.cli;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
@Command
final class BenchCommand implements Callable<Integer> {
	BenchCommand(final Shell shell) {}
	@Override public Integer call() { return 0; }
}
