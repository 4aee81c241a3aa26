package org.xvmamba.convert.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

import org.xvmamba.UserException;

/**
 * A run of little-endian bytes somewhere in a file; positions are 64 bits wide.
 *
 * @param channel the open file
 * @param start first byte of the run
 * @param size how many bytes there are; the run ends within the file
 * @param fileName for messages
 */
record FileStorage(FileChannel channel, long start, long size, String fileName) implements StoredBytes {

	@Override
	public ByteBuffer read(final long from, final int length) throws IOException {
		return read(channel, start + from, length, fileName);
	}

	/** @return these bytes of a file, which must have them */
	static ByteBuffer read(final FileChannel channel, final long from, final int length, final String fileName) throws IOException {
		final ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
		while (bytes.hasRemaining())
			if (channel.read(bytes, from + bytes.position()) < 0) throw new UserException("'" + fileName +
				"' ended while it was read; copy or download the file again.");
		return bytes.flip();
	}
}
