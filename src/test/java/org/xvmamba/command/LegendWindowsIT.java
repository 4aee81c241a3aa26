package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

/** Each image, and each part of it that was explained, has a legend of its own, whatever their names are. */
class LegendWindowsIT extends WindowTest {

	private static final String EXPLAIN = "run('X-VMamba Explain...', 'index=jacobian,gramian stack=false');";

	@Test
	void imagesOfTheSameTitleHaveLegendsOfTheirOwn() {
		final ImagePlus first = explained("cells", 240, 200);
		final ImagePlus second = explained("cells", 200, 240);
		assertEquals(List.of("Legend of cells", "Legend of cells-1"), legends().stream().map(ImagePlus::getTitle).toList());
		IJ.selectWindow(second.getID());
		ImageJWindow.run("run('X-VMamba View...', 'index=gramian');");
		assertTrue(legends().get(0).getInfoProperty().startsWith("Jacobian index"), "of the first image");
		assertTrue(legends().get(1).getInfoProperty().startsWith("Gramian index"), "of the second image");
		IJ.selectWindow(first.getID());
		ImageJWindow.run("run('X-VMamba View...', 'block=0');");
		assertTrue(legends().get(0).getInfoProperty().contains("Block: stage 0, block 0"));
		assertFalse(legends().get(1).getInfoProperty().contains("Block: stage 0, block 0"));
	}

	@Test
	void partsOfTheSameNameHaveLegendsOfTheirOwn() {
		final ImagePlus image = ImageJWindow.showCells("cells", 240, 200);
		final RoiManager manager = new RoiManager();
		for (int i = 0; i < 2; i++)
			manager.addRoi(new Roi(10 + 100 * i, 20, 90, 90));
		for (int i = 0; i < 2; i++)
			manager.getRoi(i).setName("cell");
		IJ.selectWindow(image.getID());
		ImageJWindow.run("run('X-VMamba Explain...', 'rois=manager stack=false');");
		assertEquals(2, legends().size());
	}

	@Test
	void anImageExplainedAgainKeepsItsLegend() {
		final ImagePlus image = explained("cells", 240, 200);
		image.setRoi(10, 10, 100, 100);
		ImageJWindow.run(EXPLAIN);
		assertEquals(1, legends().size());
	}

	@Test
	void anImageOpenedAgainTakesOverTheLegendOfTheClosedOne() {
		explained("cells", 240, 200).close();
		explained("cells", 240, 200);
		assertEquals(List.of("Legend of cells"), legends().stream().map(ImagePlus::getTitle).toList());
	}

	private static ImagePlus explained(final String title, final int width, final int height) {
		final ImagePlus image = ImageJWindow.showCells(title, width, height);
		image.setTitle(title); // ImageJ has given another to an image whose title was taken
		IJ.selectWindow(image.getID());
		ImageJWindow.run(EXPLAIN);
		return image;
	}

	/** In the order in which they were opened. */
	private static List<ImagePlus> legends() {
		return Arrays.stream(WindowManager.getIDList()).mapToObj(WindowManager::getImage).filter(image -> image.getTitle().startsWith("Legend of "))
			.toList();
	}
}
