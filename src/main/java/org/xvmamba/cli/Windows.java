package org.xvmamba.cli;

import java.awt.GraphicsEnvironment;
import java.util.List;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;

import org.xvmamba.display.ExplanationWindows;
import org.xvmamba.explain.ExplanationSeries;

/** ImageJ's windows. */
final class Windows {

	private Windows() {}

	/** @return whether there is a screen to show them on */
	static boolean arePossible() {
		return !GraphicsEnvironment.isHeadless();
	}

	/** @return whether ImageJ's main window is open; the program then ends when the person closes it */
	static boolean areOpen() {
		return IJ.getInstance() != null;
	}

	/** Opens ImageJ, where it is not open yet, and shows what was found. */
	static void show(final ImagePlus image, final ExplanationSeries series) {
		if (!areOpen()) new ImageJ(ImageJ.STANDALONE).exitWhenQuitting(true);
		image.show();
		ExplanationWindows.show(image, List.of(series));
	}
}
