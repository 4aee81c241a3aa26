package org.xvmamba.ssm;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.xvmamba.Progress;
import org.xvmamba.scan.Permutation;

/**
 * Runs the selective scan of one block of the network: its output, and on request the influence indices and the norms of the states, with one
 * kernel, in single precision, on a pool of threads of its own. A work item is one channel block of one direction of one image.
 * <p>
 * h_l = exp(Δ_l A) h_{l-1} + Δ_l B_l u_l and y_l = C_l h_l + D u_l with Δ = softplus(dt + bias) (Mamba, arXiv 2312.00752), along each
 * direction's order; the outputs of the directions are put back on their tokens and added up. The values don't depend on the number of
 * threads, nor on how many images are scanned at once, to the last bit.
 * <p>
 * Against float64 arithmetic: the output is within 1e-6 of its magnitude, which is the largest value of the same formula with the magnitudes
 * of B, C, u and D in their place. Like the indices, for which see {@link FusedIndexEngine}, it rests on decays exp(ΔA) that are exact to 2e-7,
 * and 0 below exp(-17.5) = 2.5e-8. B, C and Δ may have any magnitude as long as (ΔBC)², summed over states and tokens, stays within single
 * precision, 3e38.
 * <p>
 * Thread-safe: one run at a time, others wait. What a run needs besides its results is kept for the next one until the engine is closed: per
 * thread about 1 MB, and 4 bytes for each of K · L · D values of as many images as are worked on at once.
 */
public final class FusedScanEngine implements AutoCloseable {

	/** Work items for each thread that should be there at once, so that all threads finish at about the same time. */
	private static final int ITEMS_PER_THREAD = 4;

	private final WorkerPool pool;
	private final ThreadLocal<BlockWalker> walkers = ThreadLocal.withInitial(BlockWalker::new);
	private final List<ItemSlot> slots = new ArrayList<>();

	/**
	 * @param threads how many work at the same time, at least 1; they never keep the JVM from exiting
	 * @throws IllegalArgumentException when there are fewer than 1
	 */
	public FusedScanEngine(final int threads) {
		if (threads < 1) throw new IllegalArgumentException("A scan can't be run by " + threads + " threads; at least 1 is needed.");
		pool = new WorkerPool(threads, "xvmamba-scan");
	}

	/**
	 * Scans some images.
	 *
	 * @param projections what the network projects for them
	 * @param parameters the block's weights
	 * @param orders for each of the K directions, in which order it visits the L tokens
	 * @param request what to tell besides the output
	 * @param output is filled with the sum of the directions' outputs, [images, L, D], in image order, from index 0; undefined after an exception
	 * @param progress asked for cancellation every few hundred steps of every work item
	 * @return for each image, what was asked for
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 * @throws IllegalArgumentException when shapes don't fit each other
	 * @throws IllegalStateException when the engine is closed
	 */
	public synchronized List<ScanResult> run(final ScanProjections projections, final ScanParameters parameters,
		final List<Permutation> orders, final ScanRequest request, final FloatBuffer output, final Progress progress)
	{
		requireFit(projections, parameters, orders, output);
		final ChannelBlocks blocks = ChannelBlocks.of(projections.states(), projections.channels());
		final ScanRun run = new ScanRun(projections, parameters, orders, request, output, blocks, progress);
		final int itemsPerImage = run.itemsPerImage();
		final int imagesAtOnce = Math.max(1, ITEMS_PER_THREAD * pool.threads() / itemsPerImage);
		final List<ScanResult> results = new ArrayList<>();
		for (int first = 0; first < projections.images(); first += imagesAtOnce) {
			final int firstImage = first;
			final int count = Math.min(imagesAtOnce, projections.images() - first);
			makeSlots(count * itemsPerImage);
			pool.forEach(count * itemsPerImage, item -> run.scan(walkers.get(), firstImage, item, slots));
			pool.forEach(count * blocks.count(), item -> run.addDirections(firstImage, item, slots));
			final List<Map<InfluenceIndex, float[]>> meanTokens = meanTokens(run, firstImage, count);
			for (int image = 0; image < count; image++)
				results.add(run.result(slots.subList(image * itemsPerImage, (image + 1) * itemsPerImage), meanTokens.isEmpty() ? meanTokens
					: meanTokens.subList(image * projections.directions(), (image + 1) * projections.directions())));
		}
		return results;
	}

	/** Of each image and direction; empty where nothing of the mean token is asked for. */
	private List<Map<InfluenceIndex, float[]>> meanTokens(final ScanRun run, final int firstImage, final int images) {
		if (run.request().ofMeanToken().isEmpty()) return List.of();
		final int directions = run.projections().directions();
		final List<Map<InfluenceIndex, float[]>> all = new ArrayList<>(Collections.nCopies(images * directions, Map.of()));
		pool.forEach(all.size(), item -> all.set(item, run.meanToken(firstImage + item / directions, item % directions)));
		return all;
	}

	/** Lets a run at hand end and gives its memory back; {@link #run} then fails with an IllegalStateException. */
	@Override
	public synchronized void close() {
		pool.close();
		slots.clear();
	}

	private void makeSlots(final int count) {
		while (slots.size() < count)
			slots.add(new ItemSlot());
	}

	private static void requireFit(final ScanProjections projections, final ScanParameters parameters, final List<Permutation> orders,
		final FloatBuffer output)
	{
		final int directions = projections.directions();
		if (parameters.directions() != directions || parameters.channels() != projections.channels() || parameters.states() != projections
			.states()) throw new IllegalArgumentException("The weights are for " + parameters.directions() + " directions, " + parameters
				.channels() + " channels and " + parameters.states() + " states; the projections have " + directions + ", " + projections.channels() +
				" and " + projections.states() + ".");
		if (orders.size() != directions) throw new IllegalArgumentException("There are " + orders.size() + " scan orders; " + directions +
			" are needed, one a direction.");
		for (final Permutation order : orders)
			if (order.length() != projections.length()) throw new IllegalArgumentException("A scan order visits " + order.length() +
				" tokens; there are " + projections.length() + ".");
		BufferSizes.require("the output", output, (long) projections.images() * projections.length() * projections.channels());
	}
}
