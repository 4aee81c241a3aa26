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
	private static final List<String> WRAPPERS = List.of("state_dict", "model_state_dict", "model", "network_weights", "model_ema");

	/** What a network's tensors are called when it was a part of something larger. */
	private static final List<String> PREFIXES = List.of("module.", "backbone.", "model.", "network.", "net.", "encoder.", "mamba.", "_orig_mod.");

	/** A container in a hostile file may hold itself. */
	private static final int DEEPEST = 4;

	private final List<String> notes = new ArrayList<>();

	/**
	 * @param fileName for messages
	 * @param root what the file holds, as {@link org.xvmamba.convert.checkpoint.Checkpoint#contents()} gives it
	 * @return its network's tensors
	 * @throws UserException when it holds none
	 */
	StateDict find(final String fileName, final Object root) {
		Object contents = root;
		for (int depth = 0; depth < DEEPEST && contents instanceof Map<?, ?> map; depth++) {
			final Map<String, StoredTensor> tensors = tensors(map);
			final Optional<String> wrapper = WRAPPERS.stream().filter(key -> map.get(key) instanceof Map<?, ?>).findFirst();
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

	private Object unwrap(final Map<?, ?> map, final String wrapper) {
		final String ignored = "model_ema".equals(wrapper) || !map.containsKey("model_ema") ? "" : "; the averaged weights 'model_ema' are not used";
		notes.add("The weights were found under '" + wrapper + "'" + ignored + ".");
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
