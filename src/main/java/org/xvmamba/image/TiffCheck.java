package org.xvmamba.image;

import java.io.IOException;
import java.nio.file.Path;

import org.xvmamba.UserException;

import ij.io.FileInfo;
import ij.io.TiffDecoder;

/** Looks at what a file says of itself before and after ImageJ believes it. */
final class TiffCheck {

	/** No compression that ImageJ reads makes pictures smaller than this. */
	private static final long GREATEST_COMPRESSION = 2000;

	private TiffCheck() {}

	/**
	 * @param file a TIFF
	 * @param length of the file in bytes
	 * @return whether ImageJ can read this kind of TIFF
	 * @throws UserException when the file can't hold what it says
	 */
	static boolean isForImageJ(final Path file, final long length) {
		final FileInfo[] infos;
		try {
			final Path absolute = file.toAbsolutePath();
			infos = new TiffDecoder(absolute.getParent() + "/", absolute.getFileName().toString()).getTiffInfo();
		}
		catch (final IOException | RuntimeException exc) {
			return false; // ImageIO tries next, and tells what is wrong
		}
		if (infos == null) return false;
		for (final FileInfo info : infos)
			requirePlausible(file, length, info);
		return true;
	}

	private static void requirePlausible(final Path file, final long length, final FileInfo info) {
		if (info.width < 1 || info.height < 1 || (long) info.width * info.height > Integer.MAX_VALUE || size(info) > length *
			GREATEST_COMPRESSION) throw new UserException("The image '" + file + "' is damaged: it says that it has " + info.width + " x " +
				info.height + " pixels, which its " + length + " bytes can't hold.");
	}

	/**
	 * ImageJ leaves pixels black that the file lacks.
	 *
	 * @throws UserException when the file ends before its last pixel
	 */
	static void requireComplete(final Path file, final long length, final FileInfo info) {
		final long end = switch (info.compression) {
			case FileInfo.COMPRESSION_NONE, FileInfo.COMPRESSION_UNKNOWN -> isRaw(info) ? info.getOffset() + size(info) : 0;
			default -> lastStripEnd(info);
		};
		if (end > length) throw new UserException("The image '" + file + "' is truncated: it has " + length + " bytes of at least " + end + ".");
	}

	private static boolean isRaw(final FileInfo info) {
		return info.fileFormat == FileInfo.TIFF || info.fileFormat == FileInfo.DICOM;
	}

	/** Bytes of all pixels without compression; rows begin at whole bytes. */
	private static long size(final FileInfo info) {
		final int bitsPerPixel = switch (info.fileType) {
			case FileInfo.BITMAP -> 1;
			case FileInfo.GRAY10_UNSIGNED -> 10;
			case FileInfo.GRAY12_UNSIGNED -> 12;
			default -> 8 * info.getBytesPerPixel();
		};
		return ((long) info.width * bitsPerPixel + 7) / 8 * info.height * Math.max(1, info.nImages);
	}

	private static long lastStripEnd(final FileInfo info) {
		long end = 0;
		if (info.stripOffsets != null && info.stripLengths != null) for (int i = 0; i < Math.min(info.stripOffsets.length,
			info.stripLengths.length); i++)
			end = Math.max(end, (info.stripOffsets[i] & 0xffffffffL) + info.stripLengths[i]);
		return end;
	}
}
