package org.xvmamba.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.xvmamba.UserException;
import org.xvmamba.image.TilingMode;
import org.xvmamba.ssm.InfluenceIndex;

/**
 * Everything a person can choose for one explanation: the same for dialog, macro, command line and provenance. Immutable and checked.
 *
 * @param model name of an installed model, or path of a model folder
 * @param index which indices, the first is the one the overlay shows
 * @param blocks {@code all}, {@code last}, or block positions from 0 joined by commas
 * @param directions what the overlay shows: {@code mean}, or the number of a direction from 0
 * @param tiling how the picture is cut
 * @param device {@code auto}, {@code cpu}, or {@code cuda:0} and so on
 * @param overlay whether to lay the map over the image
 * @param stack whether to show the layer hyperstack
 * @param opacity of the overlay in percent, 0 to 100
 */
public record ExplainOptions(String model, List<InfluenceIndex> index, String blocks, String directions, TilingMode tiling, String device,
	boolean overlay, boolean stack, int opacity)
{

	/** Keys, as macros, the command line and provenance write them. */
	public static final String MODEL = "model", INDEX = "index", BLOCKS = "blocks", DIRECTIONS = "directions", TILING = "tiling",
			DEVICE = "device", OVERLAY = "overlay", STACK = "stack", OPACITY = "opacity";

	/** Copies the list. */
	public ExplainOptions {
		index = List.copyOf(index);
	}

	/**
	 * @param values some of the keys with their values; a missing key takes its default
	 * @return the options
	 * @throws UserException naming what is allowed, for an unknown key or value
	 */
	public static ExplainOptions of(final Map<String, String> values) {
		throw new UnsupportedOperationException();
	}

	/** @return every key with its value, as {@link #of(Map)} reads them */
	public Map<String, String> toMap() {
		return new LinkedHashMap<>();
	}
}
