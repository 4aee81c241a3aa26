package org.xvmamba;

/**
 * How far the work is, and whether it shall stop: one object goes down from the screen or the shell through every room.
 * <p>
 * Implementations are thread-safe: workers report and ask from any thread.
 */
public interface Progress {

	/** Reports to nobody and never stops. */
	Progress NONE = new Progress() {

		@Override
		public void report(final String step, final long done, final long total) {
			// nobody is listening
		}

		@Override
		public boolean isCancelled() {
			return false;
		}
	};

	/**
	 * Says what is being done.
	 *
	 * @param step what is being done, a few words
	 * @param done units finished, 0 to total
	 * @param total units in all, at least 1
	 */
	void report(String step, long done, long total);

	/** @return whether the work shall stop as soon as it can */
	boolean isCancelled();

	/** @throws CancelledException when the work shall stop */
	default void throwIfCancelled() {
		if (isCancelled()) throw new CancelledException();
	}
}
