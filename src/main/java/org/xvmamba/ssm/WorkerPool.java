package org.xvmamba.ssm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** A bounded number of threads that share the items of a task; they never keep the JVM from exiting. Thread-safe. */
final class WorkerPool implements AutoCloseable {

	private final ExecutorService pool;
	private final int threads;

	/** A pool of so many threads, at least 1, with names that start with {@code name}. */
	WorkerPool(final int threads, final String name) {
		this.threads = threads;
		final AtomicInteger count = new AtomicInteger();
		pool = Executors.newFixedThreadPool(threads, work -> {
			final Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		});
	}

	int threads() {
		return threads;
	}

	/**
	 * Runs the task for the items 0 to {@code items - 1}, and waits, also when one of them fails: afterwards nobody works on them any more. After
	 * a failure no further item is begun; the first failure is thrown.
	 *
	 * @throws IllegalStateException when the pool is closed
	 */
	void forEach(final int items, final IntConsumer task) {
		final AtomicInteger next = new AtomicInteger();
		final AtomicReference<Throwable> failure = new AtomicReference<>();
		final List<CompletableFuture<Void>> running = new ArrayList<>();
		try {
			for (int worker = 0; worker < Math.min(threads, items); worker++)
				running.add(CompletableFuture.runAsync(() -> work(items, next, failure, task), pool));
		}
		catch (final RejectedExecutionException exc) {
			failure.compareAndSet(null, new IllegalStateException("The threads are closed and compute no more.", exc));
		}
		CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
		if (failure.get() instanceof RuntimeException exc) throw exc;
		if (failure.get() instanceof Error error) throw error;
	}

	private static void work(final int items, final AtomicInteger next, final AtomicReference<Throwable> failure, final IntConsumer task) {
		try {
			for (int item = next.getAndIncrement(); item < items && failure.get() == null; item = next.getAndIncrement())
				task.accept(item);
		}
		catch (final RuntimeException | Error exc) {
			failure.compareAndSet(null, exc);
		}
	}

	/** Lets the work at hand end; {@link #forEach} then fails. */
	@Override
	public void close() {
		pool.shutdown();
	}
}
