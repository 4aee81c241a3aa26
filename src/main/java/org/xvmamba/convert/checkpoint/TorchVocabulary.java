package org.xvmamba.convert.checkpoint;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.xvmamba.UserException;

/**
 * The few Python names that a checkpoint may use, and what stands for them here. Everything else is refused by its name; nothing is looked up
 * anywhere but in this class.
 */
final class TorchVocabulary {

	private static final int LONGEST_NAME_SHOWN = 80;

	private final String fileName;
	private final StorageFinder storages;
	private final Map<String, Builder> builders;

	TorchVocabulary(final String fileName, final StorageFinder storages) {
		this.fileName = fileName;
		this.storages = storages;
		this.builders = Map.of( //
			"collections.OrderedDict", this::orderedDict, //
			"torch._utils._rebuild_tensor_v2", this::tensor, //
			"torch._utils._rebuild_parameter", arguments -> arguments.get(0), //
			"torch.Size", arguments -> arguments.get(0), //
			"torch.device", arguments -> String.valueOf(arguments.get(0)));
	}

	/** Finds the bytes of a storage. */
	@FunctionalInterface
	interface StorageFinder {

		/**
		 * @param key the storage's name in the file
		 * @return its bytes, or nothing where there is no such storage
		 */
		Optional<StoredBytes> find(String key);
	}

	@FunctionalInterface
	private interface Builder {

		Object build(List<?> arguments);
	}

	private record Storage(ElementType type, StoredBytes bytes) {}

	/**
	 * @param name with its module, such as {@code collections.OrderedDict}
	 * @return something that {@link #storage} or {@link #build} takes
	 * @throws UserException naming it, when it is none of the few
	 */
	Object lookUp(final String name) {
		final Builder builder = builders.get(name);
		if (builder != null) return builder;
		return Arrays.stream(ElementType.values()).filter(type -> name.equals("torch." + type.torchStorage())).findFirst().orElseThrow(
			() -> refusal(name));
	}

	/**
	 * @param identifier ("storage", type, key, device, number of elements); the device on which a tensor once lived doesn't matter
	 * @return the storage
	 */
	Object storage(final Object identifier) {
		if (!(identifier instanceof List<?> parts && parts.size() == 5 && "storage".equals(parts.get(0)) && parts.get(1) instanceof ElementType type &&
			parts.get(2) instanceof String key && parts.get(4) instanceof Long elements)) throw damaged("a storage is described in an unknown way");
		final StoredBytes bytes = storages.find(key).orElseThrow(() -> damaged("the values of storage '" + shown(key) + "' are missing"));
		if (elements < 0 || elements > bytes.size() / type.size()) throw damaged("storage '" + shown(key) + "' shall have " + elements +
			" values and has " + bytes.size() / type.size());
		return new Storage(type, bytes);
	}

	/** Applies one of the few functions to its arguments. */
	Object build(final Object builder, final Object arguments) {
		if (!(builder instanceof Builder known && arguments instanceof List<?> list)) throw damaged("it calls something that is not a function");
		try {
			return known.build(list);
		}
		catch (final IndexOutOfBoundsException | ClassCastException e) {
			throw damaged("a function gets arguments of the wrong kind");
		}
	}

	private Object orderedDict(final List<?> arguments) {
		final Map<Object, Object> map = new LinkedHashMap<>();
		if (arguments.isEmpty()) return map;
		for (final Object item : (List<?>) arguments.get(0)) {
			final List<?> pair = (List<?>) item;
			map.put((String) pair.get(0), pair.get(1));
		}
		return map;
	}

	/** The arguments: storage, offset, shape, strides, and what only training needs. */
	private Object tensor(final List<?> arguments) {
		final Storage storage = (Storage) arguments.get(0);
		try {
			return new StoredTensor(storage.type, longs(arguments.get(2)), longs(arguments.get(3)), (Long) arguments.get(1), storage.bytes);
		}
		catch (final IllegalArgumentException e) {
			throw damaged(e.getMessage());
		}
	}

	private static long[] longs(final Object list) {
		return ((List<?>) list).stream().mapToLong(Long.class::cast).toArray();
	}

	private UserException refusal(final String name) {
		return new UserException("'" + fileName + "' asks to run or build '" + shown(name) +
			"', which is refused: only tensors and plain containers are read; save the bare weights with torch.save(model.state_dict(), \"weights.pth\").");
	}

	private UserException damaged(final String what) {
		return new UserException("'" + fileName + "' is damaged: " + what + "; copy or download the file again, or save it again with torch.save.");
	}

	/** A name from a hostile file may be long, or hold what disturbs a terminal. */
	private static String shown(final String name) {
		final String printable = name.replaceAll("[^\\p{Graph} ]", "?");
		return printable.length() <= LONGEST_NAME_SHOWN ? printable : printable.substring(0, LONGEST_NAME_SHOWN) + "…";
	}
}
