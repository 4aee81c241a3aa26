package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.image.Region;
import org.xvmamba.image.TilePlan;
import org.xvmamba.image.TileSpan;
import org.xvmamba.image.TilingMode;
import org.xvmamba.model.ModelDescription;

import ij.IJ;
import ij.ImagePlus;

class MapLegendTest {

	@Test
	void saysAllThatAReaderMustSee() {
		final String text = legend(0.345, Map.of()).text();
		for (final String line : new String[] { "Jacobian index\n", "Block: stage 1, block 0 (the last of 2)\n",
			"Grid: 2 x 2, resized bilinearly\n", "Direction: mean of 4 directions\n",
			"Scaling: raw values, linear, from the least to the greatest on this image; over the image, the lowest quarter fades out\n", "Range: 1150 to 1161\n",
			"Predicted: with cell, probability 95.3 %\n", "Model: test model\n", "Input: all, resized to 16 x 16 pixels\n",
			"Shows: the SSM branch, 34.5 % of this block on this image\n", "The index does not depend on the class" })
			assertTrue(text.contains(line), () -> line + "is not in\n" + text);
		assertFalse(text.contains("Warning"), text);
	}

	@Test
	void saysWhatDependsOnTheClass() {
		final String weighted = legend(0.05, Map.of("index", "energy-class")).text();
		assertTrue(weighted.startsWith("Class-weighted output-energy index\n"), weighted);
		assertTrue(weighted.contains("Class: with cell\n") && weighted.contains("only that factor depends on the class") && weighted.contains(
			"Warning"), weighted);
		assertFalse(weighted.contains("does not depend on the class"), weighted);
		final String cam = legend(0.05, Map.of("index", "cam", "classname", "without cell")).text();
		assertTrue(cam.contains("Class: without cell\n") && cam.contains("not the SSM branch") && cam.contains("tells nothing of the scans"), cam);
		assertFalse(cam.contains("Warning"), cam);
	}

	@Test
	void everyIndexHasItsSentence() {
		for (final MapIndex index : MapIndex.all()) {
			final List<String> notes = IndexNotes.of(index, "a class");
			assertEquals(index.dependsOnClass(), notes.stream().anyMatch(note -> note.contains("'a class'")), index.key());
			assertEquals(!index.dependsOnClass(), notes.stream().anyMatch(note -> note.contains("does not depend on the class")), index.key());
		}
	}

	@Test
	void namesTheDirectionAndTheTiles() {
		final String text = legend(0.5, Map.of("directions", "2", "tiling", "tiles", "index", "gramian")).text();
		assertTrue(text.startsWith("Gramian index\n"), text);
		assertTrue(text.contains("Direction: direction 2 (row-major-reversed)\n"), text);
		assertTrue(text.contains("Grid: 2 x 2 on each tile"), text);
		assertTrue(text.contains("Input: 4 tiles of 16 x 16 pixels"), text);
		assertTrue(text.contains("(mean of 4 tiles)"), text);
	}

	/** Also of a part that begins where the image does. */
	@ParameterizedTest
	@CsvSource({ "3, 2", "0, 0" })
	void namesThePartOfTheImage(final int x, final int y) {
		final Region region = new Region(x, y, 20, 18);
		final ImagePlus image = IJ.createImage("image", "8-bit ramp", 30, 20, 1);
		final String part = "Input: x=" + x + ", y=" + y + ", 20 x 18 pixels, ";
		final Explanation whole = TestExplanations.of(image, region, 0.5, Map.of("tiling", "whole"));
		final String text = MapLegend.of(whole, MapView.of(whole)).text();
		assertTrue(text.contains(part + "resized to 16 x 16 pixels\n"), text);
		final Explanation tiled = TestExplanations.of(image, region, 0.5, Map.of("tiling", "tiles"));
		final String ofTiles = MapLegend.of(tiled, MapView.of(tiled)).text();
		assertTrue(ofTiles.contains(part + "4 tiles of 16 x 16 pixels\n"), ofTiles);
		final Explanation all = TestExplanations.of(image, new Region(0, 0, 30, 20), 0.5, Map.of("tiling", "whole"));
		assertTrue(MapLegend.of(all, MapView.of(all)).text().contains("Input: all, resized"), "a selection of everything is no part");
	}

	@Test
	void saysThatTilesWereResampledAndWhichPlaneItIs() {
		final ImagePlus stack = IJ.createImage("stack", "8-bit", 40, 32, 3);
		stack.setSlice(2);
		final Explanation plain = TestExplanations.of(stack, null, 0.5, Map.of("tiling", "tiles"));
		final ModelDescription model = plain.model();
		final ModelDescription scaled = new ModelDescription(model.name(), model.text(), model.family(), model.inputSize(), model
			.normalisation(), model.classes(), OptionalDouble.of(0.5), model.graph(), model.blocks());
		final TilePlan plan = new TilePlan(TilingMode.TILES, "", 16, new TileSpan(32, 24), new TileSpan(32, 24), plain.plan().tiles(), List
			.of());
		final Explanation resampled = new Explanation(plain.picture(), scaled, plain.options(), plan, plain.prediction(), plain.tiles(), plain
			.blocks(), plain.indices(), "CPU", Map.of());
		final String text = MapLegend.of(resampled, MapView.of(resampled)).text();
		assertTrue(text.contains("Input: 6 tiles of 32 x 24 pixels, resampled to 16 x 16 at the model's 0.5 µm a pixel\n"), text);
		assertTrue(text.contains("Plane: slice 2, frame 1\n"), text);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 0.04, 0.0999 })
	void warnsWhereTheSsmBranchCarriesUnderATenth(final double share) {
		assertTrue(legend(share, Map.of()).warning().orElseThrow().startsWith("Only " + MapTexts.percent(share) + " of this block"));
	}

	@Test
	void doesNotGuessAnUnknownShare() {
		final MapLegend legend = legend(Double.NaN, Map.of());
		assertTrue(legend.warning().isEmpty());
		assertTrue(legend.text().contains("Shows: the SSM branch; its share of the block is not known\n"));
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "1234.56, 1235", "0.0123456, 0.01235", "1, 1.000", "0.0001234, 1.234e-4", "1234567, 1.235e6", "-2.5, -2.500" })
	void numbersHaveFourDigits(final double value, final String text) {
		assertEquals(text, MapTexts.number(value));
	}

	@ParameterizedTest
	@CsvSource({ "500, 500", "0.25, 0.25", "0.0002, 2e-4", "1500000, 1.5e6", "10, 10" })
	void ticksHaveNoZerosAtTheEnd(final double value, final String text) {
		assertEquals(text, MapTexts.shortNumber(value));
	}

	@ParameterizedTest
	@CsvSource({ "0, 1", "0.0123, 0.0789", "-3, 12345", "1e-9, 2e-9", "5, 5", "1e7, 1.0001e7" })
	void ticksAreRoundAndInRange(final double min, final double max) {
		final var ticks = Ticks.between(min, max);
		assertTrue(ticks.size() >= 1 && ticks.size() <= 11, ticks::toString);
		for (final double tick : ticks)
			assertTrue(tick >= min - (max - min) * 1e-6 && tick <= max + (max - min) * 1e-6, ticks::toString);
	}

	@ParameterizedTest
	@CsvSource({ "400, 1", "400, 2", "1600, 4", "60, 1" })
	void isPaintedAtAnySize(final int width, final double scale) {
		final BufferedImage picture = LegendPainter.paint(legend(0.05, Map.of()), width, scale);
		assertEquals(width, picture.getWidth());
		assertTrue(picture.getHeight() > 200);
		// The scale's first and last colour stand at the margins.
		final int margin = (int) Math.round(16 * scale);
		boolean first = false;
		boolean last = false;
		for (int y = 0; y < picture.getHeight(); y++) {
			first |= (picture.getRGB(margin, y) & 0xffffff) == ColourScale.INFERNO.rgb(0);
			last |= (picture.getRGB(width - margin - 1, y) & 0xffffff) == ColourScale.INFERNO.rgb(255);
		}
		assertTrue(first && last);
	}

	private static MapLegend legend(final double share, final Map<String, String> options) {
		final var explanation = TestExplanations.of(IJ.createImage("image", "8-bit ramp", 30, 20, 1), null, share, options);
		return MapLegend.of(explanation, MapView.of(explanation));
	}
}
