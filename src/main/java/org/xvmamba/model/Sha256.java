package org.xvmamba.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.xvmamba.Progress;

/** The checksum by which a file is known to be unaltered. */
final class Sha256 {

	private static final int CHUNK = 1 << 20;

	private Sha256() {}

	/**
	 * @param file to be read
	 * @param progress asked for cancellation at every megabyte
	 * @return 64 lower-case hexadecimal digits
	 */
	static String of(final Path file, final Progress progress) throws IOException {
		final MessageDigest digest = digest();
		try (InputStream stream = Files.newInputStream(file)) {
			final byte[] chunk = new byte[CHUNK];
			for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
				progress.throwIfCancelled();
				digest.update(chunk, 0, count);
			}
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException exc) {
			throw new IllegalStateException("Every Java has SHA-256.", exc);
		}
	}
}
