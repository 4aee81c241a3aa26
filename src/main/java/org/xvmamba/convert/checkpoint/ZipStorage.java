package org.xvmamba.convert.checkpoint;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import org.xvmamba.UserException;

/** An uncompressed entry of a zip file. */
final class ZipStorage implements StoredBytes {

	private final ZipFile zip;
	private final ZipEntry entry;
	private final ByteOrder order;
	private final String fileName;

	ZipStorage(final ZipFile zip, final ZipEntry entry, final ByteOrder order, final String fileName) {
		this.zip = zip;
		this.entry = entry;
		this.order = order;
		this.fileName = fileName;
		// An uncompressed entry is as large as it says; a compressed one could grow a thousandfold.
		if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) throw new UserException("'" + fileName +
			"' was compressed after it was saved (entry '" + entry.getName() + "'); take the file as torch.save wrote it.");
		if (entry.getSize() > new File(zip.getName()).length()) throw damaged("claims more bytes than the file has", null);
	}

	@Override
	public long size() {
		return entry.getSize();
	}

	@Override
	public ByteBuffer read(final long from, final int length) throws IOException {
		try (InputStream stream = zip.getInputStream(entry)) {
			stream.skipNBytes(from);
			final byte[] bytes = stream.readNBytes(length);
			if (bytes.length < length) throw damaged("ends early", null);
			if (length == size()) requireChecksum(bytes);
			return ByteBuffer.wrap(bytes).order(order);
		}
		catch (final EOFException | ZipException e) {
			throw damaged("can't be read", e);
		}
	}

	private void requireChecksum(final byte[] bytes) {
		final CRC32 checksum = new CRC32();
		checksum.update(bytes);
		if (checksum.getValue() != entry.getCrc()) throw damaged("does not match its checksum", null);
	}

	private UserException damaged(final String how, final Throwable cause) {
		return new UserException("'" + fileName + "' is damaged: its entry '" + entry.getName() + "' " + how + "; copy or download the file again.",
			cause);
	}
}
