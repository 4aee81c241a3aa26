package org.xvmamba.display;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;

import ij.IJ;

/**
 * One thread that computes what a window asks for, one thing at a time. Of each kind only the newest request counts; a more urgent kind
 * interrupts the others, which begin anew afterwards. Requests may come from any thread.
 */
final class ExplorerWork implements AutoCloseable {

	/** The most urgent first. */
	enum Kind {
		MAP, DIRECTIONS, STATES, POINTS, COLOURS, BLOCKS
	}

	/** Something that takes a while. */
	interface Work {

		void run(Progress progress);
	}

	private final Map<Kind, Work> waiting = new EnumMap<>(Kind.class);
	private final Consumer<String> trouble;
	private final ExecutorService worker;
	private volatile boolean closed;

	/** @param trouble told, in one sentence and in the thread that computes, what could not be done */
	ExplorerWork(final String name, final Consumer<String> trouble) {
		this.trouble = trouble;
		worker = Executors.newSingleThreadExecutor(work -> {
			final Thread thread = new Thread(work, name);
			thread.setDaemon(true);
			return thread;
		});
	}

	void request(final Kind kind, final Work work) {
		synchronized (waiting) {
			if (closed) return;
			waiting.put(kind, work);
			worker.execute(this::runMostUrgent);
		}
	}

	private void runMostUrgent() {
		final Map.Entry<Kind, Work> next;
		synchronized (waiting) {
			if (closed || waiting.isEmpty()) return;
			next = Map.entry(waiting.keySet().iterator().next(), waiting.values().iterator().next());
			waiting.remove(next.getKey());
		}
		try {
			next.getValue().run(new Urgency(next.getKey()));
		}
		catch (final CancelledException exc) {
			again(next);
		}
		catch (final UserException exc) {
			trouble.accept(exc.getMessage());
		}
		catch (final OutOfMemoryError error) {
			trouble.accept("The memory does not suffice; close other images, or give ImageJ more memory in Edit > Options > Memory & Threads.");
		}
		catch (final RuntimeException exc) {
			if (!closed) IJ.handleException(exc);
		}
	}

	/** What was interrupted is still wanted, unless the same kind has been asked for since. */
	private void again(final Map.Entry<Kind, Work> interrupted) {
		synchronized (waiting) {
			if (closed) return;
			waiting.putIfAbsent(interrupted.getKey(), interrupted.getValue());
			worker.execute(this::runMostUrgent);
		}
	}

	/** Stops what runs as soon as it can, and forgets what waits; {@code last} runs afterwards. */
	void close(final Runnable last) {
		synchronized (waiting) {
			if (closed) return;
			closed = true;
			waiting.clear();
			worker.execute(last);
			worker.shutdown();
		}
	}

	@Override
	public void close() {
		close(() -> {});
	}

	/** Interrupts what is less urgent than something that waits. */
	private final class Urgency implements Progress {

		private final Kind kind;

		Urgency(final Kind kind) {
			this.kind = kind;
		}

		@Override
		public void report(final String step, final long done, final long total) {
			// the window shows the newest answer, not how far the next one is
		}

		@Override
		public boolean isCancelled() {
			if (closed) return true;
			synchronized (waiting) {
				return !waiting.isEmpty() && waiting.keySet().iterator().next().compareTo(kind) < 0;
			}
		}
	}
}
