package org.xvmamba.explain;

import org.xvmamba.Progress;

/**
 * Progress of one part of a work among others.
 *
 * @param whole told of all parts
 * @param name of a part, such as plane
 * @param part from 0
 * @param parts number of them
 */
record SeriesProgress(Progress whole, String name, int part, int parts) implements Progress {

	@Override
	public void report(final String step, final long done, final long total) {
		whole.report(parts == 1 ? step : step + " of " + name + " " + (part + 1) + " of " + parts, part * total + done, parts * total);
	}

	@Override
	public boolean isCancelled() {
		return whole.isCancelled();
	}
}
