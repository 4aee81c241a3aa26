package org.xvmamba.command;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.awt.Window;
import java.awt.geom.Area;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.xvmamba.display.ComparisonWindows;
import org.xvmamba.display.ModelsTable;
import org.xvmamba.display.PredictionTable;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GUI;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

/** Where windows open: what belongs together can be seen together, also on a small screen. */
class WindowPlacesIT extends WindowTest {

	@Test
	void theImageItsLegendAndItsLayersAreVisible() throws Exception {
		final ImagePlus image = open("blood-smear-1.png");
		ImageJWindow.run("run('X-VMamba Explain...');");
		final Window layers = WindowManager.getImage("Jacobian index of blood-smear-1.png").getWindow();
		final Window legend = WindowManager.getImage("Legend of blood-smear-1.png").getWindow();
		final Window table = WindowManager.getWindow(PredictionTable.TITLE);
		settle();
		ImageJWindow.screenshot("places-" + GUI.getMaxWindowBounds().width);
		final double least = GUI.getMaxWindowBounds().width > 1300 ? 0.5 : 0.15; // image and layers alone are wider than a small screen
		assertTrue(visible(image.getWindow(), layers, legend) > least, "of the image");
		assertTrue(visible(legend, layers) > 0.5, "of the legend");
		for (final Window window : new Window[] { layers, legend, table })
			assertTrue(GUI.getMaxWindowBounds().contains(window.getBounds()), window::toString);
	}

	@Test
	void legendsOfSeveralSelectionsDoNotCoverEachOther() throws Exception {
		final ImagePlus image = open("window-with-white-cell.png");
		final RoiManager manager = new RoiManager();
		final List<Window> legends = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			final Roi roi = new Roi(10 + 60 * i, 20, 70, 90);
			roi.setName("part " + i);
			manager.addRoi(roi);
		}
		IJ.selectWindow(image.getID());
		ImageJWindow.run("run('X-VMamba Explain...', 'rois=manager stack=false');");
		settle();
		for (int i = 0; i < 3; i++)
			legends.add(WindowManager.getImage("Legend of window-with-white-cell.png, part " + i).getWindow());
		ImageJWindow.screenshot("places-selections-" + GUI.getMaxWindowBounds().width);
		final boolean roomy = GUI.getMaxWindowBounds().width > 1300;
		for (int i = 0; i < 3; i++)
			for (int j = 0; j < i; j++)
				if (roomy) assertFalse(legends.get(i).getBounds().intersects(legends.get(j).getBounds()), i + " covers " + j);
				else assertFalse(legends.get(i).getBounds().equals(legends.get(j).getBounds()), i + " hides " + j);
	}

	@Test
	void theTableOfAComparisonDoesNotCoverTheImage() throws Exception {
		final ImagePlus image = open("blood-smear-1.png");
		ImageJWindow.run("run('X-VMamba Explain...', 'index=jacobian,gramian stack=false'); run('X-VMamba Compare...');");
		final Window table = WindowManager.getWindow(ComparisonWindows.TABLE);
		settle();
		ImageJWindow.screenshot("places-compared-" + GUI.getMaxWindowBounds().width);
		assertTrue(GUI.getMaxWindowBounds().contains(table.getBounds()), table::toString);
		assertTrue(table.getHeight() < 300, "its 25 rows scroll");
		if (GUI.getMaxWindowBounds().width > 1300) assertFalse(table.getBounds().intersects(image.getWindow().getBounds()), table::toString);
		else assertTrue(visible(image.getWindow(), table) > 0.7, "of the image: it and the difference alone are wider than a small screen");
	}

	@Test
	void aPlotCoversNothingWhereThereIsRoom() throws Exception {
		final ImagePlus image = open("blood-smear-1.png");
		ImageJWindow.run("run('X-VMamba Explain...', 'stack=false'); selectImage('blood-smear-1.png'); run('X-VMamba Plot Layers');");
		final Window plot = WindowManager.getCurrentWindow();
		settle();
		assertTrue(GUI.getMaxWindowBounds().contains(plot.getBounds()), plot::toString);
		if (GUI.getMaxWindowBounds().width > 1300) for (final Window window : new Window[] { image.getWindow(), WindowManager.getImage(
			"Legend of blood-smear-1.png").getWindow(), WindowManager.getWindow(PredictionTable.TITLE) })
			assertFalse(plot.getBounds().intersects(window.getBounds()), window::toString);
	}

	@Test
	void aTableIsNoLargerThanItsRowsNeedAndLiesBesideTheImage() throws Exception {
		final ImagePlus image = open("blood-smear-1.png");
		ImageJWindow.run("run('X-VMamba Models...', 'list=true');");
		final Window table = WindowManager.getWindow(ModelsTable.TITLE);
		settle();
		ImageJWindow.screenshot("places-models-" + GUI.getMaxWindowBounds().width);
		assertTrue(table.getHeight() <= 250, table::toString);
		if (GUI.getMaxWindowBounds().width > 1300) assertFalse(table.getBounds().intersects(image.getWindow().getBounds()), table::toString);
	}

	private static ImagePlus open(final String name) {
		final ImagePlus image = IJ.openImage(Path.of("test-images", name).toString());
		image.show();
		// As in a new session; later images open a little further down each.
		final Rectangle main = IJ.getInstance().getBounds();
		image.getWindow().setLocation(main.x, main.y + main.height + 10);
		return image;
	}

	/** Waits until Java knows where the windows are. */
	private static void settle() {
		IJ.wait(800);
	}

	private static double visible(final Window window, final Window... above) {
		final Area left = new Area(window.getBounds());
		for (final Window cover : above)
			left.subtract(new Area(cover.getBounds()));
		final Rectangle bounds = left.getBounds();
		double area = 0;
		for (int x = bounds.x; x < bounds.x + bounds.width; x += 4)
			for (int y = bounds.y; y < bounds.y + bounds.height; y += 4)
				if (left.contains(x, y)) area += 16;
		return area / window.getWidth() / window.getHeight();
	}
}
