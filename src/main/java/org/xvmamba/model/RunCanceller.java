package org.xvmamba.model;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;

import org.xvmamba.Progress;

/** Asks, while ONNX Runtime works, whether the work shall stop, and if so stops it. */
final class RunCanceller implements AutoCloseable {

	private static final long MILLISECONDS_BETWEEN_QUESTIONS = 5;

	private final Progress progress;
	private final RunOptions options;
	private final Thread watcher = new Thread(this::watch, "xvmamba-cancel");
	private volatile boolean stopped;

	/**
	 * @param progress asked again and again
	 * @param options of the run; not closed here, and not used any more once this is closed
	 */
	RunCanceller(final Progress progress, final RunOptions options) {
		this.progress = progress;
		this.options = options;
		watcher.setDaemon(true);
		watcher.start();
	}

	/** @return whether it has stopped the run */
	boolean hasStopped() {
		return stopped;
	}

	private void watch() {
		try {
			while (!progress.isCancelled())
				Thread.sleep(MILLISECONDS_BETWEEN_QUESTIONS);
			stopped = true;
			options.setTerminate(true);
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
		}
		catch (final OrtException exc) {
			throw new IllegalStateException("ONNX Runtime can't be asked to stop.", exc);
		}
	}

	/** Waits until nothing uses the options any more. */
	@Override
	public void close() {
		watcher.interrupt();
		boolean interrupted = false;
		while (watcher.isAlive())
			try {
				watcher.join();
			}
			catch (final InterruptedException exc) {
				interrupted = true;
			}
		if (interrupted) Thread.currentThread().interrupt();
	}
}
