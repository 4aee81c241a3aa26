package org.xvmamba.explain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.xvmamba.ssm.InfluenceIndex;

/**
 * What a map tells of each token: an influence index of the scan, or something made of such indices. People choose it by its key, which follows a
 * small grammar: an index, such as {@code jacobian}, or {@code selectivity}; an index with {@code -corrected}; any of these with {@code -class}
 * behind it; and {@code cam}. {@code docs/indices.md} explains them all.
 */
public sealed interface MapIndex {

	/** X-VMamba's Jacobian index. */
	MapIndex JACOBIAN = new Influence(InfluenceIndex.JACOBIAN);

	/** Its direct part. */
	MapIndex JACOBIAN_DIRECT = new Influence(InfluenceIndex.JACOBIAN_DIRECT);

	/** Its propagated part. */
	MapIndex JACOBIAN_PROPAGATED = new Influence(InfluenceIndex.JACOBIAN_PROPAGATED);

	/** X-VMamba's Gramian index. */
	MapIndex GRAMIAN = new Influence(InfluenceIndex.GRAMIAN);

	/** The output-energy index. */
	MapIndex ENERGY = new Influence(InfluenceIndex.ENERGY);

	/** The exact absolute index. */
	MapIndex ABSOLUTE = new Influence(InfluenceIndex.ABSOLUTE);

	/** @return the name in macros, on the command line and in file names: lower case, one word */
	String key();

	/** @return the name for people */
	String label();

	/** @return the maps of which this one is made; empty where it comes from the scan or the head of the network itself */
	default List<MapIndex> madeOf() {
		return List.of();
	}

	/** @return whether the map is another one for another class */
	default boolean dependsOnClass() {
		return false;
	}

	/**
	 * As the scan gives it.
	 *
	 * @param index which one
	 */
	record Influence(InfluenceIndex index) implements MapIndex {

		@Override
		public String key() {
			return index.key();
		}

		@Override
		public String label() {
			return index.label();
		}
	}

	/**
	 * Without what a token's place in the scan does: divided by the same index of a scan all of whose tokens are the mean token. It shares no unit with
	 * the raw index; 1 is what the mean token has at this place.
	 *
	 * @param index which one
	 */
	record Corrected(InfluenceIndex index) implements MapIndex {

		private static final String SUFFIX = "-corrected";

		@Override
		public String key() {
			return index.key() + SUFFIX;
		}

		@Override
		public String label() {
			return index.label() + ", corrected for scan position";
		}
	}

	/** |J - G|, after each has been scaled to [0,1] for each block and direction: where the propagated and the local view disagree. */
	record Selectivity() implements MapIndex {

		@Override
		public String key() {
			return "selectivity";
		}

		@Override
		public String label() {
			return "Selectivity |J - G|";
		}

		@Override
		public List<MapIndex> madeOf() {
			return List.of(JACOBIAN, GRAMIAN);
		}
	}

	/**
	 * Multiplied by what the class activation map of one class shows above zero, as a share of its maximum.
	 *
	 * @param weighted what is weighted; not dependent on the class by itself
	 */
	record ClassWeighted(MapIndex weighted) implements MapIndex {

		private static final String SUFFIX = "-class";

		@Override
		public String key() {
			return weighted.key() + SUFFIX;
		}

		@Override
		public String label() {
			return "Class-weighted " + weighted.label().substring(0, 1).toLowerCase() + weighted.label().substring(1);
		}

		@Override
		public List<MapIndex> madeOf() {
			return List.of(weighted);
		}

		@Override
		public boolean dependsOnClass() {
			return true;
		}
	}

	/** The class activation map of one class, see {@link ClassActivation}: a baseline, which tells nothing of the scans. */
	record Activation() implements MapIndex {

		@Override
		public String key() {
			return "cam";
		}

		@Override
		public String label() {
			return "Class activation map";
		}

		@Override
		public boolean dependsOnClass() {
			return true;
		}
	}

	/** @return all there are, those of the scan first */
	static List<MapIndex> all() {
		final List<MapIndex> plain = new ArrayList<>();
		for (final InfluenceIndex index : InfluenceIndex.values())
			plain.add(new Influence(index));
		plain.add(new Selectivity());
		for (final InfluenceIndex index : InfluenceIndex.values())
			plain.add(new Corrected(index));
		final List<MapIndex> all = new ArrayList<>(plain);
		for (final MapIndex index : plain)
			all.add(new ClassWeighted(index));
		all.add(new Activation());
		return all;
	}

	/**
	 * @param key as {@link #key()} gives it
	 * @return what has that key
	 * @throws IllegalArgumentException naming what is known, when nothing has it
	 */
	static MapIndex byKey(final String key) {
		return all().stream().filter(index -> index.key().equals(key)).findFirst().orElseThrow(() -> new IllegalArgumentException(
			"Unknown index '" + key + "'; known are " + allowed() + "."));
	}

	/** @return the grammar of the keys in words, for messages */
	static String allowed() {
		return Stream.of(InfluenceIndex.values()).map(InfluenceIndex::key).collect(Collectors.joining(", ")) +
			", each also with -corrected; selectivity; any of these also with -class; cam";
	}

	/**
	 * @param asked what is asked for
	 * @return the same and, behind it, the raw index of each corrected one, so that a reader always has both
	 */
	static List<MapIndex> withRaw(final List<MapIndex> asked) {
		final Set<MapIndex> all = new LinkedHashSet<>(asked);
		for (final MapIndex index : asked) {
			final MapIndex plain = index instanceof ClassWeighted weighted ? weighted.weighted() : index;
			if (plain instanceof Corrected corrected) all.add(new Influence(corrected.index()));
		}
		return List.copyOf(all);
	}

	/**
	 * @param indices some
	 * @return the same and everything of which they are made
	 */
	static Set<MapIndex> withSources(final List<MapIndex> indices) {
		final Set<MapIndex> all = new LinkedHashSet<>();
		for (final MapIndex index : indices) {
			all.addAll(withSources(index.madeOf()));
			all.add(index);
		}
		return all;
	}
}
