package org.xvmamba.display;

import java.util.List;
import java.util.Optional;

import org.xvmamba.explain.Explanation;

import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ColorProcessor;

/** The legend of a map, in a small window beside the image. */
final class LegendWindow {

	private static final String TITLE = "Legend of ";

	/** Marks our windows, so that no image of a person's own is overwritten. */
	private static final String MARK = "X-VMamba legend";

	private LegendWindow() {}

	/**
	 * @param explanation what was found on it
	 * @param view how it is looked at
	 * @return the legend, not shown; its info is the legend as text, then the provenance
	 */
	static ImagePlus of(final Explanation explanation, final MapView view) {
		final MapLegend legend = MapLegend.of(explanation, view);
		final ImagePlus picture = new ImagePlus(TITLE + explanation.picture().name(), new ColorProcessor(LegendPainter.paint(legend, LegendPainter.WIDTH, 1)));
		picture.setProperty("Info", legend.text() + '\n' + ProvenanceText.of(explanation));
		picture.setProperty(MARK, Boolean.TRUE);
		return picture;
	}

	/**
	 * Shows the legend, in the window of an earlier one of the same image, if there is one.
	 *
	 * @param shown images that it shall not cover, the one that was explained first
	 * @return the legend that is shown
	 */
	static ImagePlus show(final List<ImagePlus> shown, final Explanation explanation, final MapView view) {
		final Optional<ImagePlus> earlier = update(explanation, view);
		if (earlier.isPresent()) return earlier.get();
		final ImagePlus legend = of(explanation, view);
		ExplanationWindows.open(legend, shown);
		return legend;
	}

	/** Paints the legend of an image anew, where it is open. */
	static Optional<ImagePlus> update(final Explanation explanation, final MapView view) {
		final ImagePlus open = WindowManager.getImage(TITLE + explanation.picture().name());
		if (open == null || open.getProperty(MARK) == null) return Optional.empty();
		final ImagePlus legend = of(explanation, view);
		open.setProcessor(legend.getProcessor());
		open.setProperty("Info", legend.getProperty("Info"));
		return Optional.of(open);
	}
}
