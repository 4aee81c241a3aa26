package org.xvmamba.display;

import java.util.Map;
import java.util.Optional;

import org.xvmamba.Progress;
import org.xvmamba.explain.AttentionProbe;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.Explainer;
import org.xvmamba.explain.Explanation;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Picture;
import org.xvmamba.image.PlanePosition;
import org.xvmamba.image.Region;
import org.xvmamba.image.TilingMode;
import org.xvmamba.scan.OrderPlan;

import ij.ImagePlus;

/** The tile of an image that is open for questions: one at a time. For one thread at a time. */
final class ExplorerTile implements AutoCloseable {

	private final ImagePlus image;
	private final Explainer explainer;
	private final ExplainOptions options;
	private Optional<Open> open = Optional.empty();
	private Optional<Explained> explained = Optional.empty();

	/** What the model has run on, and what it told. */
	private record Open(AttentionProbe probe, Optional<Region> region, PlanePosition plane, OrderPlan order) {

		boolean isFor(final ExplorerState state) {
			if (!state.region().equals(region) || !state.plane().equals(plane) || !state.order().equals(order)) return false;
			final int[] point = inside(probe.picture().region(), state);
			return probe.isFor(point[0], point[1]);
		}
	}

	/** The same tile, with its influence maps. */
	private record Explained(AttentionProbe probe, Explanation explanation) {}

	ExplorerTile(final ImagePlus image, final Explainer explainer, final ExplainOptions options) {
		this.image = image;
		this.explainer = explainer;
		this.options = options;
	}

	/** @return the tile under the point; the model runs only when it is another tile, plane, region or order than before */
	AttentionProbe probe(final ExplorerState state, final Progress progress) {
		if (open.isPresent() && open.get().isFor(state)) return open.get().probe();
		final Picture picture = ImagePlusPictures.of(image, state.region().orElse(null), options.picture());
		final int[] point = inside(picture.region(), state);
		close();
		open = Optional.of(new Open(explainer.probe(picture, options, state.order(), point[0], point[1], progress), state.region(), state.plane(),
			state.order()));
		return open.get().probe();
	}

	/** @return whether that one is the open one */
	boolean isOpen(final AttentionProbe probe) {
		return open.isPresent() && open.get().probe() == probe;
	}

	/**
	 * Explains the tile as a whole picture, with the first index of the options.
	 *
	 * @return the influence of the block's cells in the direction that is shown, or the mean of all directions, where they are merged
	 */
	float[] influence(final ExplorerMap shown, final Progress progress) {
		if (explained.isEmpty() || explained.get().probe() != shown.probe()) {
			final Region picture = shown.probe().picture().region();
			final Region tile = shown.probe().region();
			final Region onImage = new Region(picture.x() + tile.x(), picture.y() + tile.y(), tile.width(), tile.height());
			final Map<String, String> whole = options.toMap();
			whole.put(ExplainOptions.TILING, TilingMode.WHOLE.key());
			whole.put(ExplainOptions.INDEX, options.index().get(0).key());
			explained = Optional.of(new Explained(shown.probe(), explainer.explain(ImagePlusPictures.of(image, onImage, options.picture()),
				ExplainOptions.of(whole), shown.state().order(), progress)));
		}
		final Explanation explanation = explained.get().explanation();
		return explanation.tiles().get(0).blocks().get(shown.map().block()).map(explanation.indices().get(0), shown.map().direction());
	}

	/** @return the token under the point */
	static int token(final AttentionProbe probe, final ExplorerState state) {
		final int[] point = inside(probe.picture().region(), state);
		return probe.tokenAt(state.block(), point[0], point[1]);
	}

	/** @return the point in the picture's coordinates; its middle when the point lies outside */
	private static int[] inside(final Region region, final ExplorerState state) {
		final int x = state.x() - region.x();
		final int y = state.y() - region.y();
		final boolean isInside = x >= 0 && y >= 0 && x < region.width() && y < region.height();
		return isInside ? new int[] { x, y } : new int[] { region.width() / 2, region.height() / 2 };
	}

	/** Gives the memory back. */
	@Override
	public void close() {
		open.ifPresent(tile -> tile.probe().close());
		open = Optional.empty();
		explained = Optional.empty();
	}
}
