package org.xvmamba.command;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import ij.ImagePlus;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.xvmamba.Progress;
import org.xvmamba.UserException;
import org.xvmamba.display.ExplorerState;
import org.xvmamba.display.ExplorerState.PointColours;
import org.xvmamba.display.ExplorerTexts;
import org.xvmamba.display.ExplorerWindow;
import org.xvmamba.explain.AttentionSurvey;
import org.xvmamba.explain.ExploreOptions;
import org.xvmamba.explain.ExploreOptions.Point;
import org.xvmamba.explain.ExploreTexts;
import org.xvmamba.image.PlanePosition;
import org.xvmamba.image.Region;
import org.xvmamba.image.Selection;
import org.xvmamba.ssm.HiddenAttention.Line;

/** Opens the explorer of the active image. The fields' names are the keys of macros. */
@Plugin(type = Command.class, menuPath = "Plugins>X-VMamba>" + ExploreAttentionCommand.LABEL,
	description = "A window beside the active image: click a patch and see what it reads from or reaches, in every block, direction and scan order.")
public final class ExploreAttentionCommand extends ExploreCommand {

	/** In the menu and in macros; the same stands in plugins.config. */
	static final String LABEL = ExplorerTexts.COMMAND;

	private static final String LAST = "last";
	private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

	@Parameter(label = ExplorerTexts.BLOCK_LABEL, description = ExplorerTexts.BLOCK_HELP, persist = false)
	private String block = ExplorerTexts.BLOCK_DEFAULT;

	@Parameter(label = ExplorerTexts.DIRECTION_LABEL, description = ExplorerTexts.DIRECTION_HELP, persist = false)
	private String direction = ExplorerTexts.DIRECTION_DEFAULT;

	@Parameter(label = ExplorerTexts.X_LABEL, description = ExplorerTexts.X_HELP, required = false, persist = false)
	private String x = "";

	@Parameter(label = ExplorerTexts.Y_LABEL, description = ExplorerTexts.Y_HELP, required = false, persist = false)
	private String y = "";

	@Parameter(label = ExploreTexts.LINE_LABEL, description = ExplorerTexts.MODE_HELP, choices = { "row", "column" }, persist = false)
	private String mode = ExploreTexts.LINE_DEFAULT;

	@Parameter(label = ExploreTexts.SIGN_LABEL, description = ExploreTexts.SIGN_HELP, choices = { "absolute", "signed" }, persist = false)
	private String sign = ExploreTexts.SIGN_DEFAULT;

	@Parameter(label = ExploreTexts.ORDER_LABEL, description = ExploreTexts.ORDER_HELP, persist = false)
	private String order = ExploreTexts.ORDER_DEFAULT;

	@Parameter(label = ExploreTexts.METHOD_LABEL, description = ExploreTexts.METHOD_HELP, choices = { "pca", "umap" }, persist = false)
	private String method = ExploreTexts.METHOD_DEFAULT;

	@Override
	protected Map<String, String> ownValues() {
		return Map.of(ExploreOptions.SIGN, sign, ExploreOptions.DIRECTIONS, direction, ExploreOptions.ORDERS, order, ExploreOptions.METHOD,
			method);
	}

	@Override
	protected void explore(final ImagePlus source, final ExploreOptions options, final Progress progress) {
		final Optional<Region> region = ImageSelections.of(source, false).get(0).map(Selection::bounds);
		final Point middle = AttentionSurvey.middle(ExploreInputs.picture(source, options));
		final ExplorerState first = new ExplorerState(block.strip().equals(LAST) ? ExplorerState.LAST : number("block", block, "last, or " +
			"the number of a block from 0"), options.direction(), line(mode), options.sign(), options.order(), options.method(),
			PointColours.POSITION, coordinate("x", x, middle.x(), source.getWidth()), coordinate("y", y, middle.y(), source.getHeight()), region,
			PlanePosition.current(source));
		ExplorerWindow.open(source, ExploreInputs.explainer(), options.base(), first, progress);
	}

	private static Line line(final String mode) {
		return Arrays.stream(Line.values()).filter(line -> line.key().equals(mode)).findFirst().orElseThrow(() -> refused("mode", mode,
			"row, column"));
	}

	private static int coordinate(final String key, final String text, final int middle, final int size) {
		final String allowed = "a pixel of the image, 0 to " + (size - 1) + ", or nothing for the middle";
		final int value = text.isBlank() ? middle : number(key, text, allowed);
		if (value >= size) throw refused(key, text, allowed);
		return value;
	}

	private static int number(final String key, final String text, final String allowed) {
		if (!NUMBER.matcher(text.strip()).matches()) throw refused(key, text, allowed);
		return Integer.parseInt(text.strip());
	}

	private static UserException refused(final String key, final String text, final String allowed) {
		return new UserException("The option " + key + "=" + text + " is not possible; allowed is: " + allowed + ".");
	}
}
