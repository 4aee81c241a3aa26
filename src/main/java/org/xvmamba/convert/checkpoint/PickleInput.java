package org.xvmamba.convert.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.xvmamba.UserException;

/** The bytes of a pickle. No length that it claims is believed before it is held against the bytes that are left. */
final class PickleInput {

	private final String fileName;
	private final ByteBuffer bytes;

	PickleInput(final String fileName, final byte[] bytes) {
		this.fileName = fileName;
		this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}

	/** @return how many bytes have been read */
	int position() {
		return bytes.position();
	}

	int unsignedByte() {
		return require(1).get() & 0xff;
	}

	int unsignedShort() {
		return require(2).getShort() & 0xffff;
	}

	int signedInt() {
		return require(4).getInt();
	}

	long unsignedInt() {
		return require(4).getInt() & 0xffffffffL;
	}

	long signedLong() {
		return require(8).getLong();
	}

	double bigEndianDouble() {
		return Double.longBitsToDouble(Long.reverseBytes(signedLong()));
	}

	/** Python's integer of any length, as far as it fits into 64 bits. */
	long integer(final int length) {
		if (length > Long.BYTES) throw damaged("an integer of " + length + " bytes");
		require(length);
		long value = 0;
		for (int i = 0; i < length; i++)
			value |= (bytes.get() & 0xffL) << 8 * i;
		final int unused = Long.SIZE - 8 * length;
		return length == 0 ? 0 : value << unused >> unused;
	}

	byte[] bytes(final long length) {
		require(length);
		final byte[] copy = new byte[(int) length];
		bytes.get(copy);
		return copy;
	}

	String text(final long length) {
		return new String(bytes(length), StandardCharsets.UTF_8);
	}

	/** Text up to the next line break, which is passed over. */
	String line() {
		int end = bytes.position();
		while (end < bytes.limit() && bytes.get(end) != '\n')
			end++;
		final String line = text(end - bytes.position());
		unsignedByte();
		return line;
	}

	/** @return the sentence for the user, with the place where reading stopped */
	UserException damaged(final String what) {
		return new UserException("'" + fileName + "' is damaged: its list of tensors has " + what + " at byte " + bytes.position() +
			"; copy or download the file again, or save it again with torch.save.");
	}

	private ByteBuffer require(final long length) {
		if (length < 0 || length > bytes.remaining()) throw damaged("an entry of " + length + " bytes where " + bytes.remaining() + " are left");
		return bytes;
	}
}
