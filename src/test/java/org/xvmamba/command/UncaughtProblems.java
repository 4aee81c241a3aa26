package org.xvmamba.command;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ij.IJ;

/** Collects what no thread caught, that of the windows included, and what ImageJ caught to show it in a window. */
final class UncaughtProblems implements AutoCloseable {

	private final Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
	private final List<Throwable> problems = new CopyOnWriteArrayList<>();

	UncaughtProblems() {
		Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> problems.add(problem));
		IJ.setExceptionHandler(problems::add);
	}

	/** Fails with what was collected, if there is anything. */
	void requireNone() {
		if (problems.isEmpty()) return;
		final AssertionError error = new AssertionError(problems.size() + " exceptions that nobody caught");
		problems.forEach(error::addSuppressed);
		throw error;
	}

	@Override
	public void close() {
		Thread.setDefaultUncaughtExceptionHandler(before);
		IJ.setExceptionHandler(null);
	}
}
