package org.xvmamba.cli;

import java.io.PrintWriter;

import org.xvmamba.Pace;
import org.xvmamba.Progress;

/** Progress in one line that is written over and over. */
final class ShellProgress implements Progress {

	private final PrintWriter writer;
	private final boolean visible;
	private final Pace pace = new Pace();
	private int width;
	private volatile boolean cancelled;

	/**
	 * @param writer where the line goes
	 * @param visible whether somebody can see it
	 */
	ShellProgress(final PrintWriter writer, final boolean visible) {
		this.writer = writer;
		this.visible = visible;
	}

	@Override
	public synchronized void report(final String step, final long done, final long total) {
		if (!visible) return;
		final String words = pace.describe(step, done, total);
		final String line = done >= total ? "" : words;
		writer.print("\r" + line + " ".repeat(Math.max(0, width - line.length())) + "\r");
		writer.flush();
		width = line.length();
	}

	@Override
	public boolean isCancelled() {
		return cancelled;
	}

	/** Asks the work to stop. */
	void stop() {
		cancelled = true;
	}
}
