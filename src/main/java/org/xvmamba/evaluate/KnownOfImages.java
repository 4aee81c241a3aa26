package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.xvmamba.UserException;

/** Which of the images have truth and labels that can be used; tells of those that have not. */
final class KnownOfImages {

	/** More names than these don't help to find a misspelt one. */
	private static final int MOST_CLASSES = 12;

	private static final String ONLY_LOCALISATION = "Localisation is the only protocol asked for, but ";
	private static final String GIVE_TRUTH = "say where the evidence lies by truth (in the shell --truth)";

	private final Map<String, Integer> labels = new TreeMap<>();
	private final List<String> emptyTruths = new ArrayList<>();
	private int images;
	private int withTruth;

	void add(final EvaluatedImage image) {
		images++;
		image.label().ifPresent(label -> labels.merge(label, 1, Integer::sum));
		image.truth().ifPresent(truth -> {
			if (truth.isEmpty()) emptyTruths.add(image.name());
			else withTruth++;
		});
	}

	/**
	 * Says what can't be done before hours of work.
	 *
	 * @param sources that will be read
	 * @param protocols what is asked for
	 * @throws UserException when it needs truth, and there is none
	 */
	static void requireTruth(final List<? extends ImageSource> sources, final Set<Protocol> protocols) {
		if (onlyLocalisation(protocols) && !sources.isEmpty() && sources.stream().noneMatch(ImageSource::hasTruth)) throw new UserException(
			ONLY_LOCALISATION + "none of the images has truth; " + GIVE_TRUTH + ", or ask for other protocols.");
	}

	/**
	 * @param protocols what is asked for
	 * @param failures of the images that could not be read
	 * @throws UserException when it needs truth, and none of the images that were read has any
	 */
	void requireTruth(final Set<Protocol> protocols, final Collection<String> failures) {
		if (onlyLocalisation(protocols) && withTruth == 0) throw new UserException(ONLY_LOCALISATION +
			"no image that could be read has truth with a pixel inside of it; correct the truth, or ask for other protocols." + failures.stream()
				.map(" "::concat).collect(Collectors.joining()));
	}

	private static boolean onlyLocalisation(final Set<Protocol> protocols) {
		return protocols.equals(Set.of(Protocol.LOCALISATION));
	}

	/**
	 * @param classes of the model
	 * @param localisation whether the truth is asked for
	 * @return what a reader must know
	 */
	List<String> notes(final List<String> classes, final boolean localisation) {
		final List<String> notes = new ArrayList<>();
		labels.forEach((label, count) -> {
			if (!classes.contains(label)) notes.add("The label '" + label + "' of " + counted(count) + " is none of the model's classes (" + listed(
				classes) + "); every prediction counts as wrong there.");
		});
		if (!localisation) return notes;
		if (!emptyTruths.isEmpty()) notes.add("The truth of " + (emptyTruths.size() == 1 ? "" : counted(emptyTruths.size()) + ", such as ") + "'" +
			emptyTruths.get(0) + "' has no pixel inside of the image.");
		if (withTruth == 0) notes.add(emptyTruths.isEmpty() ? "No image has truth, so localisation was not tested; " + GIVE_TRUTH + "."
			: "So localisation was not tested.");
		else if (withTruth < images) notes.add("Of " + images + " images " + (withTruth == 1 ? "one has" : withTruth + " have") +
			" truth; the others take no part in the test of localisation.");
		return notes;
	}

	private static String listed(final List<String> classes) {
		return String.join(", ", classes.subList(0, Math.min(MOST_CLASSES, classes.size()))) + (classes.size() > MOST_CLASSES ? " and " + (classes
			.size() - MOST_CLASSES) + " more" : "");
	}

	private static String counted(final int images) {
		return images == 1 ? "one image" : images + " images";
	}
}
