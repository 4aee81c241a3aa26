package org.xvmamba.ssm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.xvmamba.Progress;
import org.xvmamba.ssm.SyntheticBlocks.SyntheticBlock;

/** Measures how long the {@link FusedScanEngine} takes for the ten blocks of MedMamba-T, without a model. */
public final class ScanTimings {

	/** What a scan is asked for, from the least to the most. */
	public enum Work {

		/** The output alone. */
		FORWARD("forward", ScanRequest.OUTPUT_ONLY),
		/** With the Jacobian and the Gramian index. */
		WITH_TWO_INDICES("+ Jacobian + Gramian", new ScanRequest(Set.of(InfluenceIndex.JACOBIAN, InfluenceIndex.GRAMIAN), false)),
		/** With the energy index too. */
		WITH_THREE_INDICES("+ energy", new ScanRequest(Set.of(InfluenceIndex.JACOBIAN, InfluenceIndex.GRAMIAN, InfluenceIndex.ENERGY), false));

		private final String label;
		private final ScanRequest request;

		Work(final String label, final ScanRequest request) {
			this.label = label;
			this.request = request;
		}

		/** @return the name for people */
		public String label() {
			return label;
		}
	}

	/**
	 * How long some work took.
	 *
	 * @param work what was asked for
	 * @param stage stage of the network, from 0; or {@link #ALL_STAGES}
	 * @param stateElements states that the forward scan of these blocks updates
	 * @param lowerQuartile milliseconds, over the repeats
	 * @param median milliseconds
	 * @param upperQuartile milliseconds
	 */
	public record Timing(Work work, int stage, long stateElements, double lowerQuartile, double median, double upperQuartile) {

		/** @return the median in nanoseconds a state element, in wall-clock time of all threads together */
		public double nanosecondsPerStateElement() {
			return median * 1e6 / stateElements;
		}
	}

	/** The stage number of the sum over all stages. */
	public static final int ALL_STAGES = -1;

	private static final int WARM_UPS = 5;

	private ScanTimings() {}

	/**
	 * Measures, all kinds of work in turn, so that a busy computer harms them alike.
	 *
	 * @param threads how many work at the same time, at least 1
	 * @param repeats how often each is measured, at least 1, after some runs that don't count
	 * @param progress asked for cancellation all the time
	 * @return for each kind of work, its stages and their sum
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 */
	public static List<Timing> measure(final int threads, final int repeats, final Progress progress) {
		final List<SyntheticBlock> blocks = SyntheticBlocks.medMambaTiny(1);
		final int stages = blocks.get(blocks.size() - 1).stage() + 1;
		final double[][][] milliseconds = new double[Work.values().length][stages + 1][repeats];
		try (FusedScanEngine engine = new FusedScanEngine(threads)) {
			for (int repeat = -WARM_UPS; repeat < repeats; repeat++)
				for (final Work work : Work.values())
					for (final SyntheticBlock block : blocks) {
						final double time = time(engine, block, work, progress);
						if (repeat < 0) continue;
						milliseconds[work.ordinal()][block.stage()][repeat] += time;
						milliseconds[work.ordinal()][stages][repeat] += time;
					}
		}
		final List<Timing> timings = new ArrayList<>();
		for (final Work work : Work.values())
			for (int stage = 0; stage <= stages; stage++)
				timings.add(timing(work, stage == stages ? ALL_STAGES : stage, blocks, milliseconds[work.ordinal()][stage]));
		return timings;
	}

	private static double time(final FusedScanEngine engine, final SyntheticBlock block, final Work work, final Progress progress) {
		final FloatBuffer output = ByteBuffer.allocateDirect(block.projections().u().capacity() * Float.BYTES).order(ByteOrder.nativeOrder())
			.asFloatBuffer();
		final long start = System.nanoTime();
		engine.run(block.projections(), block.parameters(), block.orders(), work.request, output, progress);
		return (System.nanoTime() - start) / 1e6;
	}

	private static Timing timing(final Work work, final int stage, final List<SyntheticBlock> blocks, final double[] milliseconds) {
		final long stateElements = blocks.stream().filter(block -> stage == ALL_STAGES || block.stage() == stage).mapToLong(
			SyntheticBlock::stateElements).sum();
		final double[] sorted = milliseconds.clone();
		Arrays.sort(sorted);
		final double[] quartiles = IntStream.rangeClosed(1, 3).mapToDouble(quarter -> sorted[(sorted.length - 1) * quarter / 4]).toArray();
		return new Timing(work, stage, stateElements, quartiles[0], quartiles[1], quartiles[2]);
	}
}
