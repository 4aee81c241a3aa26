package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.image.Region;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;

class TissueOutlineTest {

	@ParameterizedTest
	@ValueSource(strings = { "0", "50", "33" })
	void isTheUnionOfTheTilesThatWereLookedAt(final String overlap) {
		final ImagePlus slide = slide();
		final Explanation explanation = explain(slide, new Region(10, 5, 100, 90), Map.of("overlap", overlap));
		assertFalse(explanation.plan().leftOut().isEmpty());
		final Roi outline = TissueOutline.element(explanation).orElseThrow();
		for (int y = 0; y < 110; y++)
			for (int x = 0; x < 120; x++) {
				final int column = x - 10;
				final int row = y - 5;
				final boolean lookedAt = explanation.plan().tiles().stream().anyMatch(tile -> new Rectangle(tile.x(), tile.y(), tile.width(), tile
					.height()).contains(column, row));
				assertEquals(lookedAt, outline.containsPoint(x + 0.5, y + 0.5), "at " + x + ", " + y);
			}
	}

	@Test
	void isNotThereWhereNothingWasLeftOut() {
		assertTrue(TissueOutline.element(explain(slide(), null, Map.of("tissue", "false"))).isEmpty());
	}

	@Test
	void liesWithTheMapAndGoesWithIt() {
		final ImagePlus slide = slide();
		MapOverlay.lay(slide, series(slide, Map.of()));
		MapOverlay.lay(slide, series(slide, Map.of()));
		assertEquals(2, slide.getOverlay().size());
		assertTrue(TissueOutline.isOne(slide.getOverlay().get(1)));
		assertEquals(50, MapOverlay.opacity(slide).orElseThrow());
		MapOverlay.lay(slide, series(slide, Map.of("tissue", "false")));
		assertEquals(1, slide.getOverlay().size());
		assertFalse(TissueOutline.isOne(slide.getOverlay().get(0)));
	}

	@Test
	void whatWasLeftOutShowsTheImageAloneAndIsNoNumberInTheLayers() {
		final ImagePlus slide = slide();
		final ExplanationSeries series = series(slide, Map.of());
		final Explanation explanation = series.first();
		final ImagePlus layers = LayerStack.of(series, explanation.indices().get(0));
		assertTrue(Float.isNaN(layers.getStack().getProcessor(1).getf(0, 0)));
		assertEquals(0xffffffff, OverlayPicture.of(slide, explanation).getProcessor().get(0, 0));
		assertTrue(MapLegend.of(explanation, MapView.of(explanation)).text().contains(explanation.plan().leftOut().size() + " left out as glass"));
	}

	@Test
	void liesOnThePlaneThatItExplains() {
		final ImageStack planes = new ImageStack(130, 110);
		planes.addSlice(slide().getProcessor());
		planes.addSlice(slide().getProcessor());
		final ImagePlus stack = new ImagePlus("stack", planes);
		MapOverlay.lay(stack, series(stack, Map.of("planes", "all")));
		assertEquals(4, stack.getOverlay().size());
		for (int i = 0; i < 4; i++) {
			assertEquals(1 + i / 2, stack.getOverlay().get(i).getPosition());
			assertEquals(i % 2 == 1, TissueOutline.isOne(stack.getOverlay().get(i)));
		}
	}

	private static Explanation explain(final ImagePlus slide, final Region region, final Map<String, String> more) {
		return TestExplanations.of(slide, region, 0.5, options(more));
	}

	private static ExplanationSeries series(final ImagePlus slide, final Map<String, String> more) {
		return TestExplanations.series(slide, null, 0.5, options(more));
	}

	private static Map<String, String> options(final Map<String, String> more) {
		final Map<String, String> options = new HashMap<>(Map.of("tiling", "tiles", "tissue", "true"));
		options.putAll(more);
		return options;
	}

	/** White, with a ring and a spot of tissue. */
	private static ImagePlus slide() {
		final ImagePlus slide = IJ.createImage("slide", "RGB white", 130, 110, 1);
		slide.getProcessor().setColor(0xc06080);
		slide.getProcessor().setLineWidth(10);
		slide.getProcessor().drawOval(30, 20, 70, 70);
		slide.getProcessor().fillRect(112, 96, 12, 12);
		return slide;
	}
}
