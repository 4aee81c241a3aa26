package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.xvmamba.UserException;
import org.xvmamba.analysis.Embedding;
import org.xvmamba.scan.OrderPlan;
import org.xvmamba.ssm.AttentionSign;
import org.xvmamba.ssm.BlockDescription;
import org.xvmamba.ssm.HiddenAttention;

/**
 * What a person can choose when exploring attention and states: the same for dialog, macro and command line. Immutable and checked; whether a
 * block or direction exists depends on the model. Labels, help texts and defaults are in {@link ExploreTexts}.
 *
 * @param base model, blocks, tiling, device, picture; for comparisons of orders, the index
 * @param points in pixels of the image; none for the selection
 * @param mode what is asked about attention
 * @param sign how channels are joined
 * @param directions {@code merged}, {@code all}, or the number of a direction from 0
 * @param orders at least one
 * @param method how points are placed
 */
public record ExploreOptions(ExplainOptions base, List<Point> points, AttentionMode mode, AttentionSign sign, String directions,
	List<OrderPlan> orders, Embedding method)
{

	/** {@code selection}, or pairs x,y joined by semicolons. */
	public static final String POINTS = "points";

	/** A key of {@link AttentionMode}. */
	public static final String LINE = "line";

	/** A key of {@link AttentionSign}. */
	public static final String SIGN = "sign";

	/** {@code merged}, {@code all}, or the number of a direction from 0. */
	public static final String DIRECTIONS = "directions";

	/** Names of {@link OrderPlan}s, joined by commas. */
	public static final String ORDERS = "orders";

	/** A key of {@link Embedding}. */
	public static final String METHOD = "method";

	private static final String MERGED = "merged";
	private static final String ALL = "all";
	private static final Pattern POINT_LIST = Pattern.compile("\\d{1,9},\\d{1,9}(;\\d{1,9},\\d{1,9})*");
	private static final Pattern DIRECTION = Pattern.compile(MERGED + "|" + ALL + "|\\d{1,6}");

	/**
	 * A pixel of the image.
	 *
	 * @param x column, from 0
	 * @param y row, from 0
	 */
	public record Point(int x, int y) {}

	/** Copies the lists. */
	public ExploreOptions {
		points = List.copyOf(points);
		orders = List.copyOf(orders);
	}

	/**
	 * @param values some of the keys with their values, of these options and of {@link ExplainOptions}; a missing key takes its default
	 * @return the options
	 * @throws UserException naming what is allowed, for an unknown key or value
	 */
	public static ExploreOptions of(final Map<String, String> values) {
		final Map<String, String> own = new LinkedHashMap<>(Map.of(POINTS, ExploreTexts.POINTS_DEFAULT, LINE, ExploreTexts.LINE_DEFAULT, SIGN,
			ExploreTexts.SIGN_DEFAULT, DIRECTIONS, ExploreTexts.DIRECTIONS_DEFAULT, ORDERS, ExploreTexts.ORDER_DEFAULT, METHOD,
			ExploreTexts.METHOD_DEFAULT));
		final Map<String, String> base = new LinkedHashMap<>();
		values.forEach((key, value) -> (own.containsKey(key) ? own : base).put(key, value.replace(" ", "")));
		// The names of models have spaces.
		if (values.containsKey(ExplainOptions.MODEL)) base.put(ExplainOptions.MODEL, values.get(ExplainOptions.MODEL));
		final String directions = own.get(DIRECTIONS);
		if (!DIRECTION.matcher(directions).matches()) throw refused(DIRECTIONS, directions, "merged, all, or the number of a direction from 0");
		final AttentionMode mode = choice(LINE, own.get(LINE), AttentionMode.values(), AttentionMode::key);
		final AttentionSign sign = choice(SIGN, own.get(SIGN), AttentionSign.values(), AttentionSign::key);
		if (mode == AttentionMode.ROLLOUT) requireRollout(sign, directions);
		return new ExploreOptions(ExplainOptions.of(base), pointsOf(own.get(POINTS)), mode, sign, directions, ordersOf(own.get(ORDERS)), choice(METHOD,
			own.get(METHOD), Embedding.values(), Embedding::key));
	}

	private static void requireRollout(final AttentionSign sign, final String directions) {
		if (sign != AttentionSign.ABSOLUTE) throw refused(SIGN, sign.key(), AttentionSign.ABSOLUTE.key() + ", for a rollout multiplies shares");
		if (!directions.equals(MERGED)) throw refused(DIRECTIONS, directions, MERGED +
			", for in a rollout each block's directions are added up before the next block");
	}

	/** @return the base with all blocks of the model */
	ExplainOptions onAllBlocks() {
		final Map<String, String> values = base.toMap();
		values.put(ExplainOptions.BLOCKS, OptionTexts.BLOCKS_DEFAULT);
		return ExplainOptions.of(values);
	}

	/** @return the positions of the blocks asked for, among all blocks of the model */
	List<Integer> positions(final List<BlockDescription> all) {
		return BlockSelection.select(base, all).stream().map(all::indexOf).toList();
	}

	/**
	 * @return the only one of the orders
	 * @throws UserException when there are several
	 */
	public OrderPlan order() {
		if (orders.size() > 1) throw refused("order", orders.stream().map(OrderPlan::name).collect(Collectors.joining(",")), "one of " +
			OrderPlan.NAMES);
		return orders.get(0);
	}

	/**
	 * @return the only one of the directions: its number, or {@link HiddenAttention#MERGED}
	 * @throws UserException when all are asked for
	 */
	public int direction() {
		if (directions.equals(ALL)) throw refused("direction", directions, "merged, or the number of a direction from 0");
		return directions.equals(MERGED) ? HiddenAttention.MERGED : Integer.parseInt(directions);
	}

	/**
	 * @param block of the model
	 * @return the directions asked for, {@link HiddenAttention#MERGED} first where it is one of them
	 * @throws UserException when the block has no such direction
	 */
	public List<Integer> directionsOf(final BlockDescription block) {
		final List<Integer> each = IntStream.range(0, block.directions()).boxed().toList();
		return switch (directions) {
			case MERGED -> List.of(HiddenAttention.MERGED);
			case ALL -> Stream.concat(Stream.of(HiddenAttention.MERGED), each.stream()).toList();
			default -> List.of(requireDirection(block));
		};
	}

	/**
	 * @param block of the model
	 * @return the single directions asked for, of which none can be merged
	 * @throws UserException when the block has no such direction
	 */
	public List<Integer> scansOf(final BlockDescription block) {
		if (directions.equals(MERGED)) throw refused(DIRECTIONS, directions, "all, or the number of a direction from 0, for states of several scans " +
			"can't be merged");
		return directionsOf(block).stream().filter(direction -> direction != HiddenAttention.MERGED).toList();
	}

	private int requireDirection(final BlockDescription block) {
		final int direction = Integer.parseInt(directions);
		if (direction >= block.directions()) throw refused(DIRECTIONS, directions, "merged, all, or 0 to " + (block.directions() - 1) + " in " +
			block.name());
		return direction;
	}

	private static List<Point> pointsOf(final String text) {
		if (text.equals(ExploreTexts.POINTS_DEFAULT)) return List.of();
		if (!POINT_LIST.matcher(text).matches()) throw refused(POINTS, text, "selection, or pairs x,y joined by semicolons, such as 120,80;30,200");
		return Arrays.stream(text.split(";")).map(pair -> pair.split(",")).map(pair -> new Point(Integer.parseInt(pair[0]), Integer.parseInt(
			pair[1]))).toList();
	}

	private static List<OrderPlan> ordersOf(final String names) {
		final List<OrderPlan> orders = new ArrayList<>();
		for (final String name : names.split(",", -1))
			try {
				orders.add(OrderPlan.byName(name));
			}
			catch (final IllegalArgumentException exc) {
				throw new UserException(exc.getMessage(), exc);
			}
		return orders;
	}

	private static <T> T choice(final String key, final String value, final T[] choices, final Function<T, String> name) {
		return Arrays.stream(choices).filter(choice -> name.apply(choice).equals(value)).findFirst().orElseThrow(() -> refused(key, value, Arrays
			.stream(choices).map(name).collect(Collectors.joining(", "))));
	}

	private static UserException refused(final String key, final String value, final String allowed) {
		return new UserException("The option " + key + "=" + value + " is not possible; allowed is: " + allowed + ".");
	}
}
