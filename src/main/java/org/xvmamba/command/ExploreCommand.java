package org.xvmamba.command;

import java.util.HashMap;
import java.util.Map;

import ij.IJ;
import ij.ImagePlus;

import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.xvmamba.CancelledException;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.display.HelpPage;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.ExploreOptions;
import org.xvmamba.explain.OptionTexts;

/**
 * A command that explores the attention of a model on the active image. What all of them ask for stands here; SciJava lists it before what each
 * of them asks for, and the dialog shows what is needed seldom behind its switch. The fields' names are the keys of macros.
 */
abstract class ExploreCommand extends ScreenCommand {

	@Parameter(required = false, label = "Image", description = "The image to be explored; an area selected on it limits it.", persist = false)
	private ImagePlus image;

	@Parameter(label = OptionTexts.MODEL_LABEL, description = OptionTexts.MODEL_HELP, style = "directory", persist = false)
	private String model = OptionTexts.MODEL_DEFAULT;

	@Parameter(label = OptionTexts.TILING_LABEL, description = OptionTexts.TILING_HELP, choices = { "auto", "whole", "tiles" }, persist = false,
		attrs = @Attr(name = CommandInputs.SECTION, value = CommandInputs.TILES))
	private String tiling = OptionTexts.TILING_DEFAULT;

	@Parameter(label = OptionTexts.DEVICE_LABEL, description = OptionTexts.DEVICE_HELP, persist = false,
		attrs = @Attr(name = CommandInputs.SECTION, value = CommandInputs.COMPUTER))
	private String device = OptionTexts.DEVICE_DEFAULT;

	@Override
	protected final HelpPage help() {
		return HelpPage.EXPLORER;
	}

	@Override
	protected final ImagePlus givenImage() {
		return image;
	}

	@Override
	protected final void run(final ImagePlus source, final Progress progress) {
		final Map<String, String> values = new HashMap<>(ownValues());
		values.put(ExplainOptions.MODEL, model);
		values.put(ExplainOptions.TILING, tiling);
		values.put(ExplainOptions.DEVICE, device);
		explore(source, ExploreOptions.of(values), progress);
		if (!IJ.isMacro()) ModelChoices.remember(model);
	}

	/** @return what this command asks for beyond what all do, by the keys of {@link ExploreOptions} */
	protected abstract Map<String, String> ownValues();

	/**
	 * Does the work.
	 *
	 * @param source the image
	 * @param options all that was asked for
	 * @param progress to be told and asked
	 * @throws UserException for what the person should know
	 * @throws CancelledException when the person stopped it
	 */
	protected abstract void explore(ImagePlus source, ExploreOptions options, Progress progress);
}
