package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.xvmamba.evaluate.Evaluation;
import org.xvmamba.evaluate.EvaluationOptions;
import org.xvmamba.evaluate.ImageResult;
import org.xvmamba.evaluate.ImageResult.Curves;
import org.xvmamba.evaluate.MapName;
import org.xvmamba.evaluate.Metric;
import org.xvmamba.explain.Prediction.ClassScore;

import ij.gui.Plot;
import ij.process.ImageProcessor;

/** The plot of scores has room for the names of its maps. */
class EvaluationPlotsTest {

	private static final List<String> SIX = List.of("jacobian", "gramian", "energy", "jacobian-class", "gramian-corrected", "selectivity");

	@Test
	void sixNamesDoNotLieOverEachOther() {
		assertEquals(6, names(scores(SIX)), "each stands apart");
	}

	@Test
	void fewNamesTakeTheWidthOfOtherPlots() {
		assertEquals(scores(List.of("cam")).getProcessor().getWidth(), scores(List.of("jacobian", "energy")).getProcessor().getWidth());
	}

	@Test
	void manyNamesStandInRowsRatherThanBeyondTheScreen() {
		final Plot plot = scores(IntStream.range(0, 30).mapToObj(map -> SIX.get(map % 6)).toList());
		assertTrue(plot.getProcessor().getWidth() < 1600, "as wide as most screens");
		assertTrue(plot.getProcessor().getHeight() < 600);
	}

	@Test
	void scoresThatAreTheSameHaveAnAxis() {
		final double[] limits = scores(SIX).getLimits();
		assertTrue(limits[2] < 0 && limits[3] > 0, () -> limits[2] + " to " + limits[3]);
	}

	/** A figure of zero for each map. */
	private static Plot scores(final List<String> methods) {
		final Map<MapName, Map<Metric, Double>> figures = new LinkedHashMap<>();
		final Map<MapName, Curves> curves = new LinkedHashMap<>();
		for (int i = 0; i < methods.size(); i++) {
			final MapName map = new MapName(methods.get(i), "stage" + (3 + i / 6) + ".block0");
			figures.put(map, Map.of(Metric.SCORE, 0.0));
			curves.put(map, new Curves(new double[] { 1, 0 }, new double[] { 0, 1 }));
		}
		final List<Plot> plots = EvaluationPlots.of(new Evaluation(EvaluationOptions.of(Map.of()), "model", "", "CPU", List.of(new ImageResult(
			"image", new ClassScore("a", 1, 0.7), Optional.empty(), figures, curves, List.of())), Optional.empty(), Map.of(), List.of(), Map
				.of()));
		return plots.get(plots.size() - 1);
	}

	/** @return groups of dark pixels below the frame that are at least as far apart as names shall be */
	private static int names(final Plot plot) {
		final ImageProcessor pixels = plot.getProcessor();
		final int top = plot.getDrawingFrame().y + plot.getDrawingFrame().height + 8;
		int names = 0;
		int pale = pixels.getWidth();
		for (int x = 0; x < pixels.getWidth(); x++) {
			final int column = x;
			final boolean dark = IntStream.range(top, pixels.getHeight()).anyMatch(y -> (pixels.get(column, y) & 0xff) < 128);
			if (dark && pale > 8) names++;
			pale = dark ? 0 : pale + 1;
		}
		return names;
	}
}
