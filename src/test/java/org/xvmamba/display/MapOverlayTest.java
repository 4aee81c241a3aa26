package org.xvmamba.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.xvmamba.image.Region;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;

class MapOverlayTest {

	private final ImagePlus image = IJ.createImage("image", "8-bit ramp", 50, 40, 1);

	@Test
	void liesOverTheSelectedPart() {
		lay(new Region(12, 5, 30, 20), Map.of("opacity", "35"));

		final ImageRoi map = (ImageRoi) image.getOverlay().get(0);
		assertEquals(new Rectangle(12, 5, 30, 20), map.getBounds());
		assertEquals("X-VMamba: Jacobian index, stage 1, block 0", map.getName());
		assertEquals(Optional.of(35), MapOverlay.opacity(image));
		assertEquals(ColourScale.INFERNO.rgb(0), map.getProcessor().convertToRGB().get(0, 0) & 0xffffff);
		assertEquals(ColourScale.INFERNO.rgb(255), map.getProcessor().convertToRGB().get(29, 19) & 0xffffff);
	}

	@Test
	void isStretchedOverALargeImage() {
		final ImagePlus large = IJ.createImage("large", "8-bit black", 6000, 20, 1);
		MapOverlay.lay(large, TestExplanations.series(large, new Region(100, 2, 5800, 16), 0.5, Map.of("tiling", "tiles", "opacity", "100")));

		final ImageRoi map = (ImageRoi) large.getOverlay().get(0);
		assertEquals(new Rectangle(100, 2, 5800, 16), map.getBounds());
		assertEquals(4096, map.getProcessor().getWidth());
		final ImageProcessor flat = large.flatten().getProcessor();
		// Values grow to the right, and the lowest quarter is transparent.
		assertEquals(0xff000000, flat.get(99, 10));
		assertEquals(0xff000000 | ColourScale.INFERNO.rgb(255), flat.get(5899, 16));
		assertEquals(0xff000000, flat.get(5900, 10));
	}

	@Test
	void replacesTheEarlierMapAndKeepsOtherElements() {
		final Roi other = new Roi(1, 1, 5, 5);
		image.setOverlay(new Overlay(other));
		lay(null, Map.of());
		lay(null, Map.of("index", "gramian"));

		assertEquals(2, image.getOverlay().size());
		assertSame(other, image.getOverlay().get(0));
		assertEquals("X-VMamba: Gramian index, stage 1, block 0", image.getOverlay().get(1).getName());
	}

	@Test
	void changesItsOpacity() {
		assertTrue(MapOverlay.opacity(image).isEmpty());
		MapOverlay.setOpacity(image, 10);
		lay(null, Map.of());
		MapOverlay.setOpacity(image, 80);
		assertEquals(Optional.of(80), MapOverlay.opacity(image));
	}

	@Test
	void liesOnTheExplainedPlaneOfAStack() {
		final ImagePlus stack = IJ.createImage("stack", "8-bit ramp", 20, 20, 2, 3, 4);
		stack.setPosition(2, 3, 4);
		MapOverlay.lay(stack, TestExplanations.series(stack, null, 0.5, Map.of()));
		final Roi map = stack.getOverlay().get(0);
		assertEquals(0, map.getCPosition(), "a composite shows its channels together");
		assertEquals(3, map.getZPosition());
		assertEquals(4, map.getTPosition());
	}

	@Test
	void liesOnEveryPlaneThatWasExplained() {
		final ImagePlus hyperstack = IJ.createHyperStack("hyperstack", 20, 20, 2, 3, 2, 8);
		hyperstack.setPosition(2, 1, 1);
		MapOverlay.lay(hyperstack, TestExplanations.series(hyperstack, null, 0.5, Map.of("planes", "all")));
		assertEquals(6, hyperstack.getOverlay().size());
		final Roi fifth = hyperstack.getOverlay().get(4);
		assertEquals(List.of(0, 2, 2), List.of(fifth.getCPosition(), fifth.getZPosition(), fifth.getTPosition()));
		MapOverlay.setOpacity(hyperstack, 20);
		assertEquals(0.2, ((ImageRoi) fifth).getOpacity(), 1e-9);

		final ImagePlus stack = IJ.createImage("stack", "8-bit", 20, 20, 4);
		MapOverlay.lay(stack, TestExplanations.series(stack, null, 0.5, Map.of("planes", "all")));
		for (int slice = 1; slice <= 4; slice++)
			assertEquals(slice, stack.getOverlay().get(slice - 1).getPosition());
		stack.setSlice(3);
		MapOverlay.lay(stack, TestExplanations.series(stack, null, 0.5, Map.of()));
		assertEquals(1, stack.getOverlay().size(), "earlier maps are gone");
		assertEquals(3, stack.getOverlay().get(0).getPosition());
	}

	@Test
	void paintsAConstantMapInTheFirstColour() {
		final ImagePlus pixel = IJ.createImage("pixel", "8-bit ramp", 1, 1, 1);
		MapOverlay.lay(pixel, TestExplanations.series(pixel, null, 0.5, Map.of("tiling", "tiles")));
		assertEquals(ColourScale.INFERNO.rgb(0), ((ImageRoi) pixel.getOverlay().get(0)).getProcessor().convertToRGB().get(0, 0) & 0xffffff);
	}

	private void lay(final Region region, final Map<String, String> options) {
		MapOverlay.lay(image, TestExplanations.series(image, region, 0.5, options));
	}
}
