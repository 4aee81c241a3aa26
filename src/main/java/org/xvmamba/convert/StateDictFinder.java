package org.xvmamba.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.xvmamba.UserException;
import org.xvmamba.convert.checkpoint.StoredTensor;

/** Finds the network's tensors in a checkpoint: below which key they lie, and which prefix their names have. It notes what it did. */
final class StateDictFinder {

	/** Keys under which training scripts put the weights; the first that is there is taken. */
	private static final List<String> WRAPPERS = List.of("state_dict", "model_state_dict", "model", "network_weights");

	/** Keys under which they put a moving average of the weights. */
	private static final List<String> AVERAGES = List.of("model_ema", "state_dict_ema", "ema_state_dict", "ema");

	/** What a network's tensors are called when it was a part of something larger. */
	private static final List<String> PREFIXES = List.of("module.", "backbone.", "model.", "network.", "net.", "encoder.", "mamba.", "_orig_mod.");

	/** A container in a hostile file may hold itself. */
	private static final int DEEPEST = 4;

	private final boolean averaged;
	private final List<String> notes = new ArrayList<>();

	/** @param averaged whether the moving average of the weights is wanted, which must then be there */
	StateDictFinder(final boolean averaged) {
		this.averaged = averaged;
	}

	/**
	 * @param fileName for messages
	 * @param root what the file holds, as {@link org.xvmamba.convert.checkpoint.Checkpoint#contents()} gives it
	 * @return its network's tensors
	 * @throws UserException when it holds none
	 */
	StateDict find(final String fileName, final Object root) {
		Object contents = averaged ? average(fileName, root) : root;
		for (int depth = 0; depth < DEEPEST && contents instanceof Map<?, ?> map; depth++) {
			final Map<String, StoredTensor> tensors = tensors(map);
			final Optional<String> wrapper = wrapper(map, tensors.isEmpty());
			if (wrapper.isEmpty() && !tensors.isEmpty()) return new StateDict(fileName, withoutPrefixes(tensors));
			if (wrapper.isEmpty()) throw noTensors(fileName, "its keys are " + StateDict.firstOf(keys(map)));
			contents = unwrap(map, wrapper.get());
		}
		throw noTensors(fileName, "it is not a dictionary of named tensors");
	}

	/** @return a sentence for each thing that was done to the names */
	List<String> notes() {
		return List.copyOf(notes);
	}

	/** An average that stands alone is taken unasked. */
	private static Optional<String> wrapper(final Map<?, ?> map, final boolean alone) {
		final Optional<String> wrapper = first(map, WRAPPERS);
		return wrapper.isPresent() || !alone ? wrapper : first(map, AVERAGES);
	}

	private static Optional<String> first(final Map<?, ?> map, final List<String> keys) {
		return keys.stream().filter(key -> map.get(key) instanceof Map<?, ?>).findFirst();
	}

	private Object average(final String fileName, final Object root) {
		final Map<?, ?> map = root instanceof Map<?, ?> contents ? contents : Map.of();
		final String key = first(map, AVERAGES).orElseThrow(() -> new UserException("'" + fileName +
			"' holds no moving average of the weights (none of the keys " + String.join(", ", AVERAGES) + "); take the weights as they are."));
		return unwrap(map, key);
	}

	private Object unwrap(final Map<?, ?> map, final String wrapper) {
		final Optional<String> ignored = AVERAGES.contains(wrapper) ? Optional.empty() : first(map, AVERAGES);
		notes.add("The weights were found under '" + wrapper + "'" + ignored.map(key -> "; the averaged weights '" + key + "' are not used").orElse(
			"") + ".");
		return map.get(wrapper);
	}

	private Map<String, StoredTensor> withoutPrefixes(final Map<String, StoredTensor> tensors) {
		Map<String, StoredTensor> renamed = tensors;
		for (int depth = 0; depth < DEEPEST; depth++)
			for (final String prefix : PREFIXES)
				renamed = without(prefix, renamed);
		return renamed;
	}

	private Map<String, StoredTensor> without(final String prefix, final Map<String, StoredTensor> tensors) {
		if (tensors.keySet().stream().noneMatch(name -> name.startsWith(prefix))) return tensors;
		final Map<String, StoredTensor> renamed = new LinkedHashMap<>();
		tensors.forEach((name, tensor) -> renamed.put(name.startsWith(prefix) ? name.substring(prefix.length()) : name, tensor));
		// Two names would become one: then the prefix tells two networks apart.
		if (renamed.size() < tensors.size()) return tensors;
		notes.add("The prefix '" + prefix + "' was removed from the tensors' names.");
		return renamed;
	}

	private static Map<String, StoredTensor> tensors(final Map<?, ?> map) {
		final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
		map.forEach((key, value) -> {
			if (key instanceof String name && value instanceof StoredTensor tensor) tensors.put(name, tensor);
		});
		return tensors;
	}

	private static Set<String> keys(final Map<?, ?> map) {
		return map.keySet().stream().map(String::valueOf).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	private static UserException noTensors(final String fileName, final String found) {
		return new UserException("'" + fileName + "' holds no named tensors (" + found +
			"); save the bare weights with torch.save(model.state_dict(), \"weights.pth\").");
	}
}
