package org.xvmamba.convert.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.xvmamba.UserException;

/**
 * What {@code torch.save} wrote before PyTorch 1.6: five pickles one after the other (a magic number, the format's version, facts about the
 * machine, the containers, the keys of the storages), then for each key the number of its elements in 8 bytes and the elements, little-endian.
 */
final class PyTorchLegacy implements CheckpointFormat {

	/** LONG1 of 10 bytes, 0x1950a86a20f9469cfc6c, and the end of its pickle. */
	private static final String MAGIC = "\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.";

	/** A checkpoint of a thousand tensors has 0.2 MB of pickles. */
	private static final long LARGEST_PICKLES = 1 << 25;

	private static final long VERSION = 1001;

	@Override
	public String name() {
		return "PyTorch before 1.6";
	}

	@Override
	public boolean recognises(final byte[] head) {
		return magicAt(head) >= 0;
	}

	@Override
	public Checkpoint open(final Path file) throws IOException {
		final FileChannel channel = FileChannel.open(file);
		try {
			return new Checkpoint(file.getFileName().toString(), read(channel, file.getFileName().toString()), channel);
		}
		catch (final UserException | IOException e) {
			channel.close();
			throw e;
		}
	}

	private static Object read(final FileChannel channel, final String fileName) throws IOException {
		final int length = (int) Math.min(channel.size(), LARGEST_PICKLES);
		final PickleInput input = new PickleInput(fileName, FileStorage.read(channel, 0, length, fileName).array());
		input.bytes(magicAt(FileStorage.read(channel, 0, Math.min(length, CheckpointReader.HEAD_BYTES), fileName).array()) + MAGIC.length());
		final Map<String, LegacyStorage> storages = new HashMap<>();
		final TorchVocabulary vocabulary = new TorchVocabulary(fileName, (key, size) -> claim(storages, key, size, channel, fileName));
		final Object version = new PickleMachine(input, vocabulary).run();
		if (!Long.valueOf(VERSION).equals(version)) throw input.damaged("an unknown version of the format");
		new PickleMachine(input, vocabulary).run(); // the machine on which it was saved: the numbers are little-endian all the same
		final Object contents = new PickleMachine(input, vocabulary).run();
		if (!(new PickleMachine(input, vocabulary).run() instanceof List<?> keys)) throw input.damaged("no list of storages");
		place(storages, keys, input, channel);
		return contents;
	}

	private static Optional<StoredBytes> claim(final Map<String, LegacyStorage> storages, final String key, final long size,
		final FileChannel channel, final String fileName)
	{
		final LegacyStorage storage = storages.computeIfAbsent(key, unknown -> new LegacyStorage(channel, size, fileName));
		return size == storage.size() ? Optional.of(storage) : Optional.empty();
	}

	/** Each storage tells how many elements it has, but not their kind: that is known from the tensors in it. */
	private static void place(final Map<String, LegacyStorage> storages, final List<?> keys, final PickleInput input, final FileChannel channel)
		throws IOException
	{
		long position = input.position();
		for (final Object key : keys) {
			final LegacyStorage storage = key instanceof String ? storages.get(key) : null;
			if (storage == null) throw input.damaged("a storage that no tensor uses");
			final long begin = position + Long.BYTES;
			if (storage.size() > channel.size() - begin) throw input.damaged("a storage of " + storage.size() + " bytes where " + Math.max(0, channel
				.size() - begin) + " are left");
			storage.place(begin, FileStorage.read(channel, position, Long.BYTES, storage.fileName()).getLong());
			position = begin + storage.size();
		}
		if (!storages.values().stream().allMatch(LegacyStorage::isPlaced)) throw input.damaged("a storage whose values are missing");
	}

	/** @return where the magic number begins: behind the pickle's protocol, and its frame where it has one; -1 where there is none */
	private static int magicAt(final byte[] head) {
		return head.length > 0 && head[0] == (byte) 0x80 ? new String(head, StandardCharsets.ISO_8859_1).indexOf(MAGIC) : -1;
	}
}
