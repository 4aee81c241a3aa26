package org.xvmamba.convert.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A run of bytes in a file, which several tensors may share. */
interface StoredBytes {

	/** @return how many bytes there are, never more than the file has */
	long size();

	/**
	 * @param from first byte, 0 to size
	 * @param length number of bytes; {@code from + length} is at most {@link #size()}
	 * @return those bytes, in the file's byte order
	 * @throws org.xvmamba.UserException when the bytes are damaged
	 * @throws IOException when they can't be read
	 */
	ByteBuffer read(long from, int length) throws IOException;
}
