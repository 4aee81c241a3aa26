package org.xvmamba.command;

import org.scijava.command.Command;
import org.scijava.command.Previewable;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.NumberWidget;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.HelpPage;
import org.xvmamba.display.MapOverlay;
import org.xvmamba.explain.OptionTexts;

import ij.ImagePlus;

/** Changes the opacity of the map on the active image, live while the dialog is open. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + OverlayOpacityCommand.LABEL,
	description = "Changes the opacity of the map that X-VMamba Explain has laid over the active image.")
public final class OverlayOpacityCommand extends ScreenCommand implements Previewable {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = "X-VMamba Overlay Opacity...";

	@Parameter(required = false, label = "Image", description = "The image that was explained, or a window that tells of it.", persist = false)
	private ImagePlus image;

	@Parameter(label = OptionTexts.OPACITY_LABEL, description = OptionTexts.OPACITY_HELP, min = "0", max = "100",
		style = NumberWidget.SLIDER_STYLE, persist = false)
	private Integer opacity;

	/** Null before {@link #begin}. */
	private Integer opacityBefore;

	@Override
	protected ImagePlus givenImage() {
		return image;
	}

	@Override
	protected HelpPage help() {
		return HelpPage.VIEW;
	}

	@Override
	protected void begin(final ImagePlus any) {
		opacityBefore = current(explained(any));
		if (opacity == null) opacity = opacityBefore;
	}

	@Override
	protected void run(final ImagePlus any, final Progress progress) {
		final ImagePlus explained = explained(any);
		current(explained);
		if (opacity < 0 || opacity > 100) throw new UserException("The option opacity=" + opacity +
			" is not possible; allowed is a whole number from 0 to 100.");
		MapOverlay.setOpacity(explained, opacity);
	}

	@Override
	public void preview() {
		MapOverlay.setOpacity(explained(requireImage()), opacity);
	}

	@Override
	public void cancel() {
		if (opacityBefore != null) MapOverlay.setOpacity(explained(requireImage()), opacityBefore);
	}

	private static ImagePlus explained(final ImagePlus any) {
		return ExplainedImage.of(any).map(ExplainedImage::image).orElse(any);
	}

	private static int current(final ImagePlus explained) {
		return MapOverlay.opacity(explained).orElseThrow(() -> new UserException("No map lies over the image '" + explained.getTitle() +
			"'; run " + ExplainCommand.LABEL + " on it first."));
	}
}
