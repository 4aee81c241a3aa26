package org.xvmamba.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.InfluenceIndex;

/** Explains one drawn tile on one device after the other, to hold results and speeds against each other. */
final class DeviceTrial {

	/** Of logits, absolute, and of the Jacobian index, relative to the largest of its map. */
	static final double TOLERANCE = 1e-4;

	private static final Set<InfluenceIndex> JACOBIAN = Set.of(InfluenceIndex.JACOBIAN);
	private static final int REPEATS = 5;
	private static final int CHANNELS = 3;
	private static final int VALUES = 256;

	private final ModelFolder model;
	private final List<float[]> tile;

	/**
	 * What came of a device.
	 *
	 * @param device that worked
	 * @param milliseconds for the tile, the median of {@value #REPEATS} runs after a first one
	 * @param pass the tile's results
	 */
	record Result(Device device, double milliseconds, ForwardPass pass) {}

	/** @param model one that can be explained */
	DeviceTrial(final ModelFolder model) {
		this.model = model;
		final int size = model.description().inputSize();
		final Random random = new Random(1);
		final float[] pixels = new float[CHANNELS * size * size];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = random.nextInt(VALUES);
		tile = List.of(pixels);
	}

	/** @throws UserException when the device or the model can't be used */
	Result run(final String device, final Progress progress) {
		final List<BlockDescription> blocks = model.description().blocks();
		final int size = model.description().inputSize();
		try (VisionMambaSession session = VisionMambaSession.open(model, device, Runtime.getRuntime().availableProcessors(), progress)) {
			ForwardPass pass = session.run(tile, size, size, blocks, JACOBIAN, progress);
			final double[] milliseconds = new double[REPEATS];
			for (int i = 0; i < REPEATS; i++) {
				final long before = System.nanoTime();
				pass = session.run(tile, size, size, blocks, JACOBIAN, progress);
				milliseconds[i] = (System.nanoTime() - before) / 1e6;
			}
			Arrays.sort(milliseconds);
			return new Result(session.device(), milliseconds[REPEATS / 2], pass);
		}
	}

	/** @return the largest difference between logits */
	static double logitDifference(final Result one, final Result other) {
		double largest = 0;
		for (int i = 0; i < one.pass.logits()[0].length; i++)
			largest = worst(largest, Math.abs(one.pass.logits()[0][i] - other.pass.logits()[0][i]));
		return largest;
	}

	/** @return the largest difference between maps, each relative to the largest value of the first one's */
	static double mapDifference(final Result one, final Result other) {
		double largest = 0;
		for (int block = 0; block < one.pass.indices().get(0).size(); block++)
			largest = worst(largest, difference(values(one, block), values(other, block)));
		return largest;
	}

	private static float[] values(final Result result, final int block) {
		return result.pass.indices().get(0).get(block).values().get(InfluenceIndex.JACOBIAN);
	}

	private static double difference(final float[] one, final float[] other) {
		double scale = Double.MIN_NORMAL;
		double largest = 0;
		for (int i = 0; i < one.length; i++) {
			scale = Math.max(scale, one[i]);
			largest = worst(largest, Math.abs((double) one[i] - other[i]));
		}
		return largest / scale;
	}

	/** What is no number is worse than anything. */
	private static double worst(final double largest, final double difference) {
		return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
	}

	/** @return device and speed, in words */
	static String speed(final Result result) {
		return String.format(Locale.ROOT, "%s: one tile with its Jacobian index in %.0f ms", result.device.label(), result.milliseconds);
	}
}
