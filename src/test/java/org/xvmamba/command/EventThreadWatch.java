package org.xvmamba.command;

import java.awt.EventQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks the thread of the windows again and again for a sign of life, and notes the longest that it took to give one. */
final class EventThreadWatch implements AutoCloseable {

	private static final long MILLISECONDS_BETWEEN_QUESTIONS = 5;
	private static final long PATIENCE_SECONDS = 60;

	private final Thread asker = new Thread(this::ask, "event thread watch");
	private volatile boolean closed;
	private volatile long longest;
	private volatile String busyWith = "";

	EventThreadWatch() {
		asker.start();
	}

	private void ask() {
		try {
			while (!closed) {
				final CountDownLatch answered = new CountDownLatch(1);
				final long asked = System.nanoTime();
				EventQueue.invokeLater(answered::countDown);
				String seen = "";
				while (!answered.await(100, TimeUnit.MILLISECONDS) && System.nanoTime() - asked < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS))
					seen += whatItDoes();
				final long waited = System.nanoTime() - asked;
				if (waited > longest) {
					longest = waited;
					busyWith = seen;
				}
				Thread.sleep(MILLISECONDS_BETWEEN_QUESTIONS);
			}
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
		}
	}

	private static String whatItDoes() {
		final StringBuilder text = new StringBuilder("\n");
		Thread.getAllStackTraces().forEach((thread, trace) -> {
			if (thread.getName().startsWith("AWT-EventQueue")) for (final StackTraceElement element : trace)
				text.append("  ").append(element).append('\n');
		});
		return text.toString();
	}

	/** @return milliseconds that the thread of the windows was busy at a stretch, at most */
	long longestMilliseconds() {
		return TimeUnit.NANOSECONDS.toMillis(longest);
	}

	@Override
	public String toString() {
		return "The windows stood still for " + longestMilliseconds() + " ms" + busyWith;
	}

	@Override
	public void close() {
		closed = true;
		try {
			asker.join();
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
		}
	}
}
