package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.image.ModelScale;
import org.xvmamba.image.Picture;
import org.xvmamba.image.TilePlan;
import org.xvmamba.image.TilePlans;
import org.xvmamba.image.TissueTiles;
import org.xvmamba.model.ModelDescription;
import org.xvmamba.model.ModelFolder;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.SessionCache;
import org.xvmamba.model.VisionMambaSession;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.ssm.BlockDescription;

/**
 * The whole way from a picture to its explanation: tiles, model, indices, maps. Thread-safe; explanations that need the same model wait for
 * each other.
 */
public final class Explainer {

	/** How long an unused model stays in memory. */
	private static final long IDLE_MILLISECONDS = 300_000;

	private final ModelLibrary models;
	private final SessionCache sessions;

	/**
	 * @param models where models are looked up
	 * @param sessions where loaded models come from
	 */
	public Explainer(final ModelLibrary models, final SessionCache sessions) {
		this.models = models;
		this.sessions = sessions;
	}

	/**
	 * The usual explainer, with all processors. Loaded models and threads are shared by all that this method gives.
	 *
	 * @param models where models are looked up
	 * @return an explainer
	 */
	public static Explainer standard(final ModelLibrary models) {
		return new Explainer(models, Shared.SESSIONS);
	}

	/**
	 * Lends the model itself, for who must run it on pixels of their own.
	 *
	 * @param options which model, on which device
	 * @param progress asked for cancellation while waiting
	 * @return the loan, which the caller closes before the next explanation
	 * @throws UserException when the model or the device can't be used
	 */
	public SessionCache.Loan borrow(final ExplainOptions options, final Progress progress) {
		return sessions.borrow(models.find(options.model()), options.device(), progress);
	}

	/** Gives the memory of the loaded model back, once nobody uses it. */
	public void releaseModel() {
		sessions.release();
	}

	/**
	 * Explains one picture.
	 *
	 * @param picture what to look at
	 * @param options what is asked for
	 * @param progress told of every tile, and asked for cancellation
	 * @return the explanation
	 * @throws UserException when the model, a block, a direction or the device is not there, the model can't be explained, no tile shows the
	 *           tissue asked for, or the memory doesn't suffice
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 */
	public Explanation explain(final Picture picture, final ExplainOptions options, final Progress progress) {
		return explain(picture, options, OrderPlan.MODEL, progress);
	}

	/**
	 * Explains one picture as the model would see it if its scans went other ways: a counterfactual, of which the provenance tells.
	 *
	 * @param picture what to look at
	 * @param options what is asked for
	 * @param orders in which the scans of all blocks visit the tokens
	 * @param progress told of every tile, and asked for cancellation
	 * @return the explanation
	 * @throws UserException also when the model runs as one graph, whose orders stand fast
	 */
	public Explanation explain(final Picture picture, final ExplainOptions options, final OrderPlan orders, final Progress progress) {
		final Explanation explanation = explain(picture, options, orders, 1, progress);
		if (explanation.isEmpty()) throw TissueTiles.none(picture, explanation.plan());
		return explanation;
	}

	/**
	 * Opens one tile for questions about attention and states.
	 *
	 * @param picture what to look at
	 * @param options of which model, blocks, tiling, overlap and device count
	 * @param orders in which the scans of all blocks visit the tokens
	 * @param x column of the picture; of an image in tiles, the tile whose centre is nearest of those that cover the point is opened
	 * @param y row of the picture
	 * @param progress asked for cancellation
	 * @return the probe, which the caller closes
	 * @throws UserException as {@link #explain(Picture, ExplainOptions, Progress)}; also when the point lies outside of the picture
	 */
	public AttentionProbe probe(final Picture picture, final ExplainOptions options, final OrderPlan orders, final int x, final int y,
		final Progress progress)
	{
		final StepTimes times = new StepTimes();
		final ModelFolder folder = models.find(options.model());
		final TilePlan plan = plan(picture, options, folder.description(), times, progress);
		final TilePlace place = TilePlace.at(picture, plan, x, y);
		try (SessionCache.Loan loan = sessions.borrow(folder, options.device(), progress)) {
			loan.session().requireTaps(folder.description().blocks());
			return AttentionProbe.open(place, loan.session(), BlockSelection.select(options, folder.description().blocks()), orders, progress);
		}
		catch (final OutOfMemoryError error) {
			sessions.release();
			throw MemoryNeeds.exhausted(picture, plan, error);
		}
	}

	/**
	 * Explains several planes of one image, one after the other. Where only tissue is asked for and a plane has none, its explanation has no
	 * tile, and the series goes on.
	 *
	 * @param pictures at least one, all of the same size; each is asked for once
	 * @param options what is asked for
	 * @param progress told of every tile of every plane, and asked for cancellation
	 * @return the explanations, in the same order
	 * @throws UserException as {@link #explain(Picture, ExplainOptions, Progress)}; for lack of tissue when no plane has any
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 */
	public ExplanationSeries explain(final List<Picture> pictures, final ExplainOptions options, final Progress progress) {
		final List<Explanation> explanations = new ArrayList<>();
		for (int i = 0; i < pictures.size(); i++)
			explanations.add(explain(pictures.get(i), options, OrderPlan.MODEL, pictures.size() - i, new SeriesProgress(progress, "plane", i, pictures
				.size())));
		final Explanation last = explanations.get(explanations.size() - 1);
		if (explanations.stream().allMatch(Explanation::isEmpty)) throw TissueTiles.none(last.picture(), last.plan());
		return new ExplanationSeries(explanations);
	}

	/**
	 * Explains several parts of one image, one after the other.
	 *
	 * @param selections the planes of each part, as by {@link #explain(List, ExplainOptions, Progress)}
	 * @param options what is asked for
	 * @param progress told of every tile of every part, and asked for cancellation
	 * @return the explanations, in the same order
	 */
	public List<ExplanationSeries> explainEach(final List<List<Picture>> selections, final ExplainOptions options, final Progress progress) {
		final List<ExplanationSeries> all = new ArrayList<>();
		for (int i = 0; i < selections.size(); i++)
			all.add(explain(selections.get(i), options, new SeriesProgress(progress, "selection", i, selections.size())));
		return all;
	}

	private Explanation explain(final Picture picture, final ExplainOptions options, final OrderPlan orders, final int planesToCome,
		final Progress progress)
	{
		final StepTimes times = new StepTimes();
		final ModelFolder folder = models.find(options.model());
		final TilePlan plan = plan(picture, options, folder.description(), times, progress);
		try (SessionCache.Loan loan = times.time("load", () -> {
			progress.report("Loading " + folder.description().name(), 0, Math.max(1, plan.tiles().size()));
			return sessions.borrow(folder, options.device(), progress);
		})) {
			final VisionMambaSession session = loan.session();
			session.requireTaps(folder.description().blocks());
			final List<BlockDescription> blocks = BlockSelection.select(options, folder.description().blocks());
			final WantedMaps wanted = WantedMaps.of(options, session);
			final List<String> notes = new ArrayList<>(wanted.leftOut(blocks, plan.inputSize()));
			MemoryNeeds.requireRoom(plan, blocks, wanted.computed().size(), planesToCome);
			final TileRun run = new TileRun(picture, plan, session, blocks, wanted, orders, times);
			final List<TileExplanation> raw = explainTiles(run, plan, blocks, session, progress);
			final Prediction prediction = Predictions.ofWhole(raw, folder.description().classes());
			final List<TileExplanation> tiles = new DerivedMaps(picture, plan, raw, run.activations(prediction)).finish(wanted.indices(),
				progress);
			notes.addAll(run.notes());
			wanted.classNote(prediction).ifPresent(notes::add);
			final Map<String, Object> provenance = Provenance.of(picture, options, plan, loan, tiles, notes, times);
			if (!orders.isModel()) provenance.put("counterfactual_scan_order", orders.name());
			return new Explanation(picture, folder.description(), options, plan, prediction, tiles, blocks, wanted.indices(), session.device()
				.label(), provenance);
		}
		catch (final OutOfMemoryError error) {
			sessions.release();
			throw MemoryNeeds.exhausted(picture, plan, error);
		}
	}

	private static TilePlan plan(final Picture picture, final ExplainOptions options, final ModelDescription model, final StepTimes times,
		final Progress progress)
	{
		final ModelScale scale = ModelScale.of(picture.pixelSize(), model.micrometresPerPixel(), model.inputSize(), options.picture().rescale());
		final TilePlan plan = TilePlans.plan(options.tiling(), picture.width(), picture.height(), model.inputSize(), options.overlap(), scale)
			.within(picture.mask());
		return options.tissue() ? times.time("tissue", () -> TissueTiles.keepIfAny(picture, plan, progress)) : plan;
	}

	private static List<TileExplanation> explainTiles(final TileRun run, final TilePlan plan, final List<BlockDescription> blocks,
		final VisionMambaSession session, final Progress progress)
	{
		final int count = plan.tiles().size();
		if (count == 0) return List.of();
		final int batch = Math.min(session.largestBatch(), MemoryNeeds.tilesPerBatch(plan.inputSize(), blocks));
		final List<TileExplanation> tiles = new ArrayList<>();
		for (int from = 0; from < count; from += batch) {
			progress.throwIfCancelled();
			progress.report("Explaining tiles", from, count);
			tiles.addAll(run.explain(from, Math.min(count, from + batch), progress));
		}
		progress.report("Explaining tiles", count, count);
		return tiles;
	}

	/** Made on first use. */
	private static final class Shared {

		private static final int THREADS = Runtime.getRuntime().availableProcessors();
		private static final SessionCache SESSIONS = new SessionCache(THREADS, IDLE_MILLISECONDS);
	}
}
