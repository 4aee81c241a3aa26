package org.xvmamba.convert.checkpoint;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.xvmamba.UserException;

import com.google.gson.stream.JsonReader;

/**
 * The JSON at the head of a safetensors file, {@code {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, ...}}. It is read as a
 * stream, so that memory goes only into what is kept.
 *
 * @param text the header
 * @param fileName for messages
 */
record SafetensorsHeader(String text, String fileName) {

	private static final String METADATA = "__metadata__";

	/** What a header says of one tensor: nothing is checked yet. */
	record Entry(String type, List<Long> shape, List<Long> offsets, String fileName) {

		/** @return the tensor, which lies in these numbers */
		StoredTensor tensor(final String name, final FileStorage numbers) {
			final ElementType known = Arrays.stream(ElementType.values()).filter(each -> each.safetensorsName().equals(type)).findFirst().orElseThrow(
				() -> new UserException("The tensor '" + Printable.shown(name) + "' in '" + fileName + "' has numbers of the kind '" + Printable.shown(type) +
					"'; known are " + Arrays.stream(ElementType.values()).map(ElementType::safetensorsName).collect(Collectors.joining(", ")) + "."));
			if (offsets.size() != 2 || offsets.get(0) < 0 || offsets.get(1) < offsets.get(0) || offsets.get(1) > numbers.size()) throw damaged(
				fileName, "the tensor '" + Printable.shown(name) + "' lies at " + offsets + ", outside the " + numbers.size() + " bytes of numbers");
			final long size = offsets.get(1) - offsets.get(0);
			final FileStorage own = new FileStorage(numbers.channel(), numbers.start() + offsets.get(0), size, fileName);
			try {
				final StoredTensor tensor = StoredTensor.contiguous(known, shape, own);
				if (tensor.count() * known.size() != size) throw damaged(fileName, "the tensor '" + Printable.shown(name) + "' of shape " + shape + " has " +
					size + " bytes");
				return tensor;
			}
			catch (final IllegalArgumentException e) {
				throw damaged(fileName, e.getMessage());
			}
		}
	}

	/**
	 * @return the tensors in the header's order
	 * @throws UserException when it is no such header
	 */
	Map<String, Entry> entries() {
		final Map<String, Entry> entries = new LinkedHashMap<>();
		try (JsonReader json = new JsonReader(new StringReader(text))) {
			json.beginObject();
			while (json.hasNext()) {
				final String name = json.nextName();
				if (METADATA.equals(name)) json.skipValue();
				else entries.put(name, entry(json));
			}
			return entries;
		}
		catch (final IOException | IllegalStateException | NumberFormatException e) {
			throw damaged(fileName, "its header is no list of tensors");
		}
	}

	private Entry entry(final JsonReader json) throws IOException {
		String type = "";
		List<Long> shape = List.of();
		List<Long> offsets = List.of();
		json.beginObject();
		while (json.hasNext()) {
			switch (json.nextName()) {
				case "dtype" -> type = json.nextString();
				case "shape" -> shape = integers(json);
				case "data_offsets" -> offsets = integers(json);
				default -> json.skipValue();
			}
		}
		json.endObject();
		return new Entry(type, shape, offsets, fileName);
	}

	private static List<Long> integers(final JsonReader json) throws IOException {
		final List<Long> integers = new ArrayList<>();
		json.beginArray();
		while (json.hasNext()) {
			integers.add(json.nextLong());
			if (integers.size() > StoredTensor.MOST_AXES) throw new IllegalStateException("too many axes");
		}
		json.endArray();
		return integers;
	}

	private static UserException damaged(final String fileName, final String what) {
		return new UserException("'" + fileName + "' is damaged: " + what + "; copy or download the file again.");
	}
}
