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

	/** A list may be given to many functions: the copies are counted, lest a small file make us work for hours. */
	private static final int MOST_ITEMS = 4_000_000;

	private final String fileName;
	private final StorageFinder storages;
	private final Map<String, Builder> builders;
	private int items;

	TorchVocabulary(final String fileName, final StorageFinder storages) {
		this.fileName = fileName;
		this.storages = storages;
		this.builders = Map.of( //
			"collections.OrderedDict", this::orderedDict, //
			"torch._utils._rebuild_tensor", this::tensor, //
			"torch._utils._rebuild_tensor_v2", this::tensor, //
			"torch._utils._rebuild_parameter", arguments -> arguments.get(0), //
			"torch.Size", arguments -> arguments.get(0), //
			"torch.device", arguments -> (String) arguments.get(0), //
			"pathlib.PosixPath", arguments -> "", //
			// Vim's and VMamba's scripts save their settings beside the weights: holders of plain values, which nothing here needs.
			"argparse.Namespace", arguments -> new LinkedHashMap<>(), //
			"yacs.config.CfgNode", arguments -> new LinkedHashMap<>());
	}

	/** Finds the bytes of a storage. */
	@FunctionalInterface
	interface StorageFinder {

		/**
		 * @param key the storage's name in the file
		 * @param size how many bytes it shall have
		 * @return its bytes, perhaps fewer; or nothing where there is no such storage
		 */
		Optional<StoredBytes> find(String key, long size);
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
	 * @param identifier ("storage", type, key, device, number of elements), in old files also None; the device on which a tensor once lived
	 *          doesn't matter
	 * @return the storage
	 */
	Object storage(final Object identifier) {
		if (!(identifier instanceof List<?> parts && hasLength(parts) && "storage".equals(parts.get(0)) && parts.get(1) instanceof ElementType type &&
			parts.get(2) instanceof String key && parts.get(4) instanceof Long elements)) throw damaged("a storage is described in an unknown way");
		final String shown = Printable.shown(key);
		if (elements < 0 || elements > Long.MAX_VALUE / type.size()) throw damaged("storage '" + shown + "' shall have " + elements + " values");
		final StoredBytes bytes = storages.find(key, elements * type.size()).orElseThrow(() -> damaged("the values of storage '" + shown +
			"' are missing"));
		if (elements > bytes.size() / type.size()) throw damaged("storage '" + shown + "' shall have " + elements + " values and has " + bytes
			.size() / type.size());
		return new Storage(type, bytes);
	}

	private static boolean hasLength(final List<?> parts) {
		return parts.size() == 5 || parts.size() == 6 && parts.get(5) == null;
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
		if (!(arguments.get(0) instanceof List<?> entries)) throw damaged("a dictionary is described in an unknown way");
		for (final Object item : entries) {
			if (++items > MOST_ITEMS) throw damaged("its dictionaries have more than " + MOST_ITEMS + " entries");
			if (!(item instanceof List<?> pair && pair.size() == 2)) throw damaged("a dictionary has an entry without a value");
			map.put((String) pair.get(0), pair.get(1));
		}
		return map;
	}

	/** The arguments: storage, offset, shape, strides, and what only training needs. */
	private Object tensor(final List<?> arguments) {
		if (!(arguments.get(0) instanceof Storage storage && arguments.get(1) instanceof Long offset)) throw damaged(
			"a tensor is described in an unknown way");
		try {
			return new StoredTensor(storage.type, longs(arguments.get(2)), longs(arguments.get(3)), offset, storage.bytes);
		}
		catch (final IllegalArgumentException e) {
			throw damaged(e.getMessage());
		}
	}

	/** What is no number becomes -1, which no tensor takes. */
	private static long[] longs(final Object list) {
		final List<?> axes = (List<?>) list;
		if (axes == null || axes.size() > StoredTensor.MOST_AXES) throw new IllegalArgumentException("a tensor has no axes, or too many");
		return axes.stream().mapToLong(axis -> axis instanceof Long size ? size : -1).toArray();
	}

	private UserException refusal(final String name) {
		return new UserException("'" + fileName + "' asks to run or build '" + Printable.shown(name) +
			"', which is refused: only tensors and plain containers are read; save the bare weights with torch.save(model.state_dict(), \"weights.pth\").");
	}

	private UserException damaged(final String what) {
		return new UserException("'" + fileName + "' is damaged: " + what + "; copy or download the file again, or save it again with torch.save.");
	}
}
