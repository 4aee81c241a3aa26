package org.xvmamba.convert.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

import org.xvmamba.UserException;

/** A storage that is referred to before it is known where in the file it lies. Not thread-safe. */
final class LegacyStorage implements StoredBytes {

	private final FileChannel channel;
	private final long size;
	private final String fileName;
	private FileStorage placed;

	/** @param size bytes, as the tensors that lie in it claim */
	LegacyStorage(final FileChannel channel, final long size, final String fileName) {
		this.channel = channel;
		this.size = size;
		this.fileName = fileName;
	}

	/**
	 * @param start first byte in the file, which has {@link #size()} bytes from there
	 * @param elements how many elements the storage says it has
	 */
	void place(final long start, final long elements) {
		if (isPlaced()) throw damaged("a storage stands in it twice");
		// The kind of the elements, thus their size, is the tensors' claim; a number that doesn't divide it tells that they lie.
		if (elements < 0 || elements == 0 != (size == 0) || elements > 0 && (size % elements != 0 || size / elements > Double.BYTES)) throw damaged(
			"a storage of " + elements + " elements shall have " + size + " bytes");
		placed = new FileStorage(channel, start, size, fileName);
	}

	boolean isPlaced() {
		return placed != null;
	}

	String fileName() {
		return fileName;
	}

	@Override
	public long size() {
		return size;
	}

	@Override
	public ByteBuffer read(final long from, final int length) throws IOException {
		return placed.read(from, length);
	}

	private UserException damaged(final String what) {
		return new UserException("'" + fileName + "' is damaged: " + what + "; copy or download the file again.");
	}
}
