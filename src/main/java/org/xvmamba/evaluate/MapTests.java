package org.xvmamba.evaluate;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.xvmamba.Progress;

/**
 * The protocols that ask for one map and the predictions of the model. Not thread-safe.
 *
 * @param image that is explained
 * @param mixer of the same image
 * @param predictor of the model
 * @param position of the originally predicted class
 * @param probability of it on the whole image
 * @param deviations of the model's normalisation, for each channel, on the scale 0 to 1
 * @param seed of ties and noise
 */
record MapTests(EvaluatedImage image, PixelMixer mixer, Predictor predictor, int position, double probability, List<Double> deviations,
	long seed)
{

	/** As METHOD.md has it: of noise on a tenth of the pixels, in units of the normalised image. */
	private static final double NOISE_DEVIATION = 0.5;

	private static final double NOISY_SHARE = 0.1;

	/** Noise is drawn anew so many times, and the probabilities averaged. */
	private static final int NOISE_DRAWS = 5;

	private static final double PERCENT = 100;

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
		final int[] order = PixelRanking.descending(map.values(), Seeds.random(seed, image.name(), "ties"));
		if (protocols.contains(Protocol.DELETION)) delete(map.name(), order, figures, curves, progress);
		if (protocols.contains(Protocol.PRESERVATION)) preserve(order, figures, progress);
		if (protocols.contains(Protocol.PERTURBATION)) perturb(order, figures, progress);
		if (protocols.contains(Protocol.LOCALISATION)) image.truth().ifPresent(truth -> {
			final Localisation localisation = Localisation.of(map.values(), order[0], truth);
			figures.put(Metric.POINTING, localisation.hit() ? 1.0 : 0.0);
			figures.put(Metric.MASS_SHARE, localisation.massShare());
			figures.put(Metric.AREA_SHARE, localisation.areaShare());
			figures.put(Metric.ENRICHMENT, localisation.enrichment());
		});
		return figures;
	}

	private void delete(final MapName name, final int[] order, final Map<Metric, Double> figures,
		final Map<MapName, ImageResult.Curves> curves, final Progress progress)
	{
		final DeletionInsertion both = DeletionInsertion.of(mixer, order, predictor, position, progress);
		final double deletion = DeletionInsertion.area(both.deletion());
		final double insertion = DeletionInsertion.area(both.insertion());
		figures.put(Metric.DELETION_AREA, deletion);
		figures.put(Metric.INSERTION_AREA, insertion);
		figures.put(Metric.SCORE, insertion - deletion);
		curves.put(name, new ImageResult.Curves(both.deletion(), both.insertion()));
	}

	private void preserve(final int[] order, final Map<Metric, Double> figures, final Progress progress) {
		final int[] percents = Metric.PRESERVED_PERCENT;
		final double[] kept = predictor.probabilities(percents.length, position, (number, pixels) -> mixer.only(order, (int) Math.round(
			percents[number] / PERCENT * order.length), pixels), progress);
		for (int i = 0; i < percents.length; i++)
			figures.put(Metric.preserved(i), kept[i] / probability);
	}

	private void perturb(final int[] order, final Map<Metric, Double> figures, final Progress progress) {
		final int noisy = (int) Math.round(NOISY_SHARE * order.length);
		final Random random = Seeds.random(seed, image.name(), "noise");
		final double[] left = predictor.probabilities(2 * NOISE_DRAWS, position, (number, pixels) -> {
			System.arraycopy(image.pixels(), 0, pixels, 0, pixels.length);
			final int from = number < NOISE_DRAWS ? 0 : order.length - noisy;
			PixelNoise.add(pixels, order, from, from + noisy, NOISE_DEVIATION, deviations, random);
		}, progress);
		final Map<Metric, Double> drops = new HashMap<>();
		for (int i = 0; i < left.length; i++)
			drops.merge(i < NOISE_DRAWS ? Metric.DROP_TOP : Metric.DROP_BOTTOM, (probability - left[i]) / NOISE_DRAWS, Double::sum);
		figures.putAll(drops);
		figures.put(Metric.DROP_DIFFERENCE, drops.get(Metric.DROP_TOP) - drops.get(Metric.DROP_BOTTOM));
	}
}
