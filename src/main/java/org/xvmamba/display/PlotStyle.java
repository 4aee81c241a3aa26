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

	private static final int WIDTH = 520;
	private static final int HEIGHT = 280;
	/** Of plots that come in numbers. */
	private static final int SMALL_WIDTH = 320;
	private static final int SMALL_HEIGHT = 220;

	private static final int FONT_SIZE = 14;

	/** From this ratio of the greatest to the least value on, a linear axis would hide the small ones. */
	private static final double LOGARITHMIC_FROM = 30;

	private static final double MARGIN = 0.06;
	private static final double LOGARITHMIC_MARGIN = 1.3;

	/** Towards white, for what is filled. */
	private static final double PALE = 0.55;

	private PlotStyle() {}

	/** @return an empty plot; an axis label of the form {@code {a,b,c}} names the places 0, 1, 2 */
	static Plot plot(final String title, final String xLabel, final String yLabel) {
		final Plot plot = new Plot(title, xLabel, yLabel);
		plot.setFrameSize(WIDTH, HEIGHT);
		plot.setFont(Font.PLAIN, FONT_SIZE);
		plot.setAxisLabelFont(Font.PLAIN, FONT_SIZE);
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

	/**
	 * Fits the axes; that of the values is logarithmic where they differ much.
	 *
	 * @param left least place
	 * @param right greatest place
	 * @param low least value
	 * @param high greatest value
	 */
	static void fit(final Plot plot, final double left, final double right, final double low, final double high) {
		final boolean logarithmic = low > 0 && high / low > LOGARITHMIC_FROM;
		if (logarithmic) plot.setLogScaleY();
		if (logarithmic) plot.setLimits(left, right, low / LOGARITHMIC_MARGIN, high * LOGARITHMIC_MARGIN);
		else plot.setLimits(left, right, low - MARGIN * (high - low), high + MARGIN * (high - low));
	}

	/** @return names for the places of an axis; a comma inside would begin another */
	static String places(final List<String> names) {
		return "{" + String.join(",", names.stream().map(name -> name.replace(",", "")).toList()) + "}";
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
