package org.xvmamba.display;

import java.util.List;
import java.util.stream.Collectors;

import org.xvmamba.UserException;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapIndex;

import ij.ImagePlus;
import ij.gui.Plot;

/** Plots of an explanation. */
public enum PlotWindows {

	/** Distribution of influence in each block. */
	LAYERS {
		@Override
		Plot plot(final Explanation explanation, final MapIndex index) {
			return InfluencePlots.ofLayers(explanation, index);
		}
	},

	/** Distribution in each direction of each block. */
	DIRECTIONS {
		@Override
		Plot plot(final Explanation explanation, final MapIndex index) {
			return InfluencePlots.ofDirections(explanation, index);
		}
	},

	/** Distribution in each scan order, over all blocks. */
	ORDERS {
		@Override
		Plot plot(final Explanation explanation, final MapIndex index) {
			return InfluencePlots.ofOrders(explanation, index);
		}
	},

	/** Mean influence of each block. */
	MEANS {
		@Override
		Plot plot(final Explanation explanation, final MapIndex index) {
			return InfluencePlots.ofMeans(explanation, index);
		}
	};

	/** @throws UserException when the index has nothing to be plotted so */
	abstract Plot plot(Explanation explanation, MapIndex index);

	/**
	 * Opens this plot beside the image, to which it leads; its List button gives the data.
	 *
	 * @param explained the image
	 * @param index key of one of the indices computed; empty for the one that is looked at
	 * @throws UserException when that index was not computed, or has nothing to be plotted so
	 */
	public void show(final ExplainedImage explained, final String index) {
		final ImagePlus image = PlotStyle.show(plot(explained.explanation(), index(explained, index)));
		explained.alsoFrom(image);
		WindowPlaces.place(image.getWindow(), List.of(explained.image()));
	}

	/** Opens the layers' correlation matrix as a picture and as a table; the rest as {@link #show}. */
	public static void showCorrelations(final ExplainedImage explained, final String index) {
		final MapIndex chosen = index(explained, index);
		final LayerCorrelations correlations = LayerCorrelations.of(explained.explanation(), chosen);
		final ImagePlus picture = correlations.picture(chosen.label() + ", correlation of layers, " + explained.explanation().picture().name());
		explained.alsoFrom(picture);
		ExplanationWindows.open(picture, List.of(explained.image()));
		correlations.showTable(List.of(explained.image(), picture));
	}

	private static MapIndex index(final ExplainedImage explained, final String key) {
		if (explained.explanation().isEmpty()) throw new UserException("On this plane of '" + explained.image().getTitle() +
			"' nothing was explained; go to another one.");
		final List<MapIndex> computed = explained.explanation().indices();
		if (key.isBlank()) return explained.view().index();
		return computed.stream().filter(index -> index.key().equals(key.strip())).findFirst().orElseThrow(() -> new UserException("The option index=" +
			key + " is not possible; this explanation has " + computed.stream().map(MapIndex::key).collect(Collectors.joining(", ")) + "."));
	}
}
