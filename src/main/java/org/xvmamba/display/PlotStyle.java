package org.xvmamba.display;

import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.List;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Plot;
import ij.macro.Interpreter;

/** How plots look: one font, one size, and colours that people with any colour vision can tell apart (Okabe and Ito, 2008). */
final class PlotStyle {

	private static final List<Color> COLOURS = List.of(new Color(0x0072b2), new Color(0xd55e00), new Color(0x009e73), new Color(0xcc79a7),
		new Color(0xe69f00), new Color(0x56b4e9), new Color(0x000000), new Color(0x888888));

	/** Pixels of the frame of a plot. */
	static final int WIDTH = 520;
	static final int HEIGHT = 280;

	/** Of plots that come in numbers. */
	private static final int SMALL_WIDTH = 320;
	private static final int SMALL_HEIGHT = 220;

	/** Of all that is written. */
	static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

	/** Towards white, for what is filled. */
	private static final double PALE = 0.55;

	private PlotStyle() {}

	/** @return an empty plot */
	static Plot plot(final String title, final String xLabel, final String yLabel) {
		final Plot plot = new Plot(title, xLabel, yLabel);
		plot.setFrameSize(WIDTH, HEIGHT);
		plot.setFont(FONT);
		plot.setAxisLabelFont(FONT.getStyle(), FONT.getSize());
		plot.setAntialiasedText(true);
		plot.setLineWidth(2);
		return plot;
	}

	/** @return the same for one of many plots, which shall fit on a screen together */
	static Plot small(final String title, final String xLabel, final String yLabel) {
		final Plot plot = plot(title, xLabel, yLabel);
		plot.setFrameSize(SMALL_WIDTH, SMALL_HEIGHT);
		return plot;
	}

	/** @return the colour of a series, from 0; they begin again after the last */
	static Color colour(final int series) {
		return COLOURS.get(series % COLOURS.size());
	}

	/** @return a pale variant, for what is filled */
	static Color pale(final Color colour) {
		return new Color(pale(colour.getRed()), pale(colour.getGreen()), pale(colour.getBlue()));
	}

	private static int pale(final int component) {
		return (int) Math.round(component + PALE * (255 - component));
	}

	/** Shows a plot in ImageJ's plot window, whose List button gives its data; in batch mode or without a screen, as an image for the macro. */
	static ImagePlus show(final Plot plot) {
		final ImagePlus image = plot.getImagePlus();
		if (IJ.isMacro() && GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()) {
			ExplanationWindows.open(image);
			return image;
		}
		return GraphicsEnvironment.isHeadless() ? image : plot.show().getImagePlus();
	}
}
