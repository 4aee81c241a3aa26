package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.xvmamba.image.Region;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;

class PredictionTableTest {

	private final ImagePlus image = IJ.createImage("image", "8-bit ramp", 100, 80, 1);

	@Test
	void hasARowForTheImageAndOneForEachTile() {
		final ResultsTable table = new ResultsTable();
		PredictionTable.add(table, TestExplanations.of(image, new Region(10, 20, 24, 16), 0.5, Map.of("tiling", "tiles")));

		assertEquals(3, table.size());
		assertEquals("all", table.getStringValue("Tile", 0));
		assertEquals("2", table.getStringValue("Tile", 2));
		assertEquals(26, table.getValue("X", 2));
		assertEquals(20, table.getValue("Y", 2));
		assertEquals(8, table.getValue("Width", 2));
		assertEquals("with cell", table.getStringValue("Predicted", 0));
		assertEquals(0.9526, table.getValue("Probability", 0), 1e-4);
		assertEquals(0.0474, table.getValue("p(without cell)", 0), 1e-4);
	}

	@Test
	void hasARowForEachPlane() {
		final ImagePlus stack = IJ.createHyperStack("stack", 20, 10, 1, 2, 3, 8);
		final ResultsTable table = new ResultsTable();
		TestExplanations.series(stack, null, 0.5, Map.of("tiling", "whole", "planes", "all")).planes().forEach(plane -> PredictionTable.add(table,
			plane));
		assertEquals(6, table.size());
		assertEquals(2, table.getValue("Slice", 3));
		assertEquals(2, table.getValue("Frame", 3));
	}

	@Test
	void tilesThatWereLeftOutComeLast() {
		final ImagePlus slide = IJ.createImage("slide", "RGB white", 48, 16, 1);
		slide.getProcessor().setColor(0xc06080);
		slide.getProcessor().fillRect(16, 0, 16, 16);
		final ResultsTable table = new ResultsTable();
		PredictionTable.add(table, TestExplanations.of(slide, null, 0.5, Map.of("tiling", "tiles", "tissue", "true")));

		assertEquals(4, table.size());
		assertEquals("1", table.getStringValue("Tile", 1));
		assertEquals(16, table.getValue("X", 1));
		assertEquals("", table.getStringValue("Tile", 2));
		assertEquals(PredictionTable.LEFT_OUT, table.getStringValue("Predicted", 2));
		assertEquals(32, table.getValue("X", 3));
		assertTrue(Double.isNaN(table.getValue("Probability", 3)));
	}

	@Test
	void addsLaterImagesBelow() {
		final ResultsTable table = new ResultsTable();
		PredictionTable.add(table, TestExplanations.of(image, null, 0.5, Map.of("tiling", "whole")));
		PredictionTable.add(table, TestExplanations.of(image, null, 0.5, Map.of("tiling", "whole")));
		assertEquals(2, table.size());
		assertEquals("image", table.getStringValue("Image", 1));
	}
}
