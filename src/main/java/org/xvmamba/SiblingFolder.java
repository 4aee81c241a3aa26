package org.xvmamba;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Comparator;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder that grows beside its final place, so that nothing half written ever stands there: {@link #moveIntoPlace()} at the end; without it,
 * {@link #close()} removes everything.
 */
public final class SiblingFolder implements AutoCloseable {

	private final Path target;
	private final Path folder;

	private SiblingFolder(final Path target, final Path folder) {
		this.target = target;
		this.folder = folder;
	}

	/**
	 * @param target where the folder shall stand in the end; its parents are made where they are missing
	 * @return an empty folder beside it
	 * @throws UserException when nothing can be written there
	 */
	public static SiblingFolder of(final Path target) {
		final Path absolute = target.toAbsolutePath().normalize();
		final Path parent = absolute.getParent();
		if (parent == null) throw new UserException("The folder '" + target + "' can't be written: it is the root of a file system.");
		final Path folder = parent.resolve("." + absolute.getFileName() + "." + UUID.randomUUID() + ".partial");
		try {
			Files.createDirectories(parent);
			Files.createDirectory(folder);
		}
		catch (final IOException | ReadOnlyFileSystemException exc) {
			throw notWritten(absolute, exc);
		}
		return new SiblingFolder(absolute, folder);
	}

	/** @return where to write */
	public Path path() {
		return folder;
	}

	/**
	 * Puts the folder where it shall stand, in place of what stood there.
	 *
	 * @throws UserException when the file system refuses
	 */
	public void moveIntoPlace() {
		try {
			if (Files.exists(target)) replace();
			else Files.move(folder, target);
		}
		catch (final IOException exc) {
			throw notWritten(target, exc);
		}
	}

	private void replace() throws IOException {
		final Path former = folder.resolveSibling(folder.getFileName() + ".former");
		Files.move(target, former);
		try {
			Files.move(folder, target);
		}
		catch (final IOException exc) {
			Files.move(former, target);
			throw exc;
		}
		delete(former);
	}

	/**
	 * Removes a folder: it is moved aside first, so that it is either whole or gone.
	 *
	 * @param folder with all that is in it
	 * @throws UserException when the file system refuses
	 */
	public static void remove(final Path folder) {
		final Path aside = folder.resolveSibling("." + folder.getFileName() + "." + UUID.randomUUID() + ".removed");
		try {
			Files.move(folder, aside);
			delete(aside);
		}
		catch (final IOException exc) {
			throw new UserException("'" + folder + "' can't be removed: " + reason(exc) + "; close what uses it, or remove it yourself.", exc);
		}
	}

	/** Removes what was not moved into place. */
	@Override
	public void close() {
		if (!Files.exists(folder)) return;
		try {
			delete(folder);
		}
		catch (final IOException exc) {
			throw new UncheckedIOException("The temporary folder " + folder + " can't be removed.", exc);
		}
	}

	/**
	 * @param target what was to be written
	 * @param problem what the file system said
	 * @return the problem in a sentence
	 */
	public static UserException notWritten(final Path target, final Exception problem) {
		return new UserException("'" + target + "' can't be written: " + reason(problem) + "; choose another folder or make room.", problem);
	}

	private static String reason(final Exception problem) {
		if (problem instanceof AccessDeniedException || problem instanceof ReadOnlyFileSystemException) return "writing there is not permitted";
		if (problem instanceof FileAlreadyExistsException exists) return exists.getFile() + " is a file where a folder is needed";
		if (problem instanceof NoSuchFileException missing) return "the folder for " + missing.getFile() + " can't be made";
		final String said = problem instanceof FileSystemException system && system.getReason() != null ? system.getReason() : String.valueOf(
			problem.getMessage());
		return said.toLowerCase(Locale.ROOT).contains("no space left") ? "the disk is full" : said;
	}

	private static void delete(final Path folder) throws IOException {
		try (Stream<Path> paths = Files.walk(folder)) {
			for (final Path path : paths.sorted(Comparator.reverseOrder()).toList())
				Files.delete(path);
		}
	}
}
