package org.xvmamba.ssm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.xvmamba.Progress;

/**
 * Computes the indices with the fused kernel on a pool of threads of its own: one work item for each channel block
 * of each direction of each scan.
 * <p>
 * The Gramian and the Jacobian index are computed in single precision. Against float64 arithmetic, and for every token, the relative error of
 * the Gramian index, the Jacobian index and its direct part is at most 1e-6; that of the propagated part is at most 1e-6 of the Jacobian index.
 * This rests on decays exp(ΔA) that are exact to 2e-7, and 0 below exp(-17.5) = 2.5e-8: where a fast decay stands between tokens whose C is
 * zero and one whose C is large, the index is that of such a decay.
 * <p>
 * The energy and the absolute index, whose states may cancel each other, are computed in double precision. Their relative error is at most 1e-5
 * where the states leave enough of what the same index would be without cancelling, with |B| and |C| in place of B and C: of the energy index
 * 1e-8 of it, of the absolute index 1e-5 of it, which is the Jacobian index. That is tested with 500 tokens; where less is left, the error grows.
 * The energy index comes farther because {@link FactorWalk} takes over where much cancels, with more exact decays.
 * <p>
 * Thread-safe; several callers share the threads. Each thread keeps its scratch memory, about 1 MB, until the engine is closed.
 */
public final class FusedIndexEngine implements IndexEngine, AutoCloseable {

	private final WorkerPool pool;
	private final ThreadLocal<BlockWalker> walkers = ThreadLocal.withInitial(BlockWalker::new);

	/**
	 * @param threads how many work at the same time, at least 1; they never keep the JVM from exiting
	 * @throws IllegalArgumentException when there are fewer than 1
	 */
	public FusedIndexEngine(final int threads) {
		if (threads < 1) throw new IllegalArgumentException("The indices can't be computed by " + threads + " threads; at least 1 is needed.");
		pool = new WorkerPool(threads, "xvmamba-indices");
	}

	@Override
	public String name() {
		return "fused";
	}

	@Override
	public List<Map<InfluenceIndex, float[]>> compute(final List<SelectiveScan> scans, final Set<InfluenceIndex> indices,
		final Progress progress)
	{
		if (indices.isEmpty()) throw new IllegalArgumentException("No index is asked for; at least one is needed.");
		final ScanRequest request = new ScanRequest(indices, false);
		final List<WorkItem> items = new ArrayList<>();
		for (final SelectiveScan scan : scans)
			addItems(scan, request, items);
		// The largest first, so that all threads finish at about the same time.
		final List<WorkItem> ordered = items.stream().sorted(Comparator.comparingLong(WorkItem::size).reversed()).toList();
		pool.forEach(ordered.size(), item -> ordered.get(item).run(walkers.get(), request, progress));
		return means(scans, indices, items);
	}

	private static void addItems(final SelectiveScan scan, final ScanRequest request, final List<WorkItem> items) {
		final ChannelBlocks blocks = ChannelBlocks.of(scan.states(), scan.channels());
		for (int direction = 0; direction < scan.directions(); direction++)
			for (int block = 0; block < blocks.count(); block++) {
				final StepSums sums = new StepSums();
				sums.prepare(scan.length(), request);
				items.add(new WorkItem(new SelectiveScanTokens(scan, direction, blocks.first(block), blocks.widthOf(block)), sums));
			}
	}

	private static List<Map<InfluenceIndex, float[]>> means(final List<SelectiveScan> scans, final Set<InfluenceIndex> indices,
		final List<WorkItem> items)
	{
		final List<Map<InfluenceIndex, float[]>> results = new ArrayList<>();
		int first = 0;
		for (final SelectiveScan scan : scans) {
			final int blocks = ChannelBlocks.of(scan.states(), scan.channels()).count();
			final int end = first + scan.directions() * blocks;
			final List<StepSums> sums = items.subList(first, end).stream().map(WorkItem::sums).toList();
			results.add(new ChannelMeans(sums, blocks, scan.length(), scan.channels()).of(indices));
			first = end;
		}
		return results;
	}

	/** Lets the work at hand end and gives the memory back; {@link #compute} then fails with an IllegalStateException. */
	@Override
	public void close() {
		pool.close();
	}

	/** One channel block of one direction of one scan. */
	private record WorkItem(SelectiveScanTokens tokens, StepSums sums) {

		long size() {
			return (long) tokens.length() * tokens.width() * tokens.states();
		}

		void run(final BlockWalker walker, final ScanRequest request, final Progress progress) {
			progress.throwIfCancelled();
			walker.index(tokens, request, sums, progress);
		}
	}
}
