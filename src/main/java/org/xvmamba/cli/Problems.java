package org.xvmamba.cli;

import org.xvmamba.CancelledException;
import org.xvmamba.UserException;

/** Turns what went wrong into a sentence. */
final class Problems {

	private static final String REPORT_AT = "https://github.com/xvmamba/xvmamba-explain/issues";

	private Problems() {}

	/** @return the problem in one sentence */
	static String sentence(final Throwable problem) {
		if (problem instanceof UserException || problem instanceof CancelledException) return problem.getMessage();
		if (problem instanceof OutOfMemoryError) return "The memory does not suffice (" + problem.getMessage() +
			"); give Java more with -Xmx, or work on a smaller image.";
		return "An unexpected error, " + problem.getClass().getName() + (problem.getMessage() == null ? "" : ": " + problem.getMessage()) +
			"; please report it at " + REPORT_AT + " with what --verbose prints.";
	}

	/** Tells the problem, and with {@code verbose} where it came from. */
	static void tell(final Throwable problem, final Shell shell, final boolean verbose) {
		shell.err().println(sentence(problem));
		if (verbose) tellOrigin(problem, shell);
	}

	/** Prints where the problem came from. */
	static void tellOrigin(final Throwable problem, final Shell shell) {
		problem.printStackTrace(shell.err());
	}
}
