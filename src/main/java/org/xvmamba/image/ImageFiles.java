package org.xvmamba.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.xvmamba.UserException;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;

/**
 * Opens image files without ImageJ's dialogs: for the shell. What a file is, is told by its content, not by its name.
 * <p>
 * TIFF, DICOM, FITS, PGM, GIF and zipped TIFF are read by ImageJ's own {@link Opener}; PNG, JPEG, BMP and those TIFF files that ImageJ does
 * not read (tiled, JPEG-compressed, CMYK …) by Java's ImageIO, the first picture of the file.
 */
public final class ImageFiles {

	/** A damaged file can lead a reader astray; no file is waited for longer than this and a second for each megabyte. */
	private static final long PATIENCE_SECONDS = 60;

	private static final long MEGABYTE = 1 << 20;

	private ImageFiles() {}

	/**
	 * Opens a file.
	 *
	 * @param file an image file
	 * @return the image, not shown
	 * @throws UserException when there is no such file, or it is empty, truncated, damaged, too big for the memory, or of another format
	 */
	public static ImagePlus open(final Path file) {
		final long length = lengthOf(file);
		final FutureTask<ImagePlus> task = new FutureTask<>(() -> read(file, length));
		final Thread reader = new Thread(task, "X-VMamba image reader");
		reader.setDaemon(true);
		reader.start();
		final long patience = PATIENCE_SECONDS + length / MEGABYTE;
		try {
			return task.get(patience, TimeUnit.SECONDS);
		}
		catch (final TimeoutException exc) {
			throw new UserException("The image '" + file + "' could not be read within " + patience + " seconds; it may be damaged.", exc);
		}
		catch (final InterruptedException exc) {
			Thread.currentThread().interrupt();
			throw new UserException("Reading the image '" + file + "' was interrupted.", exc);
		}
		catch (final ExecutionException exc) {
			throw problem(file, exc.getCause());
		}
	}

	private static long lengthOf(final Path file) {
		if (Files.isDirectory(file)) throw new UserException("'" + file + "' is a folder; give an image file.");
		if (!Files.exists(file)) throw new UserException("There is no image file '" + file + "'.");
		if (!Files.isReadable(file)) throw new UserException("The image file '" + file + "' may not be read; check its permissions.");
		try {
			final long length = Files.size(file);
			if (length == 0) throw new UserException("The image file '" + file + "' is empty (0 bytes).");
			return length;
		}
		catch (final IOException exc) {
			throw problem(file, exc);
		}
	}

	private static UserException problem(final Path file, final Throwable cause) {
		if (cause instanceof UserException told) return told;
		if (cause instanceof OutOfMemoryError) return new UserException("The image '" + file +
			"' does not fit into the memory, or is damaged; give Java more memory (-Xmx).", cause);
		final String message = cause.getMessage();
		return new UserException("The image '" + file + "' can't be read; it is damaged or truncated (" + (message == null ? cause.getClass()
			.getSimpleName() : message.lines().findFirst().orElse("")) + ").", cause);
	}

	private static ImagePlus read(final Path file, final long length) throws IOException {
		final int type = new Opener().getFileType(file.toString());
		return switch (type) {
			case Opener.TIFF -> TiffCheck.isForImageJ(file, length) ? readByImageJ(file, length) : ImageIoReader.read(file);
			case Opener.PNG, Opener.JPEG, Opener.BMP -> ImageIoReader.read(file);
			case Opener.DICOM, Opener.TIFF_AND_DICOM, Opener.FITS, Opener.PGM, Opener.GIF, Opener.ZIP -> readByImageJ(file, length);
			default -> throw new UserException("The file '" + file +
				"' is not an image that can be read here; possible are TIFF, PNG, JPEG, BMP, GIF, DICOM, FITS and PGM.");
		};
	}

	private static ImagePlus readByImageJ(final Path file, final long length) throws IOException {
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		final AtomicReference<Throwable> problem = new AtomicReference<>();
		// Otherwise ImageJ prints the stack trace, or shows it in a window.
		IJ.setExceptionHandler(problem::set);
		final ImagePlus image;
		try {
			image = opener.openImage(file.toAbsolutePath().toString());
		}
		finally {
			IJ.setExceptionHandler(null);
		}
		if (problem.get() != null) throw new IOException(problem.get());
		if (image == null || image.getWidth() == 0) throw new IOException("ImageJ can't open this variant of the format");
		final FileInfo info = image.getOriginalFileInfo();
		if (info != null && info.fileFormat != FileInfo.ZIP_ARCHIVE) TiffCheck.requireComplete(file, length, info);
		return image;
	}
}
