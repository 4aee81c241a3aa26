package org.xvmamba.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.xvmamba.UserException;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;

class SelectionTest {

	private final ImagePlus image = IJ.createImage("image", "8-bit ramp", 60, 40, 1);

	@Test
	void everyShapeHasItsPixelsAndItsBoundingBox() {
		final Roi ring = new ShapeRoi(new OvalRoi(10, 5, 30, 30)).not(new ShapeRoi(new OvalRoi(20, 15, 10, 10)));
		for (final Roi roi : List.of(new OvalRoi(3, 4, 20, 15), new PolygonRoi(new int[] { 5, 50, 20 }, new int[] { 3, 10, 39 }, 3, Roi.POLYGON),
			ring, new Roi(5, 6, 20, 10))) {
			final Picture picture = picture(roi);
			assertEquals(new Region(roi.getBounds().x, roi.getBounds().y, roi.getBounds().width, roi.getBounds().height), picture.region());
			for (int y = 0; y < picture.height(); y++)
				for (int x = 0; x < picture.width(); x++)
					assertEquals(roi.contains(x + picture.region().x(), y + picture.region().y()), picture.mask().contains(x, y), roi + " at " + x +
						", " + y);
		}
		assertTrue(picture(new Roi(5, 6, 20, 10)).mask().isAll());
	}

	@Test
	void aShapeOverTheEdgeIsCutAndStaysInPlace() {
		final Roi oval = new OvalRoi(-10, -8, 40, 30);
		final Picture picture = picture(oval);
		assertEquals(new Region(0, 0, 30, 22), picture.region());
		for (int y = 0; y < 22; y++)
			for (int x = 0; x < 30; x++)
				assertEquals(oval.contains(x, y), picture.mask().contains(x, y));
	}

	@Test
	void aShapeOfWhichNoPixelIsOnTheImageIsRefused() {
		// The bounding box reaches onto the image, the shape doesn't.
		final Roi corner = new PolygonRoi(new int[] { -20, 3, -20 }, new int[] { -20, -20, 3 }, 3, Roi.POLYGON);
		final String message = assertThrows(UserException.class, () -> picture(corner)).getMessage();
		assertTrue(message.contains("lies outside of the image 'image'"), message);
	}

	@Test
	void tilesOutsideOfTheShapeAreLeftOut() {
		final Picture picture = picture(new PolygonRoi(new int[] { 0, 40, 0 }, new int[] { 0, 0, 40 }, 3, Roi.POLYGON));
		final TilePlan plan = TilePlans.plan(TilingMode.TILES, 40, 40, 20).within(picture.mask());
		assertEquals(List.of(new Region(0, 0, 20, 20), new Region(20, 0, 20, 20), new Region(0, 20, 20, 20)), plan.tiles());
		assertTrue(plan.reason().endsWith("1 of 4 tiles lie outside of the selection and are left out"), plan.reason());
		assertFalse(TilePlans.plan(TilingMode.TILES, 40, 40, 20).within(SelectionMask.ALL).reason().contains("left out"));
	}

	@Test
	void aNamedSelectionNamesThePicture() {
		assertEquals("image, nucleus", ImagePlusPictures.series(image, TestSelections.of(new OvalRoi(3, 4, 20, 15), "nucleus"),
			PictureOptions.DEFAULTS).get(0).name());
	}

	private Picture picture(final Roi roi) {
		return ImagePlusPictures.series(image, TestSelections.of(roi, ""), PictureOptions.DEFAULTS).get(0);
	}
}
