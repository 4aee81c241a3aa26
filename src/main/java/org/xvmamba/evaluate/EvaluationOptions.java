package org.xvmamba.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.xvmamba.UserException;
import org.xvmamba.explain.ExplainOptions;
import org.xvmamba.explain.OptionTexts;

/**
 * Everything a person can choose for one evaluation. Immutable and checked.
 *
 * @param explain model, indices and device; all blocks, images as a whole
 * @param maps keys of the maps to be tested, each once, see {@link EvaluationTexts#MAPS_HELP}
 * @param protocols at least one
 * @param baselines may be empty
 * @param seed of all random choices
 * @param limit most images, 0 for all
 */
public record EvaluationOptions(ExplainOptions explain, List<String> maps, Set<Protocol> protocols, Set<Baseline> baselines, int seed,
	int limit)
{

	/** Keys of the maps, joined by commas. */
	public static final String MAPS = "maps";

	/** Keys of {@link Protocol}, joined by commas, or {@code all} but the slow ones. */
	public static final String PROTOCOLS = "protocols";

	/** Keys of {@link Baseline}, joined by commas, or {@code all}, or {@code none}. */
	public static final String BASELINES = "baselines";

	/** A whole number. */
	public static final String SEED = "seed";

	/** A whole number from 0. */
	public static final String LIMIT = "limit";

	private static final String ALL = "all";
	private static final String NONE = "none";

	/** Checks every value and copies the collections. */
	public EvaluationOptions {
		maps = List.copyOf(new LinkedHashSet<>(maps));
		protocols = withIncluded(protocols);
		baselines = Set.copyOf(baselines);
		for (final String map : maps)
			if (!MapOrigins.isKey(map)) throw refused(MAPS, map, MapOrigins.known());
		if (limit < 0) throw refused(LIMIT, Integer.toString(limit), "a whole number from 0");
	}

	private static Set<Protocol> withIncluded(final Set<Protocol> asked) {
		final Set<Protocol> all = new HashSet<>(asked);
		if (all.contains(Protocol.STABILITY_SLOW)) all.add(Protocol.STABILITY);
		if (all.contains(Protocol.SANITY_SLOW)) all.add(Protocol.SANITY);
		return Set.copyOf(all);
	}

	/**
	 * @param slow which protocol makes those anew, too, for which the model is asked many times
	 * @return the baselines whose maps are made anew, of changed pixels or with changed weights
	 */
	Set<Baseline> madeAnew(final Protocol slow) {
		return baselines.stream().filter(baseline -> !baseline.isRandom() && (!baseline.isSlow() || protocols.contains(slow))).collect(Collectors
			.toSet());
	}

	/** @return a sentence for each protocol that leaves baselines out which were asked for */
	List<String> leftOut() {
		final String slow = Arrays.stream(Baseline.values()).filter(baseline -> baseline.isSlow() && baselines.contains(baseline)).map(
			Baseline::key).collect(Collectors.joining(" and "));
		final List<String> sentences = new ArrayList<>();
		if (slow.isEmpty()) return sentences;
		if (protocols.contains(Protocol.STABILITY) && !protocols.contains(Protocol.STABILITY_SLOW)) sentences.add("The stability of " + slow +
			" was not tested: they would be made " + Stability.TIMES + " times more; the protocol " + Protocol.STABILITY_SLOW.key() + " does that.");
		if (protocols.contains(Protocol.SANITY) && !protocols.contains(Protocol.SANITY_SLOW)) sentences.add("Of random weights, " + slow +
			" were not made: that takes their whole time for each part of the model; the protocol " + Protocol.SANITY_SLOW.key() + " does it.");
		return sentences;
	}

	/**
	 * @param values by the keys of this class and {@link ExplainOptions#MODEL}, {@link ExplainOptions#INDEX}, {@link ExplainOptions#DEVICE}; a
	 *          missing key takes its default
	 * @return the options
	 * @throws UserException naming what is allowed, for an unknown key or value
	 */
	public static EvaluationOptions of(final Map<String, String> values) {
		final Map<String, String> all = defaults();
		values.forEach((key, value) -> {
			if (!all.containsKey(key)) throw new UserException("Unknown option '" + key + "'; the options are " + String.join(", ", all
				.keySet()) + ".");
			all.put(key, value.strip());
		});
		final ExplainOptions explain = ExplainOptions.of(Map.of(ExplainOptions.MODEL, all.get(ExplainOptions.MODEL), ExplainOptions.INDEX, all
			.get(ExplainOptions.INDEX), ExplainOptions.DEVICE, all.get(ExplainOptions.DEVICE), ExplainOptions.TILING, "whole"));
		final Set<Protocol> protocols = chosen(PROTOCOLS, all.get(PROTOCOLS), Protocol.class, Protocol::key, Protocol::isSlow);
		if (protocols.isEmpty()) throw refused(PROTOCOLS, all.get(PROTOCOLS), "at least one");
		return new EvaluationOptions(explain, split(all.get(MAPS)), protocols, chosen(BASELINES, all.get(BASELINES), Baseline.class,
			Baseline::key, baseline -> false), number(SEED, all.get(SEED)), number(LIMIT, all.get(LIMIT)));
	}

	private static Map<String, String> defaults() {
		final Map<String, String> defaults = new LinkedHashMap<>();
		defaults.put(ExplainOptions.MODEL, OptionTexts.MODEL_DEFAULT);
		defaults.put(ExplainOptions.INDEX, OptionTexts.INDEX_DEFAULT);
		defaults.put(MAPS, EvaluationTexts.MAPS_DEFAULT);
		defaults.put(PROTOCOLS, EvaluationTexts.PROTOCOLS_DEFAULT);
		defaults.put(BASELINES, EvaluationTexts.BASELINES_DEFAULT);
		defaults.put(ExplainOptions.DEVICE, OptionTexts.DEVICE_DEFAULT);
		defaults.put(SEED, Integer.toString(EvaluationTexts.SEED_DEFAULT));
		defaults.put(LIMIT, Integer.toString(EvaluationTexts.LIMIT_DEFAULT));
		return defaults;
	}

	/** @return the options of an explanation whose maps that depend on a class are those of this one */
	ExplainOptions explain(final String className) {
		final Map<String, String> values = explain.toMap();
		values.put(ExplainOptions.CLASS_NAME, className);
		return ExplainOptions.of(values);
	}

	/** @return every key with its value, as {@link #of(Map)} reads them, in the order of the dialog; the caller's own copy */
	public Map<String, String> toMap() {
		final Map<String, String> map = defaults();
		map.replaceAll((key, value) -> explain.toMap().getOrDefault(key, value));
		map.put(MAPS, String.join(",", maps));
		map.put(PROTOCOLS, Arrays.stream(Protocol.values()).filter(protocols::contains).map(Protocol::key).collect(Collectors.joining(",")));
		map.put(BASELINES, baselines.isEmpty() ? NONE : Arrays.stream(Baseline.values()).filter(baselines::contains).map(Baseline::key).collect(
			Collectors.joining(",")));
		map.put(SEED, Integer.toString(seed));
		map.put(LIMIT, Integer.toString(limit));
		return map;
	}

	/** @param byName what has to be asked for by its name, and is not meant by all */
	private static <E extends Enum<E>> Set<E> chosen(final String option, final String text, final Class<E> type,
		final Function<E, String> key, final Predicate<E> byName)
	{
		final Set<E> chosen = EnumSet.noneOf(type);
		if (text.equals(ALL)) Arrays.stream(type.getEnumConstants()).filter(byName.negate()).forEach(chosen::add);
		if (text.equals(ALL) || text.equals(NONE)) return chosen;
		for (final String wanted : split(text))
			chosen.add(Arrays.stream(type.getEnumConstants()).filter(value -> key.apply(value).equals(wanted)).findFirst().orElseThrow(() -> refused(
				option, wanted, ALL + (type == Baseline.class ? ", " + NONE : "") + ", " + Arrays.stream(type.getEnumConstants()).map(key).collect(
					Collectors.joining(", ")))));
		return chosen;
	}

	private static List<String> split(final String text) {
		return Arrays.stream(text.split(",")).map(String::strip).toList();
	}

	private static int number(final String option, final String text) {
		try {
			return Integer.parseInt(text);
		}
		catch (final NumberFormatException exc) {
			throw refused(option, text, "a whole number");
		}
	}

	private static UserException refused(final String key, final String value, final String allowed) {
		return new UserException("The option " + key + "=" + value + " is not possible; allowed is: " + allowed + ".");
	}
}
