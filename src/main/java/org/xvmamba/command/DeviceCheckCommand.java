package org.xvmamba.command;

import java.util.List;

import org.scijava.command.Command;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.display.BrokenLines;
import org.xvmamba.display.HelpPage;
import org.xvmamba.display.ModelPlaces;
import org.xvmamba.explain.OptionTexts;
import org.xvmamba.model.DeviceCheck;

import ij.IJ;
import ij.ImagePlus;

/** Tells in ImageJ's log which devices work on this computer, and what is missing for the others; the dialog then offers those that work. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + DeviceCheckCommand.LABEL,
	description = "Looks for a graphics card with its driver and libraries, and tries every device with one tile.")
public final class DeviceCheckCommand extends ScreenCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Device Check...";

	/** Letters of a line in the log; more are hardly read. */
	private static final int LINE_LENGTH = 120;

	@Override
	protected HelpPage help() {
		return HelpPage.DEVICES;
	}

	@Override
	protected ImagePlus givenImage() {
		return null;
	}

	@Override
	protected boolean needsImage() {
		return false;
	}

	@Override
	protected boolean asks() {
		return false;
	}

	/** @return the model that comes along; where it is not installed, one of those that Explain offers */
	private static String model() {
		final List<String> offers = ModelChoices.offers();
		return offers.contains(OptionTexts.MODEL_DEFAULT) ? OptionTexts.MODEL_DEFAULT : offers.get(0);
	}

	@Override
	protected void run(final ImagePlus none, final Progress progress) {
		final DeviceCheck.Report report = DeviceCheck.run(() -> ModelPlaces.library().find(model()), progress);
		DeviceChoices.remember(report.devices());
		IJ.log("X-VMamba Device Check");
		report.lines().forEach(line -> IJ.log(BrokenLines.of(line, LINE_LENGTH, "        ")));
	}
}
