package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

import org.xvmamba.Progress;

/**
 * The protocols that ask for one map and the predictions of the model. What several of them need, and what is the same for all maps of an image, the
 * model is asked once. Not thread-safe.
 */
final class MapTests {

	/** Of noise on a tenth of the pixels, in units of the normalised image. */
	private static final double NOISE_DEVIATION = 0.5;

	private static final double NOISY_SHARE = 0.1;

	/** Noise is drawn anew so many times, and the probabilities averaged. */
	private static final int NOISE_DRAWS = 5;

	private static final int PERCENT = 100;

	private final AskedClass asked;
	private final List<Double> deviations;
	private final long seed;
	private double ofBaseline = Double.NaN;

	/**
	 * @param asked the image, and its originally predicted class
	 * @param deviations of the model's normalisation, for each channel, on the scale 0 to 1
	 * @param seed of ties and noise
	 */
	MapTests(final AskedClass asked, final List<Double> deviations, final long seed) {
		this.asked = asked;
		this.deviations = deviations;
		this.seed = seed;
	}

	/**
	 * @param map to be tested
	 * @param protocols which tests; those that are not done here are passed over
	 * @param curves gets the map's curves, where they are asked for
	 * @param progress asked for cancellation
	 * @return what each metric gave
	 */
	Map<Metric, Double> of(final TestedMap map, final Set<Protocol> protocols, final Map<MapName, ImageResult.Curves> curves,
		final Progress progress)
	{
		final Map<Metric, Double> figures = new EnumMap<>(Metric.class);
		// The same shuffle for all maps: where two maps are equal, so are their figures.
		final int[] order = PixelRanking.descending(map.values(), Seeds.random(seed, asked.image().name(), "ties"));
		final boolean deletes = protocols.contains(Protocol.DELETION);
		final boolean preserves = protocols.contains(Protocol.PRESERVATION);
		final Questions questions = new Questions();
		final double[] deletion = new double[DeletionInsertion.STEPS + 1];
		final double[] insertion = new double[DeletionInsertion.STEPS + 1];
		for (int step = 1; step < DeletionInsertion.STEPS; step++) {
			final int count = DeletionInsertion.count(step, order.length);
			if (deletes) questions.add(pixels -> asked.mixer().without(order, count, pixels), deletion, step);
			if (deletes || preserves && isPreserved(step)) questions.add(pixels -> asked.mixer().only(order, count, pixels), insertion, step);
		}
		final double[] noisy = new double[2 * NOISE_DRAWS];
		if (protocols.contains(Protocol.PERTURBATION)) addNoisy(order, questions, noisy);
		if (deletes && Double.isNaN(ofBaseline)) questions.add(pixels -> asked.mixer().only(order, 0, pixels), insertion, 0);
		questions.ask(progress);
		if (deletes) {
			if (Double.isNaN(ofBaseline)) ofBaseline = insertion[0];
			delete(map.name(), deletion, insertion, figures, curves);
		}
		if (preserves) for (int i = 0; i < Metric.PRESERVED_PERCENT.length; i++)
			figures.put(Metric.preserved(i), insertion[step(Metric.PRESERVED_PERCENT[i])] / asked.probability());
		if (protocols.contains(Protocol.PERTURBATION)) perturb(noisy, figures);
		if (protocols.contains(Protocol.LOCALISATION)) asked.image().truth().filter(truth -> !truth.isEmpty()).ifPresent(truth -> {
			final Localisation localisation = Localisation.of(map.values(), order[0], truth);
			figures.put(Metric.POINTING, localisation.hit() ? 1.0 : 0.0);
			figures.put(Metric.MASS_SHARE, localisation.massShare());
			figures.put(Metric.AREA_SHARE, localisation.areaShare());
			figures.put(Metric.ENRICHMENT, localisation.enrichment());
		});
		if (protocols.contains(Protocol.SHAPE)) shape(ShapeStatistics.of(map.values()), figures);
		return figures;
	}

	/** A map without mass has no shape. */
	private static void shape(final ShapeStatistics shape, final Map<Metric, Double> figures) {
		if (Double.isNaN(shape.gini())) return;
		figures.put(Metric.GINI, shape.gini());
		figures.put(Metric.ENTROPY, shape.entropy());
		figures.put(Metric.TOP_TENTH, shape.topTenth());
	}

	/** @return the step of the insertion curve at which so many percent of the pixels are there */
	private static int step(final int percent) {
		return percent * DeletionInsertion.STEPS / PERCENT;
	}

	private static boolean isPreserved(final int step) {
		for (final int percent : Metric.PRESERVED_PERCENT)
			if (step(percent) == step) return true;
		return false;
	}

	/** Insertion of nothing is deletion of everything, and the other way round. */
	private void delete(final MapName name, final double[] deletion, final double[] insertion, final Map<Metric, Double> figures,
		final Map<MapName, ImageResult.Curves> curves)
	{
		deletion[0] = insertion[DeletionInsertion.STEPS] = asked.probability();
		insertion[0] = deletion[DeletionInsertion.STEPS] = ofBaseline;
		final double deleted = DeletionInsertion.area(deletion);
		final double inserted = DeletionInsertion.area(insertion);
		figures.put(Metric.DELETION_AREA, deleted);
		figures.put(Metric.INSERTION_AREA, inserted);
		figures.put(Metric.SCORE, inserted - deleted);
		curves.put(name, new ImageResult.Curves(deletion, insertion));
	}

	/** The first half of the answers is of noise on the highest pixels, the second on the lowest. */
	private void addNoisy(final int[] order, final Questions questions, final double[] answers) {
		final int noisy = (int) Math.round(NOISY_SHARE * order.length);
		final Random random = Seeds.random(seed, asked.image().name(), "noise");
		for (int draw = 0; draw < answers.length; draw++) {
			final int from = draw < NOISE_DRAWS ? 0 : order.length - noisy;
			questions.add(pixels -> {
				System.arraycopy(asked.image().pixels(), 0, pixels, 0, pixels.length);
				PixelNoise.add(pixels, order, from, from + noisy, NOISE_DEVIATION, deviations, random);
			}, answers, draw);
		}
	}

	private void perturb(final double[] noisy, final Map<Metric, Double> figures) {
		double top = 0;
		double bottom = 0;
		for (int draw = 0; draw < NOISE_DRAWS; draw++) {
			top += (asked.probability() - noisy[draw]) / NOISE_DRAWS;
			bottom += (asked.probability() - noisy[NOISE_DRAWS + draw]) / NOISE_DRAWS;
		}
		figures.put(Metric.DROP_TOP, top);
		figures.put(Metric.DROP_BOTTOM, bottom);
		figures.put(Metric.DROP_DIFFERENCE, top - bottom);
	}

	/** Variants of the image, about which the model is asked in one go, so that its batches are full. */
	private final class Questions {

		private record Question(Consumer<float[]> variant, double[] answers, int place) {}

		private final List<Question> all = new ArrayList<>();

		/**
		 * @param variant writes all of the pixels; the variants are written in the order in which they were added
		 * @param answers gets the probability at {@code place}
		 */
		private void add(final Consumer<float[]> variant, final double[] answers, final int place) {
			all.add(new Question(variant, answers, place));
		}

		private void ask(final Progress progress) {
			final double[] found = asked.predictor().probabilities(all.size(), asked.position(), (number, pixels) -> all.get(number).variant.accept(pixels),
				progress);
			for (int i = 0; i < found.length; i++)
				all.get(i).answers[all.get(i).place] = found[i];
		}
	}
}
