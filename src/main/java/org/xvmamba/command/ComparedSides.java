package org.xvmamba.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.xvmamba.UserException;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.OpenImages;
import org.xvmamba.explain.ComparedMap;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapIndex;

import ij.ImagePlus;

/** Finds the two explanations that a person or a macro names, and what is left unsaid. */
final class ComparedSides {

	/** Stands for what the first image's explanation replaced. */
	static final String EARLIER = "earlier";

	private ComparedSides() {}

	/**
	 * @param image the active one
	 * @param title of an explained image; blank for the active one
	 * @return that image's explanation
	 * @throws UserException where there is none
	 */
	static ExplainedImage image(final ImagePlus image, final String title) {
		if (title.isBlank()) return ExplainedImage.require(image);
		final List<ExplainedImage> explained = explained();
		final Optional<ExplainedImage> found = explained.stream().filter(one -> one.image().getTitle().equals(title.strip())).findFirst();
		return found.orElseThrow(() -> new UserException("No explained image has the title '" + title.strip() + "'; explained are: " + (explained
			.isEmpty() ? "none" : explained.stream().map(one -> one.image().getTitle()).collect(Collectors.joining(", "))) + "."));
	}

	/** @return the explained images that are open, each once */
	private static List<ExplainedImage> explained() {
		return OpenImages.all().stream().map(ExplainedImage::of).flatMap(Optional::stream).distinct().toList();
	}

	/**
	 * @param image whose explanation it is
	 * @param index key of one of its indices; blank for the first
	 * @return the first side
	 */
	static ComparedMap first(final ExplainedImage image, final String index) {
		final Explanation explanation = only(image.explanations(), image);
		return new ComparedMap(explanation, index.isBlank() ? explanation.indices().get(0) : index(explanation, index, "index"));
	}

	/**
	 * @param image the first side's
	 * @param first the first side
	 * @param title of another explained image, or {@value #EARLIER}; blank for the first image's own other index or, where it has none and no
	 *          index is asked for, for its earlier explanation or else another image's of the same part
	 * @param index key of an index; blank for the first side's or, in the same explanation, for another one
	 * @return the second side
	 */
	static ComparedMap second(final ExplainedImage image, final ComparedMap first, final String title, final String index) {
		final Explanation explanation = explanation(image, first, title.strip(), index.isBlank());
		if (!index.isBlank()) return new ComparedMap(explanation, index(explanation, index, "secondindex"));
		if (explanation == first.explanation()) return new ComparedMap(explanation, explanation.indices().stream().filter(other -> !other.equals(first
			.index())).findFirst().orElse(first.index()));
		return new ComparedMap(explanation, explanation.indices().contains(first.index()) ? first.index() : explanation.indices().get(0));
	}

	private static Explanation explanation(final ExplainedImage image, final ComparedMap first, final String title, final boolean anyIndex) {
		if (title.equals(EARLIER)) {
			if (image.earlier().isEmpty()) throw new UserException("The image '" + image.image().getTitle() +
				"' was explained once; run X-VMamba Explain... on it again, with another model or other options, to compare both.");
			return only(image.earlier(), image);
		}
		if (!title.isEmpty()) {
			final ExplainedImage other = image(image.image(), title);
			return only(other.explanations(), other);
		}
		if (first.explanation().indices().size() > 1 || !anyIndex) return first.explanation();
		if (!image.earlier().isEmpty()) return only(image.earlier(), image);
		return another(image, first.explanation()).orElseThrow(() -> new UserException("The explanation of '" + image.image().getTitle() +
			"' has one index, the " + first.index().label() + ", and there is nothing to compare it with; explain with index=jacobian,gramian, or once more with another model, or explain another image of the same size."));
	}

	private static Optional<Explanation> another(final ExplainedImage image, final Explanation explanation) {
		return explained().stream().filter(other -> other != image).map(ExplainedImage::explanations).filter(parts -> parts.size() == 1 && parts
			.get(0).picture().region().equals(explanation.picture().region())).map(parts -> parts.get(0)).findFirst();
	}

	/** @return what names an explanation as the second side */
	static String title(final ExplainedImage first, final Explanation explanation) {
		if (first.earlier().contains(explanation)) return EARLIER;
		return explained().stream().filter(one -> one.explanations().contains(explanation)).map(one -> one.image().getTitle()).findFirst()
			.orElse("");
	}

	private static Explanation only(final List<Explanation> parts, final ExplainedImage image) {
		image.requireShownPlane();
		if (parts.size() > 1) throw new UserException("The image '" + image.image().getTitle() + "' was explained in " + parts.size() +
			" selections at once, and one can be compared; explain with rois=selection.");
		return parts.get(0);
	}

	private static MapIndex index(final Explanation explanation, final String key, final String option) {
		return explanation.indices().stream().filter(index -> index.key().equals(key.strip())).findFirst().orElseThrow(() -> new UserException(
			"The option " + option + "=" + key.strip() + " is not possible; of " + explanation.picture().name() + " there are: " + explanation.indices()
				.stream().map(MapIndex::key).collect(Collectors.joining(", ")) + "."));
	}
}
