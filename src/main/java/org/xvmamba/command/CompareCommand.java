package org.xvmamba.command;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.display.ComparisonWindows;
import org.xvmamba.display.ExplainedImage;
import org.xvmamba.display.HelpPage;
import org.xvmamba.explain.ComparedMap;
import org.xvmamba.explain.ComparisonScaling;
import org.xvmamba.explain.MapComparison;

import ij.IJ;
import ij.ImagePlus;

/** Subtracts one explanation from another, and correlates both. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + CompareCommand.LABEL,
	description = "Subtracts and correlates two explanations: two indices, two models or runs on one image, or two images of the same size.")
public final class CompareCommand extends ScreenCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = ComparisonWindows.COMMAND;

	@Parameter(required = false, label = "Image", description = "The image that was explained, or a window that tells of it.", persist = false)
	private ImagePlus image;

	@Parameter(label = "First image", description = "Title of an explained image; empty for the active one.", required = false, persist = false)
	private String first = "";

	@Parameter(label = "First index", description = "An index computed for it, such as jacobian; empty for its first.", required = false,
		persist = false)
	private String index = "";

	@Parameter(label = "Second image", description = "Title of an explained image of the same size; earlier, for what the first image's explanation " +
		"replaced, such as that of another model; empty for the first image itself or, where it has one index only, its earlier explanation.",
		required = false, persist = false)
	private String second = "";

	@Parameter(label = "Second index", description = "An index computed for it, such as gramian; empty for the same as the first or, in the same " +
		"explanation, for the other one.", required = false, persist = false)
	private String secondindex = "";

	@Parameter(label = "Scaling before subtraction", description = "share: each map by its mean, so that both have the same mass; raw: not at all; " +
		"percentile: the values' ranks from 0 to 1. Correlations don't depend on it.", choices = { "share", "raw", "percentile" },
		persist = false)
	private String scaling = "share";

	@Override
	protected HelpPage help() {
		return HelpPage.REPORT;
	}

	@Override
	protected ImagePlus givenImage() {
		return image;
	}

	/** Tells a person who is asked what is compared by default, or that there is nothing to compare with. */
	@Override
	protected void begin(final ImagePlus any) {
		if (IJ.isMacro() || !first.isBlank() || !second.isBlank()) return;
		final ExplainedImage explained = ComparedSides.image(any, first);
		final ComparedMap one = ComparedSides.first(explained, index);
		final ComparedMap other = ComparedSides.second(explained, one, second, secondindex);
		first = explained.image().getTitle();
		index = one.index().key();
		second = ComparedSides.title(explained, other.explanation());
		secondindex = other.index().key();
	}

	@Override
	protected void run(final ImagePlus any, final Progress progress) {
		final ExplainedImage explained = ComparedSides.image(any, first);
		final ComparedMap one = ComparedSides.first(explained, index);
		final ComparedMap other = ComparedSides.second(explained, one, second, secondindex);
		ComparisonWindows.show(MapComparison.of(one, other, scaling(), progress), explained);
	}

	private ComparisonScaling scaling() {
		return Arrays.stream(ComparisonScaling.values()).filter(value -> value.key().equals(scaling)).findFirst().orElseThrow(
			() -> new UserException("The option scaling=" + scaling + " is not possible; allowed is: " + Arrays.stream(ComparisonScaling.values())
				.map(ComparisonScaling::key).collect(Collectors.joining(", ")) + "."));
	}
}
