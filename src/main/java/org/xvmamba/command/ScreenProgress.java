package org.xvmamba.command;

import org.scijava.task.Task;
import org.scijava.task.TaskService;
import org.xvmamba.Pace;
import org.xvmamba.Progress;

import ij.IJ;

/**
 * Progress in ImageJ's status bar and, in Fiji, as a task. Escape, pressed in any of ImageJ's windows, and the task's cancel button stop the
 * work.
 */
final class ScreenProgress implements Progress, AutoCloseable {

	private static final String TITLE = "X-VMamba";

	private final Pace pace = new Pace();
	private final Task taskOrNull;

	/**
	 * Begins anew: an earlier press of Escape is forgotten.
	 *
	 * @param tasksOrNull Fiji's tasks, where there are some
	 */
	ScreenProgress(final TaskService tasksOrNull) {
		IJ.resetEscape();
		taskOrNull = tasksOrNull == null ? null : tasksOrNull.createTask(TITLE);
		if (taskOrNull != null) taskOrNull.start();
	}

	@Override
	public void report(final String step, final long done, final long total) {
		final String words = pace.describe(step, done, total);
		IJ.showStatus(words + "; Escape stops");
		IJ.showProgress((double) done / total);
		if (taskOrNull == null) return;
		taskOrNull.setStatusMessage(words);
		taskOrNull.setProgressMaximum(total);
		taskOrNull.setProgressValue(done);
	}

	@Override
	public boolean isCancelled() {
		return IJ.escapePressed() || taskOrNull != null && taskOrNull.isCanceled();
	}

	/** Clears the progress bar. */
	@Override
	public void close() {
		IJ.showProgress(1.0);
		IJ.showStatus("");
		if (taskOrNull != null) taskOrNull.finish();
	}
}
