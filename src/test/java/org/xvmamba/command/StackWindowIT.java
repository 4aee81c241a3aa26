package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Robot;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.xvmamba.display.InfluenceTable;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;

/** Stacks and hyperstacks in real windows: overlay, legend, readout, contours and measurements belong to the plane that is looked at. */
class StackWindowIT extends WindowTest {

	private static final String EXPLAIN = "run('X-VMamba Explain...', 'planes=all stack=false');";

	@Test
	void theSliceThatIsLookedAtHasItsOwnMapLegendAndReadout() throws Exception {
		final ImagePlus stack = showStack(3, 1);
		stack.setSlice(1);
		ImageJWindow.run(EXPLAIN);
		final ImagePlus legend = WindowManager.getImage("Legend of stack");
		final Robot robot = new Robot();
		String before = "";
		for (int slice = 1; slice <= 3; slice++) {
			stack.setSlice(slice);
			final String plane = "Plane: slice " + slice + ", frame 1";
			ImageJWindow.await("the legend of slice " + slice, () -> Optional.of(legend.getInfoProperty()).filter(info -> info.contains(plane) || !info
				.contains("Plane: ") && plane.contains("slice 1,")));
			final String readout = readout(stack, robot);
			assertNotEquals(before, readout);
			before = readout;
			assertEquals(1, shown(stack).size());
			assertEquals(slice, shown(stack).get(0).getPosition());
		}
		ImageJWindow.screenshot("stack");
	}

	@Test
	void framesOfAHyperstackToo() {
		final ImagePlus series = showStack(2, 2);
		ImageJWindow.run(EXPLAIN);
		final ImagePlus legend = WindowManager.getImage("Legend of stack");
		assertEquals(4, series.getOverlay().size());
		series.setPosition(1, 2, 2);
		ImageJWindow.await("the legend of slice 2, frame 2", () -> Optional.of(legend.getInfoProperty()).filter(info -> info.contains(
			"Plane: slice 2, frame 2")));
		assertEquals(1, shown(series).size());
		ImageJWindow.run("selectImage('stack'); run('X-VMamba View...', 'colours=viridis');");
		assertTrue(legend.getInfoProperty().contains("Plane: slice 2, frame 2"));
	}

	@Test
	void contoursAndMeasurementsAreOfThePlaneThatIsLookedAt() {
		final ImagePlus stack = showStack(3, 1);
		ImageJWindow.run(EXPLAIN);
		for (int slice = 1; slice <= 3; slice++) {
			stack.setSlice(slice);
			stack.setRoi(new Roi(20, 20, 60, 60));
			IJ.selectWindow(stack.getID());
			ImageJWindow.run("run('X-VMamba Measure Influence', 'rois=selection'); run('X-VMamba Contours...', 'percentiles=90');");
			final int position = slice;
			assertEquals(1, Arrays.stream(stack.getOverlay().toArray()).filter(roi -> roi.getName().startsWith("X-VMamba contour") && roi
				.getPosition() == position).count(), "slice " + slice);
		}
		final ResultsTable table = ResultsTable.getResultsTable(InfluenceTable.TITLE);
		final int rows = table.size() / 3;
		assertNotEquals(table.getValue("Enrichment", 0), table.getValue("Enrichment", rows));
		assertEquals(List.of("1", "2", "3"), List.of(table.getStringValue("Slice", 0), table.getStringValue("Slice", rows), table.getStringValue(
			"Slice", 2 * rows)));
		assertEquals(6, stack.getOverlay().size(), "a map and a contour on each slice");
	}

	private static List<Roi> shown(final ImagePlus image) {
		final boolean hyper = image.isHyperStack();
		return Arrays.stream(image.getOverlay().toArray()).filter(roi -> hyper ? roi.getZPosition() == image.getZ() && roi.getTPosition() == image
			.getT() : roi.getPosition() == image.getCurrentSlice()).toList();
	}

	private static String readout(final ImagePlus image, final Robot robot) {
		return ImageJWindow.awaitBy(() -> {
			ImageJWindow.point(robot, image.getCanvas(), 20, 20);
			ImageJWindow.point(robot, image.getCanvas(), 70, 60);
		}, "the readout", () -> Optional.of(ImageJ.getStatusBarText()).filter(text -> text.startsWith("x=70, y=60: ") && text
			.contains("tile 1 of 1")));
	}

	/** Discs that move from plane to plane. */
	private static ImagePlus showStack(final int slices, final int frames) {
		final ImageStack planes = new ImageStack(160, 120);
		for (int i = 0; i < slices * frames; i++) {
			final ColorProcessor plane = new ColorProcessor(160, 120);
			plane.setColor(new java.awt.Color(0xd8d4d0));
			plane.fill();
			plane.setColor(new java.awt.Color(0x5b3a86));
			plane.fillOval(10 + 25 * i, 20, 50, 60);
			planes.addSlice(plane);
		}
		final ImagePlus image = new ImagePlus("stack", planes);
		image.setDimensions(1, slices, frames);
		image.setOpenAsHyperStack(frames > 1);
		image.show();
		return image;
	}
}
