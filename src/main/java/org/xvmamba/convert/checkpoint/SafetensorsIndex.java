package org.xvmamba.convert.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.xvmamba.UserException;

import com.google.gson.stream.JsonReader;

/**
 * {@code model.safetensors.index.json}: {@code {"weight_map": {"tensor": "model-00001-of-00002.safetensors", ...}}}, for weights that are spread
 * over several safetensors files in one folder.
 */
final class SafetensorsIndex implements CheckpointFormat {

	private static final String WEIGHTS = "weight_map";
	private static final int LARGEST_INDEX = 1 << 25;
	private static final int MOST_FILES = 1000;

	@Override
	public String name() {
		return "safetensors index";
	}

	@Override
	public boolean recognises(final byte[] head) {
		return new String(head, StandardCharsets.ISO_8859_1).strip().startsWith("{");
	}

	@Override
	public Checkpoint open(final Path file) throws IOException {
		final Map<String, String> files = files(text(file), file.getFileName().toString());
		final Map<String, Checkpoint> opened = new LinkedHashMap<>();
		final Closeable all = () -> closeAll(opened.values().stream().toList());
		try {
			final Map<String, Object> tensors = new LinkedHashMap<>();
			for (final Map.Entry<String, String> entry : files.entrySet()) {
				if (!opened.containsKey(entry.getValue())) opened.put(entry.getValue(), shard(file, entry.getValue(), opened.size()));
				final Map<?, ?> shard = (Map<?, ?>) opened.get(entry.getValue()).contents();
				if (!shard.containsKey(entry.getKey())) throw new UserException("'" + file.getFileName() + "' says that the tensor '" + Printable.shown(entry
					.getKey()) + "' is in '" + Printable.shown(entry.getValue()) + "', which does not have it; copy or download the files again.");
				tensors.put(entry.getKey(), shard.get(entry.getKey()));
			}
			return new Checkpoint(file.getFileName().toString(), tensors, all);
		}
		catch (final UserException | IOException e) {
			all.close();
			throw e;
		}
	}

	/** A name from the index is believed only as the name of a file beside it. */
	private static Checkpoint shard(final Path index, final String name, final int opened) throws IOException {
		if (!name.matches("[\\w.-]+") || name.startsWith(".")) throw new UserException("'" + index.getFileName() + "' lists the file '" + Printable.shown(
			name) + "', which is no plain file name; all files must lie in the index's own folder.");
		if (opened >= MOST_FILES) throw new UserException("'" + index.getFileName() + "' lists more than " + MOST_FILES + " files.");
		final Path file = index.resolveSibling(name);
		if (!Files.isRegularFile(file)) throw new UserException("'" + index.getFileName() + "' lists the file '" + name +
			"', which is not there; copy all files of the model into one folder.");
		final Safetensors format = new Safetensors();
		if (!format.recognises(CheckpointReader.head(file))) throw new UserException("'" + name + "', which '" + index.getFileName() +
			"' lists, is no safetensors file; copy or download it again.");
		return format.open(file);
	}

	private static String text(final Path file) throws IOException {
		if (Files.size(file) > LARGEST_INDEX) throw new UserException("'" + file.getFileName() + "' has " + Files.size(file) +
			" bytes; an index of tensors has at most " + LARGEST_INDEX + ".");
		try (InputStream stream = Files.newInputStream(file)) {
			return new String(stream.readNBytes(LARGEST_INDEX), StandardCharsets.UTF_8);
		}
	}

	private static Map<String, String> files(final String text, final String fileName) {
		final Map<String, String> files = new LinkedHashMap<>();
		try (JsonReader json = new JsonReader(new StringReader(text))) {
			json.beginObject();
			while (json.hasNext()) {
				if (WEIGHTS.equals(json.nextName())) readWeights(json, files);
				else json.skipValue();
			}
		}
		catch (final IOException | IllegalStateException | NumberFormatException e) {
			throw new UserException("'" + fileName + "' is text, but no index of safetensors files; choose the file with the weights.", e);
		}
		if (files.isEmpty()) throw new UserException("'" + fileName + "' has no '" + WEIGHTS +
			"' that lists tensors; choose the index (….safetensors.index.json) or the file with the weights.");
		return files;
	}

	private static void readWeights(final JsonReader json, final Map<String, String> files) throws IOException {
		json.beginObject();
		while (json.hasNext())
			files.put(json.nextName(), json.nextString());
		json.endObject();
	}

	private static void closeAll(final List<Checkpoint> checkpoints) throws IOException {
		final List<IOException> problems = new ArrayList<>();
		for (final Checkpoint checkpoint : checkpoints)
			try {
				checkpoint.close();
			}
			catch (final IOException e) {
				problems.add(e);
			}
		if (!problems.isEmpty()) throw problems.get(0);
	}
}
