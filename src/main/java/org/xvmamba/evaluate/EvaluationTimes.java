package org.xvmamba.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Where the time of an evaluation went. Not thread-safe. */
final class EvaluationTimes {

	private static final long NANOSECONDS = 1_000_000;

	private final Map<String, Long> nanoseconds = new LinkedHashMap<>();

	/** Does a step, and adds its time to what the step has taken so far. */
	<T> T time(final String step, final Supplier<T> work) {
		final long before = System.nanoTime();
		try {
			return work.get();
		}
		finally {
			nanoseconds.merge(step, System.nanoTime() - before, Long::sum);
		}
	}

	/** @return the steps in the order in which they first ran */
	Map<String, Long> milliseconds() {
		final Map<String, Long> times = new LinkedHashMap<>();
		nanoseconds.forEach((step, time) -> times.put(step, time / NANOSECONDS));
		return times;
	}
}
