package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.xvmamba.UserException;
import org.xvmamba.image.Region;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;

class MapContoursTest {

	private final ImagePlus image = IJ.createImage("image", "8-bit ramp", 50, 40, 1);

	@Test
	void areasHoldTheShareOfThePixelsAboveThePercentile() {
		final ExplainedImage explained = ExplainedImage.keep(image, List.of(TestExplanations.series(image, new Region(10, 8, 32, 24), 0.5, Map.of())));
		explained.change(Map.of("block", "0"));
		final List<Roi> contours = MapContours.of(explained, 0, 75, 90);
		assertEquals(3, contours.size());
		assertEquals(new Rectangle(10, 8, 32, 24), contours.get(0).getBounds());
		assertEquals(0.25, contours.get(1).getContainedPoints().length / (32.0 * 24), 0.02);
		assertEquals(0.1, contours.get(2).getContainedPoints().length / (32.0 * 24), 0.02);
		assertTrue(contours.get(2).contains(41, 31), "the map grows to the lower right");
		assertTrue(contours.get(2).getName().startsWith("X-VMamba contour: percentile 90 ("), contours.get(2).getName());
	}

	@Test
	void replacesEarlierOnesOnTheOverlay() {
		final ExplainedImage explained = ExplainedImage.keep(image, List.of(TestExplanations.series(image, null, 0.5, Map.of())));
		explained.change(Map.of());
		MapContours.show(explained, 50, 75, 90);
		MapContours.show(explained, 80);
		assertEquals(2, image.getOverlay().size());
		assertEquals("X-VMamba: Jacobian index, stage 1, block 0", image.getOverlay().get(0).getName());
	}

	@Test
	void aConstantMapHasNone() {
		final ImagePlus pixel = IJ.createImage("pixel", "8-bit ramp", 1, 1, 1);
		final ExplainedImage explained = ExplainedImage.keep(pixel, List.of(TestExplanations.series(pixel, null, 0.5, Map.of("tiling", "tiles"))));
		final String message = assertThrows(UserException.class, () -> MapContours.show(explained, 50)).getMessage();
		assertTrue(message.contains("same value everywhere"), message);
	}
}
