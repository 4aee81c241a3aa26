package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.explain.Explainer;
import org.xvmamba.model.ModelLibrary;
import org.xvmamba.model.SessionCache;

/** Tests the maps of a model on images. Thread-safe; what needs the same model waits for each other. */
public final class Evaluator {

	private final ModelLibrary models;
	private final Explainer explainer;

	/** @param models where models are looked up */
	public Evaluator(final ModelLibrary models) {
		this.models = models;
		this.explainer = Explainer.standard(models);
	}

	/**
	 * Runs the protocols.
	 *
	 * @param sources images; each is read once, and again for {@link Protocol#SANITY}
	 * @param options what is asked for
	 * @param progress told of every map of every image, and asked for cancellation at every batch
	 * @return what was found; images that could not be read are left out and listed
	 * @throws UserException when the model can't be used, no image could be read, or nothing but localisation is asked for and no image has truth
	 * @throws org.xvmamba.CancelledException when {@code progress} says so
	 */
	public Evaluation evaluate(final List<? extends ImageSource> sources, final EvaluationOptions options, final Progress progress) {
		final List<? extends ImageSource> chosen = limited(sources, options.limit());
		KnownOfImages.requireTruth(chosen, options.protocols());
		final Map<String, String> failures = new LinkedHashMap<>();
		final Set<String> notes = new LinkedHashSet<>();
		final EvaluationTimes times = new EvaluationTimes();
		final List<ImageResult> images = new ArrayList<>();
		final List<ImageSource> read = new ArrayList<>();
		final KnownOfImages known = new KnownOfImages();
		final List<String> classes;
		final String checksum;
		final String device;
		final int size;
		try (SessionCache.Loan loan = explainer.borrow(options.explain(), progress)) {
			loan.session().requireTaps(loan.session().description().blocks());
			classes = loan.session().description().classes();
			checksum = loan.session().modelChecksum();
			device = loan.session().device().label();
			size = loan.session().description().inputSize();
		}
		final Optional<Sanity> sanity = options.protocols().contains(Protocol.SANITY) ? Optional.of(new Sanity(models, explainer, options, size))
			: Optional.empty();
		// What can't be done is said before hours of work.
		sanity.ifPresent(Sanity::parts);
		for (int i = 0; i < chosen.size(); i++) {
			progress.throwIfCancelled();
			final Optional<EvaluatedImage> image = read(chosen.get(i), size, failures);
			if (image.isEmpty()) continue;
			read.add(chosen.get(i));
			known.add(image.get());
			images.add(new ImageEvaluation(explainer, options, image.get(), times, notes, new ImageProgress(progress, i, chosen.size()))
				.run());
		}
		progress.report("Testing maps", 1, 1);
		if (images.isEmpty()) throw new UserException("There is no image to test maps on" + (failures.isEmpty() ? "; give at least one."
			: ": " + String.join(" ", failures.values())));
		known.requireTruth(options.protocols(), failures.values());
		notes.addAll(options.leftOut());
		notes.addAll(known.notes(classes, options.protocols().contains(Protocol.LOCALISATION)));
		final Optional<SanityResult> randomised = sanity.map(test -> times.time("sanity", () -> test.run(read, progress)));
		return new Evaluation(options, models.find(options.explain().model()).description().name(), checksum, device, images, randomised, failures,
			List.copyOf(notes), times.milliseconds());
	}

	/** Gives the memory of the loaded model back, once nobody uses it. */
	public void releaseModel() {
		explainer.releaseModel();
	}

	private static Optional<EvaluatedImage> read(final ImageSource source, final int size, final Map<String, String> failures) {
		try {
			return Optional.of(EvaluatedImage.read(source, size));
		}
		catch (final UserException exc) {
			failures.put(source.name(), exc.getMessage());
			return Optional.empty();
		}
	}

	/** @return so many of them, evenly spread, in their order */
	private static <T> List<T> limited(final List<T> all, final int limit) {
		if (limit == 0 || limit >= all.size()) return all;
		final List<T> chosen = new ArrayList<>();
		for (int i = 0; i < limit; i++)
			chosen.add(all.get((int) ((long) i * all.size() / limit)));
		return chosen;
	}
}
