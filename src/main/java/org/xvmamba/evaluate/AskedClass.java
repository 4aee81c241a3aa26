package org.xvmamba.evaluate;

import org.xvmamba.model.VisionMambaSession;

/**
 * The class of an image that a model is asked about, again and again. Not thread-safe.
 *
 * @param session of the model
 * @param predictor on that session
 * @param image all of it, as the model sees it
 * @param mixer of the same image
 * @param position of the class among the model's
 * @param probability of it on the image as it is
 */
record AskedClass(VisionMambaSession session, Predictor predictor, EvaluatedImage image, PixelMixer mixer, int position, double probability) {

	static AskedClass of(final VisionMambaSession session, final EvaluatedImage image, final int position, final double probability) {
		return new AskedClass(session, new Predictor(session, image.size()), image, PixelMixer.of(image.pixels()), position, probability);
	}
}
