package org.xvmamba.convert.checkpoint;

import java.io.Closeable;
import java.io.IOException;

/** An open checkpoint. Not thread-safe. Its tensors can be read until it is closed. */
public final class Checkpoint implements Closeable {

	private final String fileName;
	private final Object contents;
	private final Closeable file;

	Checkpoint(final String fileName, final Object contents, final Closeable file) {
		this.fileName = fileName;
		this.contents = contents;
		this.file = file;
	}

	/** @return the file's name without its folder, for messages */
	public String fileName() {
		return fileName;
	}

	/**
	 * @return what the file holds: a tree of {@code Map<?, ?>}, {@code List<?>}, {@link StoredTensor}, String, Long, Double, Boolean, byte[] and
	 *         null; in a hostile file a container may contain itself, so don't walk it without a bound
	 */
	public Object contents() {
		return contents;
	}

	@Override
	public void close() throws IOException {
		file.close();
	}
}
