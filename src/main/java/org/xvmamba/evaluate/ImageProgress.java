package org.xvmamba.evaluate;

import org.xvmamba.Progress;

/**
 * Progress of one image among others. What works inside an image and tells about itself is not heard, and asks for cancellation like all others.
 *
 * @param whole told of all images
 * @param image from 0
 * @param images number of them
 */
record ImageProgress(Progress whole, int image, int images) implements Progress {

	private static final int UNITS = 100;

	/**
	 * @param step what is being done
	 * @param done steps finished on this image
	 * @param total steps of this image
	 */
	void tell(final String step, final int done, final int total) {
		whole.report("Testing maps: " + step + (images == 1 ? "" : ", image " + (image + 1) + " of " + images), (long) image * UNITS + (long) UNITS *
			done / total, (long) images * UNITS);
	}

	@Override
	public void report(final String step, final long done, final long total) {
		// the image's own steps are told
	}

	@Override
	public boolean isCancelled() {
		return whole.isCancelled();
	}
}
