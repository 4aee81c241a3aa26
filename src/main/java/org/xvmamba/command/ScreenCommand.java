package org.xvmamba.command;

import java.awt.GraphicsEnvironment;
import java.util.List;

import org.scijava.Initializable;
import org.scijava.command.CommandInfo;
import org.scijava.command.ContextCommand;
import org.scijava.plugin.Parameter;
import org.scijava.task.TaskService;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.display.HelpPage;
import org.xvmamba.explain.ExplainOptions;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;

/**
 * A command on the active image. Runs in Fiji with a SciJava context, and in bare ImageJ without one. What goes wrong becomes the reason of
 * its cancellation, in one sentence; a macro that ran it ends there.
 */
abstract class ScreenCommand extends ContextCommand implements Initializable {

	/** What is said where there is nothing to work on. */
	static final String NO_IMAGE = "No image is open; open the image to be explained, then run the command again.";

	@Parameter(required = false)
	private TaskService tasks;

	/**
	 * @return the image given as input, or else the active one
	 * @throws UserException where no image is open
	 */
	protected final ImagePlus requireImage() {
		final ImagePlus image = givenImage() == null ? WindowManager.getCurrentImage() : givenImage();
		if (image == null && needsImage()) throw new UserException(NO_IMAGE);
		return image;
	}

	/** @return whether there is nothing to do without an open image; otherwise null stands for it */
	protected boolean needsImage() {
		return true;
	}

	/** @return the image given as input, or null */
	protected abstract ImagePlus givenImage();

	/** @return whether a person is asked for the inputs in a dialog before the command runs; false where a panel asks afterwards */
	protected boolean asks() {
		return true;
	}

	/** @return the page of the documentation that the dialog's help button opens */
	protected HelpPage help() {
		return HelpPage.MACROS;
	}

	/**
	 * @param key of a text input
	 * @return values that the dialog offers for it, besides any that is typed, the suggested one first; none for a plain text
	 */
	protected List<String> offers(final String key) {
		return switch (key) {
			case ExplainOptions.MODEL -> ModelChoices.offers();
			case ExplainOptions.DEVICE -> DeviceChoices.offers();
			default -> List.of();
		};
	}

	/**
	 * Does the work.
	 *
	 * @param image on which
	 * @param progress to be told and asked
	 * @throws UserException for what the person should know
	 * @throws CancelledException when the person stopped it
	 */
	protected abstract void run(ImagePlus image, Progress progress);

	/**
	 * Takes a look at the image before a dialog opens.
	 *
	 * @param image on which the command shall run
	 * @throws UserException when it can't
	 */
	protected void begin(final ImagePlus image) {
		// most commands have nothing to ask of it
	}

	@Override
	public final void initialize() {
		guard(() -> begin(requireImage()));
	}

	@Override
	public final void run() {
		guard(() -> {
			final ImagePlus image = requireImage();
			try (ScreenProgress progress = new ScreenProgress(image, tasks)) {
				requireKnownKeys();
				runUnlessClosed(image, progress);
			}
		});
	}

	/** An image that a person closes meanwhile loses its pixels at any moment: what fails then is no fault. */
	private void runUnlessClosed(final ImagePlus image, final ScreenProgress progress) {
		try {
			run(image, progress);
		}
		catch (final RuntimeException exc) {
			if (progress.isImageClosed()) throw new CancelledException();
			throw exc;
		}
	}

	private void guard(final Runnable work) {
		try {
			work.run();
		}
		catch (final CancelledException exc) {
			refuse("");
		}
		catch (final UserException exc) {
			refuse(exc.getMessage());
		}
		catch (final OutOfMemoryError error) {
			refuse("The memory does not suffice; close other images, select a smaller part of the image, or give ImageJ more memory in Edit > Options > Memory & Threads.");
		}
	}

	/** ImageJ itself ignores what a macro says too much. */
	private void requireKnownKeys() {
		final String options = Macro.getOptions();
		if (options != null) MacroOptions.parse(options).requireKnown(CommandInputs.keys(new CommandInfo(getClass())));
	}

	/** Fiji shows the reason in a dialog where there is a screen, but lets macros go on; bare ImageJ is told by {@link ImageJ1Command}. */
	private void refuse(final String sentence) {
		cancel(sentence);
		if (getContext() == null) return;
		if (GraphicsEnvironment.isHeadless() && !sentence.isEmpty()) IJ.log(sentence);
		if (IJ.isMacro()) Macro.abort();
	}
}
