package org.xvmamba.command;

import org.scijava.plugin.Parameter;
import org.xvmamba.Progress;
import org.xvmamba.display.ExplainedImage;

import ij.ImagePlus;

/** A plot of the active image's explanation, or of that to which the active window leads. */
abstract class PlotCommand extends ScreenCommand {

	/** Menu of all plots. */
	static final String MENU = "Plugins>X-VMamba>Plots>";

	@Parameter(required = false, label = "Image", description = "The image that was explained, or a window that tells of it.", persist = false)
	private ImagePlus image;

	@Parameter(required = false, label = "Influence index", description = "One of those that were computed; empty for the one that is looked at.",
		persist = false)
	private String index = "";

	/**
	 * @param explained the image
	 * @param index as the person gave it
	 */
	protected abstract void show(ExplainedImage explained, String index);

	@Override
	protected final ImagePlus givenImage() {
		return image;
	}

	@Override
	protected final boolean asks() {
		return false;
	}

	@Override
	protected final void run(final ImagePlus any, final Progress progress) {
		show(ExplainedImage.require(any), index);
	}
}
