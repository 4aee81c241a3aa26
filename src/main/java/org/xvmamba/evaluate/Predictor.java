package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.xvmamba.Progress;
import org.xvmamba.explain.Prediction;
import org.xvmamba.model.VisionMambaSession;

/** Asks a model for the probability of one class on many variants of an image, a batch at a time, and for nothing else. Not thread-safe. */
final class Predictor {

	/**
	 * Measured on two cores with the model {@code blood smear}: from here on larger batches are no faster (docs/evaluation.md), and they need more
	 * memory.
	 */
	private static final int BATCH = 8;

	private static final int CHANNELS = 3;

	private final VisionMambaSession session;
	private final int size;
	private final int batch;
	private final List<float[]> buffers = new ArrayList<>();

	/** Writes one variant of an image. */
	@FunctionalInterface
	interface Variants {

		/**
		 * @param number of the variant, from 0
		 * @param pixels [3, size, size], values 0 to 255; all of it is to be written
		 */
		void write(int number, float[] pixels);
	}

	/**
	 * @param session that runs
	 * @param size of its input in pixels
	 */
	Predictor(final VisionMambaSession session, final int size) {
		this.session = session;
		this.size = size;
		this.batch = Math.min(BATCH, session.largestBatch());
	}

	/**
	 * @param count number of variants
	 * @param position of the class
	 * @param variants writes them, each once, in order
	 * @param progress asked for cancellation at every batch
	 * @return softmax probability of the class on each variant
	 */
	double[] probabilities(final int count, final int position, final Variants variants, final Progress progress) {
		final double[] probabilities = new double[count];
		for (int from = 0; from < count; from += batch) {
			final int images = Math.min(batch, count - from);
			while (buffers.size() < images)
				buffers.add(new float[CHANNELS * size * size]);
			for (int i = 0; i < images; i++)
				variants.write(from + i, buffers.get(i));
			final double[][] logits = session.run(buffers.subList(0, images), size, size, List.of(), Set.of(), progress).logits();
			for (int i = 0; i < images; i++)
				probabilities[from + i] = Prediction.of(session.description().classes(), logits[i]).classes().get(position).probability();
		}
		return probabilities;
	}
}
