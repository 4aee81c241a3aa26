package org.xvmamba.explain;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.xvmamba.UserException;
import org.xvmamba.image.ChannelChoice;
import org.xvmamba.image.PictureOptions;
import org.xvmamba.image.Scaling;
import org.xvmamba.image.TilePlans;
import org.xvmamba.image.TilingMode;

/**
 * Everything a person can choose for one explanation: the same for dialog, macro, command line and provenance. Immutable and checked.
 * <p>
 * Whether a block or direction exists depends on the model; the pipeline checks that. Labels, help texts and defaults are in
 * {@link OptionTexts}.
 *
 * @param model name of an installed model, or path of a model folder
 * @param index which indices, each once; the first is the one the overlay shows
 * @param className of the maps that depend on a class: its name, or {@code predicted}
 * @param blocks {@code all}, {@code last}, or block positions from 0 joined by commas
 * @param directions what the overlay shows: {@code mean}, or the number of a direction from 0
 * @param tiling how the picture is cut
 * @param overlap of neighbouring tiles in percent of a tile, 0 to {@link TilePlans#MOST_OVERLAP}
 * @param tissue whether to leave out tiles of glass or background, see {@link org.xvmamba.image.TissueTiles}
 * @param device {@code auto}, {@code cpu}, or {@code cuda:0} and so on
 * @param overlay whether to lay the map over the image
 * @param stack whether to show the layer hyperstack
 * @param opacity of the overlay in percent, 0 to 100
 * @param picture how the picture is made of the image
 */
public record ExplainOptions(String model, List<MapIndex> index, String className, String blocks, String directions, TilingMode tiling, int overlap,
	boolean tissue, String device, boolean overlay, boolean stack, int opacity, PictureOptions picture)
{

	/** Name or folder of the model. */
	public static final String MODEL = "model";

	/** Indices, joined by commas. */
	public static final String INDEX = "index";

	/** Name of a class, or {@code predicted}. */
	public static final String CLASS_NAME = "classname";

	/** {@code all}, {@code last}, or positions from 0 joined by commas. */
	public static final String BLOCKS = "blocks";

	/** {@code mean}, or the number of a direction from 0. */
	public static final String DIRECTIONS = "directions";

	/** A key of {@link TilingMode}. */
	public static final String TILING = "tiling";

	/** Percent, 0 to {@link TilePlans#MOST_OVERLAP}. */
	public static final String OVERLAP = "overlap";

	/** {@code true} or {@code false}. */
	public static final String TISSUE = "tissue";

	/** {@code auto}, {@code cpu}, or {@code cuda:} and the number of the card. */
	public static final String DEVICE = "device";

	/** {@code true} or {@code false}. */
	public static final String OVERLAY = "overlay";

	/** {@code true} or {@code false}. */
	public static final String STACK = "stack";

	/** Percent, 0 to 100. */
	public static final String OPACITY = "opacity";

	/** A key of {@link Scaling}. */
	public static final String SCALING = "scaling";

	/** A key of {@link ChannelChoice}. */
	public static final String CHANNELS = "channels";

	/** {@code current} or {@code all}. */
	public static final String PLANES = "planes";

	/** {@code auto} or {@code off}. */
	public static final String RESCALE = "rescale";

	/** {@code selection} or {@code manager}. */
	public static final String ROIS = "rois";

	private static final String ALL_PLANES = "all";
	private static final String MANAGER = "manager";
	private static final String OFF = "off";

	private static final int MOST_OPACITY = 100;
	private static final Pattern BLOCK_LIST = Pattern.compile("all|last|\\d{1,6}(,\\d{1,6})*");
	private static final Pattern DIRECTION = Pattern.compile("mean|\\d{1,6}");
	private static final Pattern DEVICE_NAME = Pattern.compile("auto|cpu|cuda:\\d{1,3}");

	/** Every choice at its default. */
	public static final ExplainOptions DEFAULTS = new ExplainOptions(OptionTexts.MODEL_DEFAULT, List.of(MapIndex.byKey(
		OptionTexts.INDEX_DEFAULT)), OptionTexts.CLASS_NAME_DEFAULT, OptionTexts.BLOCKS_DEFAULT, OptionTexts.DIRECTIONS_DEFAULT, tilingOf(
			OptionTexts.TILING_DEFAULT),
		OptionTexts.OVERLAP_DEFAULT, OptionTexts.TISSUE_DEFAULT, OptionTexts.DEVICE_DEFAULT, OptionTexts.OVERLAY_DEFAULT,
		OptionTexts.STACK_DEFAULT, OptionTexts.OPACITY_DEFAULT, PictureOptions.DEFAULTS);

	/**
	 * Checks every value and copies the list.
	 *
	 * @throws UserException naming what is allowed
	 */
	public ExplainOptions {
		index = List.copyOf(new LinkedHashSet<>(index));
		if (model.isBlank()) throw refused(MODEL, model, "the name of an installed model, or the path of a model folder");
		if (index.isEmpty()) throw refused(INDEX, "", MapIndex.allowed());
		if (className.isBlank()) throw refused(CLASS_NAME, className, "predicted, or the name of one of the model's classes");
		if (!BLOCK_LIST.matcher(blocks).matches()) throw refused(BLOCKS, blocks, "all, last, or block numbers from 0 joined by commas");
		if (!DIRECTION.matcher(directions).matches()) throw refused(DIRECTIONS, directions, "mean, or the number of a direction from 0");
		requireWithin(OVERLAP, overlap, TilePlans.MOST_OVERLAP);
		if (!DEVICE_NAME.matcher(device).matches()) throw refused(DEVICE, device, "auto, cpu, or cuda:0, cuda:1 and so on");
		requireWithin(OPACITY, opacity, MOST_OPACITY);
	}

	/**
	 * @param values some of the keys with their values; a missing key takes its default
	 * @return the options
	 * @throws UserException naming what is allowed, for an unknown key or value
	 */
	public static ExplainOptions of(final Map<String, String> values) {
		final Map<String, String> all = DEFAULTS.toMap();
		values.forEach((key, value) -> {
			if (!all.containsKey(key)) throw new UserException("Unknown option '" + key + "'; the options are " + String.join(", ", all
				.keySet()) + ".");
			all.put(key, value.strip());
		});
		return new ExplainOptions(all.get(MODEL), indicesOf(all.get(INDEX)), all.get(CLASS_NAME), all.get(BLOCKS).replace(" ", ""), all.get(
			DIRECTIONS), tilingOf(all
			.get(TILING)), numberOf(OVERLAP, all.get(OVERLAP), TilePlans.MOST_OVERLAP), booleanOf(TISSUE, all.get(TISSUE)), all.get(DEVICE),
			booleanOf(OVERLAY, all.get(OVERLAY)), booleanOf(STACK, all.get(STACK)), numberOf(OPACITY, all.get(OPACITY), MOST_OPACITY), pictureOf(
				all));
	}

	/** @return every key with its value, as {@link #of(Map)} reads them, in the order of the dialog; the caller's own copy */
	public Map<String, String> toMap() {
		final Map<String, String> map = new LinkedHashMap<>();
		map.put(MODEL, model);
		map.put(INDEX, index.stream().map(MapIndex::key).collect(Collectors.joining(",")));
		map.put(CLASS_NAME, className);
		map.put(BLOCKS, blocks);
		map.put(DIRECTIONS, directions);
		map.put(TILING, tiling.key());
		map.put(OVERLAP, Integer.toString(overlap));
		map.put(TISSUE, Boolean.toString(tissue));
		map.put(DEVICE, device);
		map.put(OVERLAY, Boolean.toString(overlay));
		map.put(STACK, Boolean.toString(stack));
		map.put(OPACITY, Integer.toString(opacity));
		map.put(SCALING, picture.scaling().key());
		map.put(CHANNELS, picture.channels().key());
		map.put(PLANES, picture.allPlanes() ? ALL_PLANES : OptionTexts.PLANES_DEFAULT);
		map.put(RESCALE, picture.rescale() ? OptionTexts.RESCALE_DEFAULT : OFF);
		map.put(ROIS, picture.fromManager() ? MANAGER : OptionTexts.ROIS_DEFAULT);
		return map;
	}

	/** @return the direction that the overlay shows: its number, or {@link MapSelection#MEAN} */
	public int direction() {
		return directions.equals(OptionTexts.DIRECTIONS_DEFAULT) ? MapSelection.MEAN : Integer.parseInt(directions);
	}

	private static List<MapIndex> indicesOf(final String keys) {
		return Arrays.stream(keys.split(",")).map(String::strip).map(ExplainOptions::indexOf).toList();
	}

	private static MapIndex indexOf(final String key) {
		return MapIndex.all().stream().filter(index -> index.key().equals(key)).findFirst().orElseThrow(() -> refused(INDEX, key, MapIndex
			.allowed()));
	}

	private static TilingMode tilingOf(final String key) {
		return Arrays.stream(TilingMode.values()).filter(mode -> mode.key().equals(key)).findFirst().orElseThrow(() -> refused(TILING, key,
			Arrays.stream(TilingMode.values()).map(TilingMode::key).collect(Collectors.joining(", "))));
	}

	private static PictureOptions pictureOf(final Map<String, String> values) {
		final String scaling = values.get(SCALING).replace(" ", "");
		final String channels = values.get(CHANNELS).replace(" ", "");
		return new PictureOptions(Scaling.of(scaling).orElseThrow(() -> refused(SCALING, scaling,
			"display, data, or the lowest and the highest value joined by a minus, such as 0-4095")), ChannelChoice.of(channels).orElseThrow(
				() -> refused(CHANNELS, channels,
					"display, one channel number, or three of them joined by commas for red, green and blue, such as 3,1,2 (0 stays black)")),
			either(PLANES, values.get(PLANES), ALL_PLANES, OptionTexts.PLANES_DEFAULT), either(RESCALE, values.get(RESCALE),
				OptionTexts.RESCALE_DEFAULT, OFF), either(ROIS, values.get(ROIS), MANAGER, OptionTexts.ROIS_DEFAULT));
	}

	/** @return whether a value is the first of two that are possible */
	private static boolean either(final String key, final String value, final String first, final String second) {
		if (!value.equals(first) && !value.equals(second)) throw refused(key, value, first + ", " + second);
		return value.equals(first);
	}

	private static boolean booleanOf(final String key, final String value) {
		return switch (value) {
			case "true" -> true;
			case "false" -> false;
			default -> throw refused(key, value, "true, false");
		};
	}

	private static int numberOf(final String key, final String value, final int most) {
		try {
			return Integer.parseInt(value);
		}
		catch (final NumberFormatException e) {
			throw refused(key, value, "a whole number from 0 to " + most);
		}
	}

	private static void requireWithin(final String key, final int value, final int most) {
		if (value < 0 || value > most) throw refused(key, Integer.toString(value), "a whole number from 0 to " + most);
	}

	private static UserException refused(final String key, final String value, final String allowed) {
		return new UserException("The option " + key + "=" + value + " is not possible; allowed is: " + allowed + ".");
	}
}
