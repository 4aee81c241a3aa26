package org.xvmamba.explain;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does one piece of work on a thread of its own, while the caller does something else. For one caller. */
final class ReadAhead<T> implements AutoCloseable {

	private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
		final Thread made = new Thread(work, "xvmamba-read");
		made.setDaemon(true);
		return made;
	});

	private Future<T> begun;

	/** Begins to work, once what was begun before is taken. */
	void begin(final Callable<T> work) {
		begun = thread.submit(work);
	}

	/** @return what came of it; what went wrong there is thrown here */
	T take() {
		try {
			return begun.get();
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while pixels were read.", exc);
		}
		catch (final ExecutionException exc) {
			if (exc.getCause() instanceof Error error) throw error;
			if (exc.getCause() instanceof RuntimeException problem) throw problem;
			throw new IllegalStateException(exc.getCause());
		}
	}

	/** Waits for work that was begun, whose result nobody wants any more. */
	@Override
	public void close() {
		thread.shutdown();
		boolean interrupted = false;
		boolean ended = false;
		while (!ended)
			try {
				ended = thread.awaitTermination(1, TimeUnit.MINUTES);
			}
			catch (final InterruptedException exc) {
				interrupted = true;
			}
		if (interrupted) Thread.currentThread().interrupt();
	}
}
