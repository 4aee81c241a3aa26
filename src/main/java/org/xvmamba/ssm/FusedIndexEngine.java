package org.xvmamba.ssm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.xvmamba.Progress;

/**
 * Computes the indices with the fused kernel, in single precision, on a pool of threads of its own: one work item for each direction of each
 * scan.
 * <p>
 * Against float64 arithmetic, and for every token, the relative error of the Gramian index, the Jacobian index and its direct part is at most
 * 1e-6; that of the propagated part is at most 1e-6 of the Jacobian index. This rests on decays exp(ΔA) that are exact to 2e-7, and 0 below
 * exp(-17.5) = 2.5e-8: where a fast decay stands between tokens whose C is zero and one whose C is large, the index is that of such a decay.
 * <p>
 * Thread-safe; several callers share the threads. Each thread keeps its scratch memory, some 12 · N · D bytes, until the engine is closed.
 */
public final class FusedIndexEngine implements IndexEngine, AutoCloseable {

	private final ExecutorService pool;
	private final ThreadLocal<IndexKernel> kernels = ThreadLocal.withInitial(IndexKernel::new);

	/**
	 * @param threads how many work at the same time, at least 1; they never keep the JVM from exiting
	 * @throws IllegalArgumentException when there are fewer than 1
	 */
	public FusedIndexEngine(final int threads) {
		if (threads < 1) throw new IllegalArgumentException("The indices can't be computed by " + threads + " threads; at least 1 is needed.");
		final AtomicInteger count = new AtomicInteger();
		pool = Executors.newFixedThreadPool(threads, work -> {
			final Thread thread = new Thread(work, "xvmamba-indices-" + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		});
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
		final List<IndexResults> results = scans.stream().map(scan -> new IndexResults(scan, indices)).toList();
		final List<WorkItem> items = new ArrayList<>();
		for (int i = 0; i < scans.size(); i++)
			for (int direction = 0; direction < scans.get(i).directions(); direction++)
				items.add(new WorkItem(scans.get(i), direction, results.get(i)));
		// The largest first, so that all threads finish at about the same time.
		items.sort(Comparator.comparingLong(WorkItem::size).reversed());
		run(items, progress);
		return results.stream().map(IndexResults::asMap).toList();
	}

	/** Waits for all items, also when one fails: afterwards no thread reads the scans' buffers any more. */
	private void run(final List<WorkItem> items, final Progress progress) {
		final List<CompletableFuture<Void>> running = new ArrayList<>();
		try {
			for (final WorkItem item : items)
				running.add(CompletableFuture.runAsync(() -> item.run(kernels.get(), progress), pool));
		}
		catch (final RejectedExecutionException exc) {
			running.add(CompletableFuture.failedFuture(new IllegalStateException("This engine is closed and computes no more indices.", exc)));
		}
		try {
			CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
		}
		catch (final CompletionException exc) {
			if (exc.getCause() instanceof RuntimeException failure) throw failure;
			if (exc.getCause() instanceof Error failure) throw failure;
			throw exc;
		}
	}

	/** Lets the work at hand end; {@link #compute} then fails with an IllegalStateException. */
	@Override
	public void close() {
		pool.shutdown();
	}

	private record WorkItem(SelectiveScan scan, int direction, IndexResults results) {

		long size() {
			return (long) scan.length() * scan.channels() * scan.states();
		}

		void run(final IndexKernel kernel, final Progress progress) {
			progress.throwIfCancelled();
			kernel.compute(scan, direction, results, progress);
		}
	}
}
