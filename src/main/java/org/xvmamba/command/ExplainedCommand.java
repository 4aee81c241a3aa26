package org.xvmamba.command;

import org.scijava.plugin.Parameter;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.HelpPage;

import ij.ImagePlus;

/** A command on an image that was explained; other windows that tell of it, such as legend, layers and plots, lead to it, too. */
abstract class ExplainedCommand extends ScreenCommand {

	@Parameter(required = false, label = "Image", description = "The image that was explained, or a window that tells of it.", persist = false)
	private ImagePlus image;

	@Override
	protected final ImagePlus givenImage() {
		return image;
	}

	@Override
	protected HelpPage help() {
		return HelpPage.VIEW;
	}

	@Override
	protected final void begin(final ImagePlus any) {
		ExplainedImage.require(any);
	}

	@Override
	protected final void run(final ImagePlus any, final Progress progress) {
		run(ExplainedImage.require(any), progress);
	}

	/**
	 * Does the work.
	 *
	 * @param explained on which
	 * @param progress to be told and asked
	 * @throws UserException for what the person should know
	 * @throws CancelledException when the person stopped it
	 */
	protected abstract void run(ExplainedImage explained, Progress progress);
}
