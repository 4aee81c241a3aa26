package org.xvmamba.explain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** How long each step took. Not thread-safe. */
final class StepTimes {

	private final long start = System.nanoTime();
	private final Map<String, Long> nanoseconds = new LinkedHashMap<>();

	/** Does a step, and adds its time to what the step has taken so far. */
	<T> T time(final String step, final Supplier<T> work) {
		final long before = System.nanoTime();
		try {
			return work.get();
		}
		finally {
			add(step, System.nanoTime() - before);
		}
	}

	/** Adds a time, in nanoseconds, to what a step has taken so far. */
	void add(final String step, final long time) {
		nanoseconds.merge(step, time, Long::sum);
	}

	/** @return the steps in the order in which they first ran, and the total, in milliseconds */
	Map<String, Object> inMilliseconds() {
		final Map<String, Object> times = new LinkedHashMap<>();
		nanoseconds.forEach((step, time) -> times.put(step, milliseconds(time)));
		times.put("total", milliseconds(System.nanoTime() - start));
		return times;
	}

	private static double milliseconds(final long nanoseconds) {
		return Math.round(nanoseconds / 1e4) / 100.0;
	}
}
