package org.xvmamba.ssm;

import java.nio.FloatBuffer;

/** The check that a buffer holds what a shape says. */
final class BufferSizes {

	private BufferSizes() {}

	/**
	 * @param name the buffer's name in the message
	 * @throws IllegalArgumentException when the buffer has another number of values
	 */
	static void require(final String name, final FloatBuffer buffer, final long size) {
		if (buffer.capacity() != size) throw new IllegalArgumentException(name + " has " + buffer.capacity() + " values; " + size +
			" are needed.");
	}
}
