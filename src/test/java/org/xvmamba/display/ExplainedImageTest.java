package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xvmamba.UserException;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.image.Region;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageRoi;

class ExplainedImageTest {

	private final ImagePlus image = IJ.createImage("image", "8-bit ramp", 50, 40, 1);
	private final Explanation explanation = TestExplanations.of(image, new Region(10, 8, 32, 24), 0.5, Map.of("index", "jacobian,gramian",
		"tiling", "tiles"));
	private final ExplainedImage explained = ExplainedImage.keep(image, List.of(new ExplanationSeries(List.of(explanation))));

	@Test
	void changesWhatIsAskedForAndKeepsTheRest() {
		assertEquals("{index=jacobian, block=1, directions=mean, scaling=raw, colours=inferno, opacity=50}", explained.view().toMap(explanation)
			.toString());
		explained.change(Map.of("block", "0", "directions", "2", "opacity", ""));
		explained.change(Map.of("scaling", "percentile", "colours", "viridis", "index", "gramian"));
		assertEquals("{index=gramian, block=0, directions=2, scaling=percentile, colours=viridis, opacity=50}", explained.view().toMap(
			explanation).toString());
		assertEquals("X-VMamba: Gramian index, stage 0, block 0", image.getOverlay().get(0).getName());
		assertEquals(1, image.getOverlay().size());
		final ImageRoi map = (ImageRoi) image.getOverlay().get(0);
		assertEquals(0xfde725, map.getProcessor().convertToRGB().get(31, 15) & 0xffffff);
	}

	@Test
	void aChangeOfViewKeepsTheMapsOfOtherPlanesAndParts() {
		final ImagePlus stack = IJ.createImage("stack", "8-bit", 20, 20, 3);
		final ExplanationSeries all = TestExplanations.series(stack, null, 0.5, Map.of("planes", "all"));
		final ExplainedImage several = ExplainedImage.keep(stack, List.of(all, TestExplanations.series(stack, new Region(2, 2, 9, 9), 0.5, Map
			.of())));
		several.change(Map.of("block", "0"));
		assertEquals(4, stack.getOverlay().size());
		stack.setSlice(3);
		assertSame(all.planes().get(2), several.explanation());
	}

	@Test
	void anIndexThatTheBlockHasNotIsShownOfTheLastThatHasIt() {
		final Explanation some = TestExplanations.without(explanation, MapIndex.GRAMIAN, 0);
		final MapView first = MapView.of(some).with(some, Map.of("block", "0"));
		assertEquals("1", first.with(some, Map.of("index", "gramian")).toMap(some).get("block"));
		assertThrows(UserException.class, () -> first.with(some, Map.of("index", "gramian", "block", "0")));
		assertEquals(List.of("1"), List.copyOf(MapView.sources(some, MapIndex.GRAMIAN).keySet()));
		final String legend = MapLegend.of(some, first.with(some, Map.of("index", "gramian"))).text();
		assertTrue(legend.contains("Left out of 1 block, which has too many tokens for it."), legend);
	}

	@Test
	void opacityAloneLeavesTheMap() {
		explained.change(Map.of());
		final Object map = image.getOverlay().get(0);
		explained.change(Map.of("opacity", "20"));
		assertSame(map, image.getOverlay().get(0));
		assertEquals(Optional.of(20), MapOverlay.opacity(image));
		MapOverlay.setOpacity(image, 70);
		explained.change(Map.of("block", "uniform-scaled"));
		assertEquals(Optional.of(70), MapOverlay.opacity(image), "another command has changed it");
	}

	@Test
	void everyOfferedValueCanBeChosen() {
		for (final String key : MapView.sources(explanation, MapIndex.JACOBIAN).keySet())
			explained.change(Map.of("block", key));
		for (final String key : MapView.directions(explanation).keySet())
			explained.change(Map.of("directions", key));
		for (final String key : MapView.scalings().keySet())
			explained.change(Map.of("scaling", key));
		for (final String key : MapView.colourScales().keySet())
			explained.change(Map.of("colours", key));
		assertEquals(List.of("0", "1", "uniform", "linear", "exponential", "maximum", "uniform-scaled", "linear-scaled", "exponential-scaled",
			"maximum-scaled"), List.copyOf(MapView.sources(explanation, MapIndex.JACOBIAN).keySet()));
		explained.change(Map.of("block", "last"));
		assertEquals("1", explained.view().toMap(explanation).get("block"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "index|jacobian-direct|jacobian, gramian", "block|2|0, 1, uniform", "directions|4|mean, 0, 1, 2, 3",
		"scaling|log|raw, image, percentile", "colours|jet|inferno, viridis", "opacity|101|0 to 100", "opacity|x|0 to 100" })
	void refusesWithOneSentence(final String key, final String value, final String allowed) {
		final MapView before = explained.view();
		final String message = assertThrows(UserException.class, () -> explained.change(Map.of(key, value))).getMessage();
		assertTrue(message.contains(key + "=" + value) && message.contains(allowed), message);
		assertEquals(before, explained.view());
	}

	@Test
	void legendFollows() {
		final MapView view = explained.view().with(explanation, Map.of("block", "exponential-scaled", "scaling", "percentile", "colours",
			"magma"));
		final MapLegend legend = MapLegend.of(explanation, view);
		for (final String line : new String[] { "Blocks: exponential mean of blocks, each scaled to [0,1] (2)\n",
			"Grid: 4 x 4, 2 x 2 on each tile, resized bilinearly\n", "Scaling: scaled values, linear, from the 1st to the 99th percentile on this image",
			"Shows: the SSM branch, 50.0 % of these blocks, on average, on this image\n" })
			assertTrue(legend.text().contains(line), () -> line + "is not in\n" + legend.text());
		assertEquals(ColourScale.MAGMA, legend.colours());
		assertTrue(legend.min() >= 0 && legend.max() <= 1);
	}

	@Test
	void isReachedFromItsCompanions() {
		final ImagePlus legend = IJ.createImage("legend", 5, 5, 1, 8);
		explained.alsoFrom(legend);
		assertSame(explained, ExplainedImage.require(legend));
		ExplainedImage.keep(image, List.of(new ExplanationSeries(List.of(explanation))));
		assertFalse(ExplainedImage.of(legend).isPresent(), "it belongs to an earlier explanation");
		assertRefuses(legend, "The window 'legend' tells of an earlier explanation of the image 'image'; select that image, then run the command again.");
	}

	@Test
	void isReachedFromWhatTellsOfTheImageAlone() {
		final ImagePlus unexplained = IJ.createImage("unexplained", "8-bit ramp", 50, 40, 1);
		final ImagePlus scores = IJ.createImage("scores", 5, 5, 1, 8);
		ExplainedImage.lead(scores, image);
		assertSame(explained, ExplainedImage.require(scores));
		assertSame(ExplainedImage.keep(image, List.of(new ExplanationSeries(List.of(explanation)))), ExplainedImage.require(scores),
			"whichever explanation it has");
		ExplainedImage.lead(scores, unexplained);
		assertSame(ExplainedImage.keep(unexplained, List.of(new ExplanationSeries(List.of(explanation)))), ExplainedImage.require(scores),
			"also when it is explained later");
		ExplainedImage.forget(unexplained);
		assertRefuses(scores, "The image of which the window 'scores' tells is not open any more; open it and run X-VMamba Explain... on it first.");
	}

	@Test
	void whyThereIsNoneIsSaidAgain() {
		ExplainedImage.forget(image, "The model has no state-space blocks.");
		assertRefuses(image, "The model has no state-space blocks.");
		ExplainedImage.keep(image, List.of(new ExplanationSeries(List.of(explanation))));
		assertTrue(ExplainedImage.of(image).isPresent());
	}

	private static void assertRefuses(final ImagePlus image, final String sentence) {
		assertEquals(sentence, assertThrows(UserException.class, () -> ExplainedImage.require(image)).getMessage());
	}

	@Test
	void refusesAnImageThatWasCropped() {
		image.setProcessor(image.getProcessor().resize(20, 20));
		final String message = assertThrows(UserException.class, () -> ExplainedImage.require(image)).getMessage();
		assertTrue(message.contains("now 20 x 20 pixels"), message);
	}

	@Test
	void tellsWhatLiesUnderTheMouse() {
		final InfluenceReadout readout = new InfluenceReadout(image);
		// Tile 2 begins at x = 16 of the picture; block 1 has cells of 8 pixels: 1000 + 150 + 10 row + column + 16.
		assertEquals(Optional.of("x=35, y=10: 1167; stage 1, block 0, cell (1, 0); tile 2 of 4: with cell 95.3 %"), readout.text(explained, 35,
			10));
		explained.change(Map.of("block", "maximum"));
		assertEquals(Optional.of("x=35, y=10: 1167; maximum of blocks, raw magnitudes; tile 2 of 4: with cell 95.3 %"), readout.text(
			explained, 35, 10));
		assertEquals(Optional.empty(), readout.text(explained, 9, 10));
		assertEquals(Optional.empty(), readout.text(explained, 35, 32));
	}
}
