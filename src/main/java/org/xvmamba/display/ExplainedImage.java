package org.xvmamba.display;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.xvmamba.UserException;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.image.PlanePosition;
import org.xvmamba.image.Region;

import ij.ImageListener;
import ij.ImagePlus;

/**
 * An open image with its latest explanation and how it is looked at just now, kept with the image and given back when it closes. Other windows that
 * tell of the image lead to it, without keeping anything of it in memory. Views may be changed from any thread.
 */
public final class ExplainedImage {

	/** Image property: of an explained image its {@link ExplainedImage}, of a window that belongs to one a {@link Link}, or else the reason for neither. */
	private static final String KEY = "X-VMamba explanation";

	static {
		ImagePlus.addImageListener(new Keeper());
	}

	private final ImagePlus image;
	private final String name;
	private final List<ExplanationSeries> selections;
	private final List<ExplanationSeries> earlier;
	private volatile MapView view;

	/** The plane that the legends tell of. */
	private PlanePosition legendsOf;

	private ExplainedImage(final ImagePlus image, final List<ExplanationSeries> selections, final List<ExplanationSeries> earlier) {
		this.image = image;
		this.name = image.getTitle();
		this.selections = List.copyOf(selections);
		this.earlier = List.copyOf(earlier);
		this.view = MapView.of(selections.get(0).first());
		this.legendsOf = PlanePosition.current(image);
	}

	/**
	 * Keeps an explanation with its image, in place of an earlier one, which stays to be compared with; those before it are given back.
	 *
	 * @param image the image that was explained
	 * @param selections what was found on each part of it that was explained, at least one
	 * @return both
	 */
	static ExplainedImage keep(final ImagePlus image, final List<ExplanationSeries> selections) {
		final ExplainedImage explained = new ExplainedImage(image, selections, of(image).filter(before -> before.image == image).map(before -> before.selections)
			.orElse(List.of()));
		image.setProperty(KEY, explained);
		InfluenceReadout.attach(image);
		ViewPanel.refresh(image);
		return explained;
	}

	/** Keeps no explanation with an image any more; other windows lead to none then. */
	static void forget(final ImagePlus image) {
		if (image.getProperty(KEY) != null) image.setProperty(KEY, null);
		ViewPanel.close(image); // of an image that was closed, nothing else is left
	}

	/**
	 * The same of an image that stays open, and that the model can't explain.
	 *
	 * @param reason a sentence for those who ask for the explanation
	 */
	static void forget(final ImagePlus image, final String reason) {
		forget(image);
		image.setProperty(KEY, reason);
	}

	/** Lets another window, such as the legend, lead to the explained image, too, as long as it has this explanation. */
	void alsoFrom(final ImagePlus companion) {
		companion.setProperty(KEY, new Link(new WeakReference<>(image), Optional.of(new WeakReference<>(this))));
	}

	/**
	 * Lets a window that tells of an image, but of none of its explanations, lead to any explanation that the image has.
	 *
	 * @param companion the window, such as a plot of an evaluation
	 * @param image of which it tells; it need not be explained yet
	 */
	static void lead(final ImagePlus companion, final ImagePlus image) {
		companion.setProperty(KEY, new Link(new WeakReference<>(image), Optional.empty()));
	}

	/**
	 * @param image any image
	 * @return the explanation that is kept with it, or with the image to which it belongs: as legend, layers, plot and so on
	 */
	public static Optional<ExplainedImage> of(final ImagePlus image) {
		final Object kept = image.getProperty(KEY);
		if (kept instanceof Link link) return link.follow();
		return kept instanceof ExplainedImage explained && explained.isOpen() ? Optional.of(explained) : Optional.empty();
	}

	/**
	 * @param image any image
	 * @return the explanation that is kept with it, or with the image to which it belongs: as legend, layers, plot and so on
	 * @throws UserException when there is none, or the image has been cropped or scaled since
	 */
	public static ExplainedImage require(final ImagePlus image) {
		final ExplainedImage explained = of(image).orElseThrow(() -> new UserException(whyNone(image)));
		final Region region = explained.explanation().picture().region();
		if (region.x() + region.width() > explained.image.getWidth() || region.y() + region.height() > explained.image.getHeight())
			throw new UserException("The image '" + explained.image.getTitle() + "' is now " + explained.image.getWidth() + " x " + explained.image
				.getHeight() + " pixels, smaller than what was explained; run X-VMamba Explain... on it again.");
		return explained;
	}

	private static String whyNone(final ImagePlus image) {
		final Object kept = image.getProperty(KEY);
		if (kept instanceof Link link) return link.whyNone(image.getTitle());
		return kept instanceof String reason ? reason : "No explanation is kept with the image '" + image.getTitle() +
			"'; run X-VMamba Explain... on it first, or select one that was explained.";
	}

	/** @return the image that was explained */
	public ImagePlus image() {
		return image;
	}

	/** @return the image's name when it was explained */
	String name() {
		return name;
	}

	/** @return what was found on each part of it that was explained */
	List<ExplanationSeries> selections() {
		return selections;
	}

	/** @return what was found on the plane that the image shows, or else on the first one; of several parts, on the first */
	public Explanation explanation() {
		return explanations().get(0);
	}

	/** @return what was found on that plane, on each part of it that was explained */
	public List<Explanation> explanations() {
		return current(selections);
	}

	/** @throws UserException when the plane that the image shows was not explained */
	public void requireShownPlane() {
		final PlanePosition shown = PlanePosition.current(image);
		final PlanePosition found = explanation().picture().plane();
		if (!found.equals(shown)) throw new UserException("The plane that '" + image.getTitle() + "' shows, " + shown.inWords() +
			", was not explained; go to " + found.inWords() + ", or run X-VMamba Explain... with planes=all.");
	}

	/** @return what the explanation before this one found there; empty where this is the first */
	public List<Explanation> earlier() {
		return current(earlier);
	}

	private List<Explanation> current(final List<ExplanationSeries> all) {
		return all.stream().map(series -> series.at(PlanePosition.current(image))).toList();
	}

	/** @return how it is looked at; the opacity is that of the map on the image, whoever changed it. Doesn't wait for a change that is being made */
	public MapView view() {
		final MapView view = this.view;
		return MapOverlay.opacity(image).map(view::withOpacity).orElse(view);
	}

	/**
	 * Changes how the explanation is looked at: the map over the image, and its legend if one is open.
	 *
	 * @param values by the keys of {@link ViewTexts}; a missing key or an empty value leaves a value as it is
	 * @throws UserException for a value that is not possible; nothing has changed then
	 */
	public synchronized void change(final Map<String, String> values) {
		final MapView before = view;
		final MapView changed = view().with(explanation(), values);
		view = changed;
		if (MapOverlay.opacity(image).isPresent() && changed.equals(before.withOpacity(changed.opacity()))) MapOverlay.setOpacity(image, changed
			.opacity());
		else {
			MapOverlay.lay(image, selections, changed);
			updateLegends();
		}
		ViewPanel.refresh(image);
	}

	private void updateLegends() {
		legendsOf = PlanePosition.current(image);
		for (int part = 0; part < selections.size(); part++)
			LegendWindow.update(image, part, selections.get(part).at(legendsOf), view);
	}

	/** Lets the legends tell of the plane that the image shows now. */
	private synchronized void followPlane() {
		if (!PlanePosition.current(image).equals(legendsOf)) updateLegends();
	}

	private boolean isOpen() {
		return image.getProperty(KEY) == this;
	}

	/**
	 * Leads from a window to the image to which it belongs.
	 *
	 * @param explained the only explanation of which the window tells; empty where it tells of the image alone
	 */
	private record Link(WeakReference<ImagePlus> image, Optional<WeakReference<ExplainedImage>> explained) {

		Optional<ExplainedImage> follow() {
			return Optional.ofNullable(image.get()).flatMap(ExplainedImage::of).filter(found -> explained.isEmpty() || explained.get().get() == found);
		}

		String whyNone(final String companion) {
			final ImagePlus found = image.get();
			if (found != null && of(found).isPresent()) return "The window '" + companion + "' tells of an earlier explanation of the image '" + found
				.getTitle() + "'; select that image, then run the command again.";
			if (found == null || !OpenImages.all().contains(found)) return "The image of which the window '" + companion +
				"' tells is not open any more; open it and run X-VMamba Explain... on it first.";
			return ExplainedImage.whyNone(found);
		}
	}

	/** Forgets explanations of images that close, and follows images to new windows. */
	private static final class Keeper implements ImageListener {

		@Override
		public void imageOpened(final ImagePlus image) {
			attach(image);
		}

		@Override
		public void imageUpdated(final ImagePlus image) {
			attach(image);
			of(image).filter(explained -> explained.image == image).ifPresent(ExplainedImage::followPlane);
		}

		@Override
		public void imageClosed(final ImagePlus image) {
			forget(image);
		}

		private static void attach(final ImagePlus image) {
			if (of(image).filter(explained -> explained.image == image).isPresent()) InfluenceReadout.attach(image);
		}
	}
}
