package org.xvmamba;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How fast a work goes on, and when it will be done: made of what {@link Progress#report} is told. The rate is that of the last seconds, so
 * that a slow beginning is soon forgotten; before enough is known, there is none. Thread-safe.
 */
public final class Pace {

	private static final double NANOSECONDS = 1e9;

	/** The rate is taken over these last seconds. */
	private static final double WINDOW_SECONDS = 15;

	/** A rate over a shorter time, or of fewer units, says little. */
	private static final double LEAST_SECONDS = 1.5;
	private static final int LEAST_UNITS = 3;

	private static final int MINUTE = 60;
	private static final int HOUR = 60 * MINUTE;

	private final LongSupplier clock;
	private final Deque<Moment> moments = new ArrayDeque<>();
	private long total;

	private record Moment(long nanoseconds, long done) {}

	/** Goes by the system's clock. */
	public Pace() {
		this(System::nanoTime);
	}

	/** @param clock nanoseconds since any moment */
	Pace(final LongSupplier clock) {
		this.clock = clock;
	}

	/**
	 * Notes a report. Another total, or less done than before, begins anew.
	 *
	 * @param step what is being done
	 * @param done units finished, 0 to total
	 * @param total units in all, at least 1
	 * @return the step in words: how many units are done and, as soon as that can be told, how many are done in a second (or how long each
	 *         takes) and how long the rest will take, such as {@code Explaining tiles: 120 of 900, 28/s, 28 s left}; the step alone where there
	 *         is one unit only
	 */
	public synchronized String describe(final String step, final long done, final long total) {
		note(done, total);
		if (total <= 1) return step;
		final String position = step + ": " + done + " of " + total;
		final Moment first = moments.getFirst();
		final double seconds = (moments.getLast().nanoseconds - first.nanoseconds) / NANOSECONDS;
		final long units = done - first.done;
		if (done >= total || units < LEAST_UNITS || seconds < LEAST_SECONDS) return position;
		final double rate = units / seconds;
		return position + ", " + rate(rate) + ", " + duration((total - done) / rate) + " left";
	}

	private void note(final long done, final long newTotal) {
		final boolean continues = newTotal == total && !moments.isEmpty() && done >= moments.getLast().done;
		if (!continues) moments.clear();
		total = newTotal;
		final long now = clock.getAsLong();
		moments.addLast(new Moment(now, done));
		while (moments.size() > 2 && (now - moments.getFirst().nanoseconds) / NANOSECONDS > WINDOW_SECONDS)
			moments.removeFirst();
	}

	private static String rate(final double perSecond) {
		if (perSecond < 1) return String.format(Locale.ROOT, "%.1f s each", 1 / perSecond);
		return String.format(Locale.ROOT, perSecond < 10 ? "%.1f/s" : "%.0f/s", perSecond);
	}

	private static String duration(final double seconds) {
		final long whole = (long) Math.ceil(seconds);
		if (whole <= MINUTE) return whole + " s";
		if (whole <= HOUR) return (whole + MINUTE - 1) / MINUTE + " min";
		final long minutes = (whole + MINUTE - 1) / MINUTE;
		return minutes / MINUTE + " h " + minutes % MINUTE + " min";
	}
}
