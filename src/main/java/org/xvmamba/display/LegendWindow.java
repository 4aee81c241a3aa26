package org.xvmamba.display;

import java.util.List;

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
	 * @return the legend, not shown; its info is the legend as text, then the provenance
	 */
	static ImagePlus of(final Explanation explanation) {
		final MapLegend legend = MapLegend.of(explanation, explanation.shown());
		final ImagePlus picture = new ImagePlus(TITLE + explanation.picture().name(), new ColorProcessor(LegendPainter.paint(legend, LegendPainter.WIDTH, 1)));
		picture.setProperty("Info", legend.text() + '\n' + ProvenanceText.of(explanation));
		picture.setProperty(MARK, Boolean.TRUE);
		return picture;
	}

	/**
	 * Shows the legend, in the window of an earlier one of the same image, if there is one.
	 *
	 * @return the legend that is shown
	 */
	static ImagePlus show(final ImagePlus image, final Explanation explanation) {
		final ImagePlus legend = of(explanation);
		final ImagePlus earlier = WindowManager.getImage(legend.getTitle());
		if (earlier != null && earlier.getProperty(MARK) != null) {
			earlier.setProcessor(legend.getProcessor());
			earlier.setProperty("Info", legend.getProperty("Info"));
			return earlier;
		}
		ExplanationWindows.open(legend);
		WindowPlaces.place(legend.getWindow(), List.of(image));
		return legend;
	}
}
