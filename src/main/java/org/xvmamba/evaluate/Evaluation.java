package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an evaluation found. Immutable.
 *
 * @param options what was asked
 * @param model name of the model
 * @param checksum SHA-256 of its ONNX file
 * @param device that really worked
 * @param images in their order, at least one
 * @param sanity what became of the maps when the weights became random, where that was asked for
 * @param failures images that were left out, with the reason
 * @param notes what a reader must know, such as a baseline that this model doesn't allow
 * @param milliseconds where the time went
 */
public record Evaluation(EvaluationOptions options, String model, String checksum, String device, List<ImageResult> images,
	Optional<SanityResult> sanity, Map<String, String> failures, List<String> notes, Map<String, Long> milliseconds)
{

	/** Mean of one metric of one map. */
	public record Row(MapName map, Metric metric, Interval value) {}

	/** Mean of the differences, image by image, of one metric between a map and a baseline. */
	public record Difference(MapName map, MapName baseline, Metric metric, Interval value) {}

	/** @return the maps that were tested, indices first */
	public List<MapName> maps() {
		final LinkedHashSet<MapName> maps = new LinkedHashSet<>();
		images.forEach(image -> maps.addAll(image.figures().keySet()));
		return List.copyOf(maps);
	}

	/** @return every metric of every map that has one */
	public List<Row> summary() {
		final List<Row> rows = new ArrayList<>();
		for (final MapName map : maps())
			for (final Metric metric : Metric.values()) {
				final Interval value = Bootstrap.of(values(map, metric), options.seed());
				if (value.images() > 0) rows.add(new Row(map, metric, value));
			}
		return rows;
	}

	/** @return every metric of every map of the model, minus that of every baseline on the same image */
	public List<Difference> differences() {
		final List<Difference> differences = new ArrayList<>();
		for (final MapName map : maps())
			if (!map.isBaseline()) for (final MapName baseline : maps())
				if (baseline.isBaseline()) for (final Metric metric : Metric.values())
					if (metric != Metric.AREA_SHARE) difference(map, baseline, metric).ifPresent(differences::add);
		return differences;
	}

	private Optional<Difference> difference(final MapName map, final MapName baseline, final Metric metric) {
		final double[] values = values(map, metric);
		final double[] others = values(baseline, metric);
		for (int i = 0; i < values.length; i++)
			values[i] -= others[i];
		final Interval value = Bootstrap.of(values, options.seed());
		return value.images() == 0 ? Optional.empty() : Optional.of(new Difference(map, baseline, metric, value));
	}

	/** @return for each image the figure; NaN where there is none */
	private double[] values(final MapName map, final Metric metric) {
		return images.stream().mapToDouble(image -> image.figures().getOrDefault(map, Map.of()).getOrDefault(metric, Double.NaN)).toArray();
	}

	/**
	 * @param map one of those tested
	 * @return the mean curves over the images; empty where there are none
	 */
	public Optional<ImageResult.Curves> meanCurves(final MapName map) {
		final List<ImageResult.Curves> all = images.stream().map(image -> image.curves().get(map)).filter(curves -> curves != null).toList();
		if (all.isEmpty()) return Optional.empty();
		return Optional.of(new ImageResult.Curves(mean(all.stream().map(ImageResult.Curves::deletion).toList()), mean(all.stream().map(
			ImageResult.Curves::insertion).toList())));
	}

	private static double[] mean(final List<double[]> curves) {
		final double[] mean = new double[curves.get(0).length];
		for (final double[] curve : curves)
			for (int i = 0; i < mean.length; i++)
				mean[i] += curve[i] / curves.size();
		return mean;
	}
}
