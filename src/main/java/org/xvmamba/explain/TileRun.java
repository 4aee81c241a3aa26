package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

/** Explains the tiles of one picture, a batch at a time. Not thread-safe. */
final class TileRun {

	private static final int CHANNELS = 3;

	private final Picture picture;
	private final TilePlan plan;
	private final VisionMambaSession session;
	private final List<BlockDescription> blocks;
	private final WantedMaps wanted;
	private final OrderPlan orders;
	private final StepTimes times;
	private final List<float[]> pixels = new ArrayList<>();
	private final Set<String> notes = new LinkedHashSet<>();
	private final List<List<ActivationGrid>> activations = new ArrayList<>();

	TileRun(final Picture picture, final TilePlan plan, final VisionMambaSession session, final List<BlockDescription> blocks,
		final WantedMaps wanted, final OrderPlan orders, final StepTimes times)
	{
		this.picture = picture;
		this.plan = plan;
		this.session = session;
		this.blocks = blocks;
		this.wanted = wanted;
		this.orders = orders;
		this.times = times;
	}

	/** @return what people must know of the pixels; empty where there is nothing */
	List<String> notes() {
		return List.copyOf(notes);
	}

	/**
	 * @param from first tile of the plan
	 * @param to the tile after the last
	 */
	List<TileExplanation> explain(final int from, final int to, final Progress progress) {
		final List<float[]> batch = times.time("read", () -> read(from, to, progress));
		final ForwardPass pass = session.run(batch, plan.inputSize(), plan.inputSize(), blocks, wanted.request(), orders, progress);
		times.add("network", pass.times().network());
		times.add("scans and indices", pass.times().scans());
		final List<TileExplanation> tiles = new ArrayList<>();
		for (int image = 0; image < to - from; image++) {
			final Region region = plan.tiles().get(from + image);
			final double[] logits = pass.logits()[image];
			requireFinite(logits, region);
			final List<BlockMaps> maps = new ArrayList<>();
			for (int i = 0; i < blocks.size(); i++)
				maps.add(maps(blocks.get(i), pass.indices().get(image).isEmpty() ? BlockIndices.NONE : pass.indices().get(image)
					.get(i), pass.ssmShares()[image][i]));
			if (wanted.head().isPresent()) activations.add(activations(pass.features().get(image), wanted.head().get()));
			tiles.add(new TileExplanation(region, Prediction.of(session.description().classes(), logits), maps));
		}
		return tiles;
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

	private List<float[]> read(final int from, final int to, final Progress progress) {
		while (pixels.size() < to - from)
			pixels.add(new float[CHANNELS * plan.inputSize() * plan.inputSize()]);
		for (int tile = from; tile < to; tile++) {
			progress.throwIfCancelled();
			final float[] values = pixels.get(tile - from);
			if (read(picture, plan, tile, values)) notes.add(
				"Some pixels are not a number or infinite; the model was given 0 in their place.");
		}
		return pixels.subList(0, to - from);
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
}
