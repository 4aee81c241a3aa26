package org.xvmamba.cli;

import java.io.PrintWriter;

import org.xvmamba.Progress;

/** Progress in one line that is written over and over. */
final class ShellProgress implements Progress {

	private static final int WIDTH = 70;

	private final PrintWriter writer;
	private final boolean visible;
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
		final String line = done >= total ? "" : step + " (" + done + "/" + total + ")";
		writer.print("\r" + line + " ".repeat(Math.max(0, WIDTH - line.length())) + "\r");
		writer.flush();
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
