package org.xvmamba.command;

import org.scijava.task.Task;
import org.scijava.task.TaskService;
import org.xvmamba.Pace;
import org.xvmamba.Progress;

import ij.IJ;
import ij.ImagePlus;

/**
 * Progress in ImageJ's status bar and, in Fiji, as a task. Escape, pressed in any of ImageJ's windows, the task's cancel button, and closing
 * the image stop the work.
 */
final class ScreenProgress implements Progress, AutoCloseable {

	private static final String TITLE = "X-VMamba";

	/** Nobody reads faster, and the windows' thread has other things to do. */
	private static final long NANOSECONDS_BETWEEN_WORDS = 100_000_000;

	private final ImagePlus image;
	private final boolean hadWindow;
	private final Pace pace = new Pace();
	private final Task taskOrNull;
	private String lastStep = "";
	private long lastShown;

	/**
	 * Begins anew: an earlier press of Escape is forgotten.
	 *
	 * @param image on which the work is done; null where none is open
	 * @param tasksOrNull Fiji's tasks, where there are some
	 */
	ScreenProgress(final ImagePlus image, final TaskService tasksOrNull) {
		IJ.resetEscape();
		this.image = image;
		hadWindow = image != null && image.getWindow() != null;
		taskOrNull = tasksOrNull == null ? null : tasksOrNull.createTask(TITLE);
		if (taskOrNull != null) taskOrNull.start();
	}

	@Override
	public synchronized void report(final String step, final long done, final long total) {
		final String words = pace.describe(step, done, total);
		final long now = System.nanoTime();
		if (step.equals(lastStep) && done < total && now - lastShown < NANOSECONDS_BETWEEN_WORDS) return;
		lastStep = step;
		lastShown = now;
		IJ.showStatus(words + "; Escape stops");
		IJ.showProgress((double) done / total);
		if (taskOrNull == null) return;
		taskOrNull.setStatusMessage(words);
		taskOrNull.setProgressMaximum(total);
		taskOrNull.setProgressValue(done);
	}

	@Override
	public boolean isCancelled() {
		return IJ.escapePressed() || isImageClosed() || taskOrNull != null && taskOrNull.isCanceled();
	}

	/** @return whether the image had a window, and has none any more */
	boolean isImageClosed() {
		return hadWindow && image.getWindow() == null;
	}

	/** Clears the progress bar. */
	@Override
	public void close() {
		IJ.showProgress(1.0);
		IJ.showStatus("");
		if (taskOrNull != null) taskOrNull.finish();
	}
}
