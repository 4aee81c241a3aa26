package org.xvmamba.display;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.xvmamba.explain.Explanation;

import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ColorProcessor;

/** The legend of a map, in a small window beside the image. */
final class LegendWindow {

	private static final String TITLE = "Legend of ";

	/** Marks our windows with their {@link Owner}, so that no image of a person's own is overwritten. */
	private static final String MARK = "X-VMamba legend";

	private LegendWindow() {}

	/**
	 * What a legend tells of.
	 *
	 * @param image ID of the image that was explained; several may have the same title
	 * @param part which of the parts that were explained at once, from 0; several may have the same name
	 * @param title of the legend, but for a number where another window has the same
	 */
	private record Owner(int image, int part, String title) {}

	/**
	 * @param explanation what was found on it
	 * @param view how it is looked at
	 * @return the legend, not shown; its info is the legend as text, then the provenance
	 */
	private static ImagePlus of(final Explanation explanation, final MapView view) {
		final MapLegend legend = MapLegend.of(explanation, view);
		final ImagePlus picture = new ImagePlus(title(explanation), new ColorProcessor(LegendPainter.paint(legend, LegendPainter.WIDTH, 1)));
		picture.setProperty("Info", legend.text() + '\n' + ProvenanceText.of(explanation));
		return picture;
	}

	/**
	 * Shows the legend, in the window of an earlier one of the same image, if there is one; or of one that has been closed and had the same title.
	 *
	 * @param image that was explained
	 * @param part which of the parts that were explained at once, from 0
	 * @param shown images that it shall not cover, the one that was explained first
	 * @return the legend that is shown
	 */
	static ImagePlus show(final ImagePlus image, final int part, final List<ImagePlus> shown, final Explanation explanation, final MapView view) {
		final Optional<ImagePlus> earlier = find(owner -> isOf(owner, image, part)).or(() -> find(owner -> owner.title.equals(title(explanation)) &&
			WindowManager.getImage(owner.image) == null));
		final ImagePlus legend = earlier.orElseGet(() -> of(explanation, view));
		if (earlier.isPresent()) paint(legend, explanation, view);
		mark(legend, new Owner(image.getID(), part, title(explanation)));
		if (earlier.isEmpty()) ExplanationWindows.open(legend, shown);
		return legend;
	}

	/** Paints the legend of a part of an image anew, where it is open. */
	static void update(final ImagePlus image, final int part, final Explanation explanation, final MapView view) {
		find(owner -> isOf(owner, image, part)).ifPresent(legend -> paint(legend, explanation, view));
	}

	private static String title(final Explanation explanation) {
		return TITLE + explanation.picture().name();
	}

	private static boolean isOf(final Owner owner, final ImagePlus image, final int part) {
		return owner.image == image.getID() && owner.part == part;
	}

	private static Optional<ImagePlus> find(final Predicate<Owner> wanted) {
		return OpenImages.all().stream().filter(image -> image.getProperty(MARK) instanceof Owner owner && wanted.test(owner)).findFirst();
	}

	private static void mark(final ImagePlus legend, final Owner owner) {
		final boolean isNamed = legend.getProperty(MARK) instanceof Owner before && before.title.equals(owner.title);
		if (!isNamed) legend.setTitle(WindowManager.getImage(owner.title) == null ? owner.title : WindowManager.getUniqueName(owner.title));
		legend.setProperty(MARK, owner);
	}

	private static void paint(final ImagePlus open, final Explanation explanation, final MapView view) {
		final ImagePlus legend = of(explanation, view);
		open.setProcessor(legend.getProcessor());
		open.setProperty("Info", legend.getProperty("Info"));
	}
}
