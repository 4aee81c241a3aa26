package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.DerivedMaps.ActivationGrid;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Region;
import org.xvmamba.image.TilePlan;
import org.xvmamba.image.TileReader;
import org.xvmamba.model.BlockIndices;
import org.xvmamba.model.ClassHead;
import org.xvmamba.model.FeatureMap;
import org.xvmamba.model.ForwardPass;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.ssm.BlockDescription;

/**
 * Explains the tiles of one picture, a batch at a time: the next ones are read while the model works, and fewer are taken at once where the memory
 * does not suffice. Not thread-safe; to be closed before the picture may go.
 */
final class TileRun implements AutoCloseable {

	private static final int CHANNELS = 3;
	private static final String STEP = "Explaining tiles";

	private final Picture picture;
	private final TilePlan plan;
	private final VisionMambaSession session;
	private final List<BlockDescription> blocks;
	private final WantedMaps wanted;
	private final OrderPlan orders;
	private final StepTimes times;
	private final ReadAhead<List<float[]>> reader = new ReadAhead<>();
	private final Set<String> notes = Collections.synchronizedSet(new LinkedHashSet<>());
	private final Queue<float[]> spare = new ConcurrentLinkedQueue<>();
	private final List<List<ActivationGrid>> activations = new ArrayList<>();
	private int batch;

	/** @param batch how many tiles are taken at once, as long as the memory suffices */
	TileRun(final Picture picture, final TilePlan plan, final VisionMambaSession session, final List<BlockDescription> blocks,
		final WantedMaps wanted, final OrderPlan orders, final int batch, final StepTimes times)
	{
		this.picture = picture;
		this.plan = plan;
		this.session = session;
		this.blocks = blocks;
		this.wanted = wanted;
		this.orders = orders;
		this.batch = batch;
		this.times = times;
	}

	/** @return what people must know of the pixels and of the run; empty where there is nothing */
	List<String> notes() {
		return List.copyOf(notes);
	}

	/**
	 * @return all tiles of the plan
	 * @throws OutOfMemoryError when Java's memory does not suffice even for one tile at a time
	 * @throws UserException when a graphics card's memory doesn't, or the model gives no finite result
	 */
	List<TileExplanation> explain(final Progress progress) {
		final int count = plan.tiles().size();
		if (count == 0) return List.of();
		final List<TileExplanation> tiles = new ArrayList<>();
		reader.begin(() -> read(0, batch, progress));
		while (tiles.size() < count) {
			progress.throwIfCancelled();
			progress.report(STEP, tiles.size(), count);
			// What is not done while the model works.
			final List<float[]> pixels = times.time("read", reader::take);
			final int next = tiles.size() + pixels.size();
			final int size = batch;
			if (next < count) reader.begin(() -> read(next, size, progress));
			explain(pixels, tiles, progress);
			spare.addAll(pixels);
		}
		progress.report(STEP, count, count);
		return tiles;
	}

	private void explain(final List<float[]> pixels, final List<TileExplanation> tiles, final Progress progress) {
		for (int from = 0; from < pixels.size();) {
			final List<float[]> part = pixels.subList(from, Math.min(pixels.size(), from + batch));
			final Optional<ForwardPass> pass = run(part, tiles.size(), progress);
			if (pass.isEmpty()) continue;
			add(pass.get(), part.size(), tiles);
			from += part.size();
		}
	}

	/** @return what came of it; nothing where fewer tiles have to be taken */
	private Optional<ForwardPass> run(final List<float[]> part, final int done, final Progress progress) {
		try {
			return Optional.of(session.run(part, plan.inputSize(), plan.inputSize(), blocks, wanted.request(), orders, progress));
		}
		catch (final OutOfMemoryError error) {
			if (part.size() == 1) throw givenUp(error);
			batch = part.size() / 2;
			final String note = "The memory did not suffice for " + part.size() + " tiles at once (" + session.device().label() + "); then " + batch +
				" were taken.";
			notes.add(note);
			progress.report(note, done, plan.tiles().size());
			return Optional.empty();
		}
	}

	/** Whose memory it was, Java's or a graphics card's. */
	private Error givenUp(final OutOfMemoryError error) {
		if (session.batchFor(plan.inputSize()).isEmpty()) return error;
		throw new UserException("The memory of " + session.device().label() + " does not suffice even for one tile (" + error.getMessage() +
			"); close other programs that use it, or choose device=cpu.", error);
	}

	private void add(final ForwardPass pass, final int images, final List<TileExplanation> tiles) {
		times.add("network", pass.times().network());
		times.add("scans and indices", pass.times().scans());
		for (int image = 0; image < images; image++) {
			final Region region = plan.tiles().get(tiles.size());
			final double[] logits = pass.logits()[image];
			requireFinite(logits, region);
			final List<BlockMaps> maps = new ArrayList<>();
			for (int i = 0; i < blocks.size(); i++)
				maps.add(maps(blocks.get(i), pass.indices().get(image).isEmpty() ? BlockIndices.NONE : pass.indices().get(image)
					.get(i), pass.ssmShares()[image][i]));
			if (wanted.head().isPresent()) activations.add(activations(pass.features().get(image), wanted.head().get()));
			tiles.add(new TileExplanation(region, Prediction.of(session.description().classes(), logits), maps));
		}
	}

	/** Of all classes, where nobody knows yet which will be the predicted one. */
	private List<ActivationGrid> activations(final FeatureMap features, final ClassHead head) {
		final int first = wanted.classPosition().orElse(0);
		final int last = wanted.classPosition().orElse(head.classes() - 1);
		return IntStream.rangeClosed(first, last).mapToObj(position -> new ActivationGrid(features.height(), features.width(), ClassActivation.of(
			features, head, position))).toList();
	}

	/** @return for each tile explained, the class activation map of the class that was named, or of the predicted one; empty where none is wanted */
	List<ActivationGrid> activations(final Prediction whole) {
		final int predicted = whole.classes().indexOf(whole.best());
		return activations.stream().map(ofClasses -> ofClasses.get(wanted.classPosition().isPresent() ? 0 : predicted)).toList();
	}

	private List<float[]> read(final int from, final int size, final Progress progress) {
		final List<float[]> pixels = new ArrayList<>();
		for (int tile = from; tile < Math.min(plan.tiles().size(), from + size); tile++) {
			progress.throwIfCancelled();
			final float[] used = spare.poll();
			final float[] values = used == null ? new float[CHANNELS * plan.inputSize() * plan.inputSize()] : used;
			if (read(picture, plan, tile, values)) notes.add(
				"Some pixels are not a number or infinite; the model was given 0 in their place.");
			pixels.add(values);
		}
		return pixels;
	}

	/** Reads a tile; what is no finite number becomes 0. @return whether there was such a thing */
	static boolean read(final Picture picture, final TilePlan plan, final int tile, final float[] values) {
		TileReader.read(picture, plan, tile, values);
		boolean found = false;
		for (int i = 0; i < values.length; i++)
			if (!Float.isFinite(values[i])) {
				values[i] = 0;
				found = true;
			}
		return found;
	}

	private void requireFinite(final double[] logits, final Region region) {
		for (final double logit : logits)
			if (!Double.isFinite(logit)) throw new UserException("The model '" + session.description().name() +
				"' gave no finite result for the part of '" + picture.name() + "' at x = " + region.x() + ", y = " + region.y() +
				"; its weights are damaged or don't suit such pixels, so import the model again or try another.");
	}

	private BlockMaps maps(final BlockDescription block, final BlockIndices indices, final double ssmShare) {
		final int grid = block.gridSize(plan.inputSize());
		return new BlockMaps(block, grid, grid, wanted.fromScans(indices, grid * grid), ssmShare);
	}

	/** Waits until nothing is read any more. */
	@Override
	public void close() {
		reader.close();
	}
}
