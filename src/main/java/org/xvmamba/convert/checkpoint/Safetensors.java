package org.xvmamba.convert.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.xvmamba.UserException;

/** A safetensors file: the header's length in 8 bytes, the header in JSON, then the numbers, little-endian. */
final class Safetensors implements CheckpointFormat {

	/** A thousand tensors have 0.2 MB. */
	private static final long LARGEST_HEADER = 1 << 25;

	@Override
	public String name() {
		return "safetensors";
	}

	@Override
	public boolean recognises(final byte[] head) {
		return head.length > Long.BYTES && head[Long.BYTES] == '{' && head[Long.BYTES - 1] == 0;
	}

	@Override
	public Checkpoint open(final Path file) throws IOException {
		final FileChannel channel = FileChannel.open(file);
		try {
			return new Checkpoint(file.getFileName().toString(), tensors(channel, file.getFileName().toString()), channel);
		}
		catch (final UserException | IOException e) {
			channel.close();
			throw e;
		}
	}

	private static Map<String, StoredTensor> tensors(final FileChannel channel, final String fileName) throws IOException {
		final long length = FileStorage.read(channel, 0, Long.BYTES, fileName).getLong();
		final long left = channel.size() - Long.BYTES;
		if (length < 0 || length > Math.min(left, LARGEST_HEADER)) throw new UserException("'" + fileName + "' is damaged: its header shall have " +
			length + " bytes where " + left + " are left and at most " + LARGEST_HEADER + " are read; copy or download the file again.");
		final String header = StandardCharsets.UTF_8.decode(FileStorage.read(channel, Long.BYTES, (int) length, fileName)).toString();
		final long begin = Long.BYTES + length;
		final FileStorage numbers = new FileStorage(channel, begin, channel.size() - begin, fileName);
		final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
		new SafetensorsHeader(header, fileName).entries().forEach((name, entry) -> tensors.put(name, entry.tensor(name, numbers)));
		return tensors;
	}
}
