package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.xvmamba.explain.MapSelection;

/** An evaluation as tables: the same for files and for windows. */
public final class EvaluationTables {

	/** Name of the table of means. */
	public static final String SUMMARY = "summary";

	/** Name of the table of paired differences. */
	public static final String DIFFERENCES = "differences";

	/** Name of the table of single images. */
	public static final String IMAGES = "images";

	/** Name of the table of mean curves. */
	public static final String CURVES = "curves";

	/** Name of the table of shapes. */
	public static final String SHAPE = "shape";

	/** Name of the table of randomised weights. */
	public static final String SANITY = "sanity";

	private EvaluationTables() {}

	/**
	 * @param name one of the constants
	 * @param columns names
	 * @param rows values in the order of the columns: strings, integers, and doubles, which may be NaN where there is no value
	 */
	public record Table(String name, List<String> columns, List<List<Object>> rows) {}

	/** @return the tables that have rows */
	public static List<Table> of(final Evaluation evaluation) {
		final List<Table> tables = new ArrayList<>();
		add(tables, SUMMARY, List.of("map", "source", "metric", "images", "mean", "low", "high"), evaluation.summary().stream().map(row -> row(row
			.value(), row.map().method(), row.map().source(), row.metric().label())).toList());
		add(tables, DIFFERENCES, List.of("map", "source", "baseline", "metric", "images", "mean", "low", "high"), evaluation.differences()
			.stream().map(row -> row(row.value(), row.map().method(), row.map().source(), row.baseline().method(), row.metric().label())).toList());
		add(tables, IMAGES, List.of("image", "predicted", "probability", "label", "correct", "map", "source", "metric", "value"), images(
			evaluation));
		add(tables, CURVES, List.of("map", "source", "share of pixels", "deletion", "insertion"), curves(evaluation));
		add(tables, SHAPE, Shapes.COLUMNS, Shapes.rows(evaluation));
		evaluation.sanity().ifPresent(sanity -> add(tables, SANITY, List.of("map", "source", "step", "randomised down to", "images", "mean", "low",
			"high"), sanity.rows().stream().map(row -> row(row.correlation(), row.map().method(), row.map().source(), row.step() + 1, sanity.parts()
				.get(row.step()))).toList()));
		return tables;
	}

	private static void add(final List<Table> tables, final String name, final List<String> columns, final List<List<Object>> rows) {
		if (!rows.isEmpty()) tables.add(new Table(name, columns, rows));
	}

	private static List<Object> row(final Interval value, final Object... names) {
		final List<Object> row = new ArrayList<>(List.of(names));
		row.addAll(List.of(value.images(), value.mean(), value.low(), value.high()));
		return row;
	}

	private static List<List<Object>> images(final Evaluation evaluation) {
		final List<List<Object>> rows = new ArrayList<>();
		for (final ImageResult image : evaluation.images())
			image.figures().forEach((map, figures) -> figures.forEach((metric, value) -> rows.add(List.of(image.image(), image.predicted().name(),
				image.predicted().probability(), image.label().orElse(""), image.correct().map(correct -> correct ? "yes" : "no").orElse(""), map
					.method(), map.source(), metric.label(), value))));
		return rows;
	}

	private static List<List<Object>> curves(final Evaluation evaluation) {
		final List<List<Object>> rows = new ArrayList<>();
		for (final MapName map : evaluation.maps())
			evaluation.meanCurves(map).ifPresent(curves -> {
				for (int step = 0; step <= DeletionInsertion.STEPS; step++)
					rows.add(List.of(map.method(), map.source(), (double) step / DeletionInsertion.STEPS, curves.deletion()[step], curves
						.insertion()[step]));
			});
		return rows;
	}

	/** Of each index, block and direction, on the block's own grid: means over the images. */
	private static final class Shapes {

		private static final List<String> COLUMNS = List.of("index", "block", "direction", "images", "gini", "gini low", "gini high", "entropy",
			"entropy low", "entropy high", "mass in top 10 %", "mass low", "mass high");

		private static List<List<Object>> rows(final Evaluation evaluation) {
			final List<ImageResult.Shape> first = evaluation.images().get(0).shapes();
			final List<List<Object>> rows = new ArrayList<>();
			for (int i = 0; i < first.size(); i++) {
				final int position = i;
				final List<ShapeStatistics> all = evaluation.images().stream().map(image -> image.shapes().get(position).statistics()).toList();
				final ImageResult.Shape shape = first.get(i);
				final Interval gini = interval(all, ShapeStatistics::gini, evaluation);
				final List<Object> row = new ArrayList<>(List.of(shape.index(), shape.block(), shape.direction() == MapSelection.MEAN ? "mean" : Integer
					.toString(shape.direction()), gini.images()));
				for (final Interval value : List.of(gini, interval(all, ShapeStatistics::entropy, evaluation), interval(all,
					ShapeStatistics::topTenth, evaluation)))
					row.addAll(List.of(value.mean(), value.low(), value.high()));
				rows.add(row);
			}
			return rows;
		}

		private static Interval interval(final List<ShapeStatistics> all, final ToDoubleFunction<ShapeStatistics> figure,
			final Evaluation evaluation)
		{
			return Bootstrap.of(all.stream().mapToDouble(figure).toArray(), evaluation.options().seed());
		}
	}
}
