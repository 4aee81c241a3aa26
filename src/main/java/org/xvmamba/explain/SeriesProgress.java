package org.xvmamba.explain;

import org.xvmamba.Progress;

/**
 * Progress of one plane among others.
 *
 * @param whole told of all planes
 * @param plane from 0
 * @param planes number of them
 */
record SeriesProgress(Progress whole, int plane, int planes) implements Progress {

	@Override
	public void report(final String step, final long done, final long total) {
		whole.report(planes == 1 ? step : step + " of plane " + (plane + 1) + " of " + planes, plane * total + done, planes * total);
	}

	@Override
	public boolean isCancelled() {
		return whole.isCancelled();
	}
}
