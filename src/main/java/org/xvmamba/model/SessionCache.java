package org.xvmamba.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;

/**
 * Keeps the model that was used last, so that the next explanation doesn't load it again. Gives it back when another one is used, when it
 * was not used for some time, and on request. Thread-safe: a second caller waits until the first has finished.
 */
public final class SessionCache implements AutoCloseable {

	private static final long MILLISECONDS_BETWEEN_QUESTIONS = 20;

	/** An hour: whoever randomises weights closes the cache when it is done. */
	private static final long KEPT_MILLISECONDS = 3_600_000;

	private final long idleMilliseconds;
	private final Opener opener;
	private final Semaphore use = new Semaphore(1);
	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
		final Thread thread = new Thread(work, "xvmamba-session-cache");
		thread.setDaemon(true);
		return thread;
	});
	private Key key;
	private VisionMambaSession session;
	private ScheduledFuture<?> eviction;

	/** Loads a model. */
	@FunctionalInterface
	private interface Opener {

		VisionMambaSession open(ModelFolder folder, String device, Progress progress);
	}

	/** What makes two requests want the same session; a model that was written anew in between is another. */
	private record Key(Path modelFile, long size, long modified, ModelDescription description, String device) {}

	/**
	 * @param threads with which sessions work on the CPU, at least 1
	 * @param idleMilliseconds after which an unused session is closed
	 */
	public SessionCache(final int threads, final long idleMilliseconds) {
		this(threads, idleMilliseconds, ScanStrategy.AUTOMATIC);
	}

	/** As above, with a {@link ScanStrategy} that is not the automatic one: for tests and measurements. */
	public SessionCache(final int threads, final long idleMilliseconds, final ScanStrategy strategy) {
		this(idleMilliseconds, (folder, device, progress) -> VisionMambaSession.open(folder, device, threads, strategy, progress));
	}

	private SessionCache(final long idleMilliseconds, final Opener opener) {
		this.idleMilliseconds = idleMilliseconds;
		this.opener = opener;
	}

	/**
	 * A cache of models whose weights have become random.
	 *
	 * @param weights which
	 * @return the cache, which works with all processors, and which the caller closes
	 */
	public static SessionCache of(final RandomisedWeights weights) {
		final int threads = Runtime.getRuntime().availableProcessors();
		return new SessionCache(KEPT_MILLISECONDS, (folder, device, progress) -> weights.open(folder, device, threads, progress));
	}

	/**
	 * Borrows a session, loading the model where it is not the last one used.
	 *
	 * @param folder of the model
	 * @param device as {@link VisionMambaSession#open} takes it
	 * @param progress asked for cancellation while waiting
	 * @return the loan, which the caller closes
	 * @throws UserException when the model or the device can't be used
	 * @throws CancelledException when {@code progress} says so, or the thread is interrupted
	 */
	public Loan borrow(final ModelFolder folder, final String device, final Progress progress) {
		acquire(progress);
		try {
			if (eviction != null) eviction.cancel(false);
			final Key wanted = key(folder, device);
			final boolean loaded = session == null || !wanted.equals(key);
			if (loaded) {
				closeSession();
				session = opener.open(folder, device, progress);
				key = wanted;
			}
			return new Loan(session, loaded);
		}
		catch (final RuntimeException | Error exc) {
			use.release();
			throw exc;
		}
	}

	/** Closes the kept session, once nobody uses it. */
	public void release() {
		use.acquireUninterruptibly();
		try {
			closeSession();
		}
		finally {
			use.release();
		}
	}

	/** Closes the kept session, and keeps none any more. */
	@Override
	public void close() {
		use.acquireUninterruptibly();
		try {
			clock.shutdownNow();
			closeSession();
		}
		finally {
			use.release();
		}
	}

	private void acquire(final Progress progress) {
		try {
			while (!use.tryAcquire(MILLISECONDS_BETWEEN_QUESTIONS, TimeUnit.MILLISECONDS))
				progress.throwIfCancelled();
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			throw new CancelledException();
		}
	}

	private static Key key(final ModelFolder folder, final String device) {
		final Path file = folder.modelFile();
		try {
			return new Key(file, Files.size(file), Files.getLastModifiedTime(file).toMillis(), folder.description(), device);
		}
		catch (final IOException exc) {
			throw new UserException("The model folder '" + folder.path() + "' lacks the file " + file.getFileName() +
				", which its description names, or it can't be read; import the model again.", exc);
		}
	}

	private void closeSession() {
		if (session == null) return;
		final VisionMambaSession closing = session;
		session = null;
		key = null;
		closing.close();
	}

	private void giveBack() {
		try {
			if (clock.isShutdown()) closeSession();
			else eviction = clock.schedule(this::evict, idleMilliseconds, TimeUnit.MILLISECONDS);
		}
		finally {
			use.release();
		}
	}

	private void evict() {
		if (!use.tryAcquire()) return;
		try {
			closeSession();
		}
		finally {
			use.release();
		}
	}

	/** A session for one explanation. */
	public final class Loan implements AutoCloseable {

		private final VisionMambaSession borrowed;
		private final boolean loaded;
		private boolean returned;

		private Loan(final VisionMambaSession borrowed, final boolean loaded) {
			this.borrowed = borrowed;
			this.loaded = loaded;
		}

		/** @return the session, to be used until this loan is closed */
		public VisionMambaSession session() {
			return borrowed;
		}

		/** @return whether the model had to be loaded for this loan */
		public boolean wasLoaded() {
			return loaded;
		}

		@Override
		public void close() {
			if (returned) return;
			returned = true;
			giveBack();
		}
	}
}
