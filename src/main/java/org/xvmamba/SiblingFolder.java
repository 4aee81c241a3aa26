package org.xvmamba;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder that grows beside its final place, so that nothing half written ever stands there: {@link #moveIntoPlace()} at the end; without it,
 * {@link #close()} removes everything, also the folders above that were made for it, where nothing else has come to lie in them.
 */
public final class SiblingFolder implements AutoCloseable {

	private final Path target;
	private final Path folder;

	/** Folders above that were not there before, the deepest first. */
	private final List<Path> parents;

	private SiblingFolder(final Path target, final Path folder, final List<Path> parents) {
		this.target = target;
		this.folder = folder;
		this.parents = parents;
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
		final SiblingFolder sibling = new SiblingFolder(absolute, folder, missing(parent));
		try {
			Files.createDirectories(parent);
			Files.createDirectory(folder);
		}
		catch (final IOException | ReadOnlyFileSystemException exc) {
			sibling.close();
			throw notWritten(absolute, exc);
		}
		return sibling;
	}

	/** @return the folder and those above it that are not there, the deepest first */
	private static List<Path> missing(final Path folder) {
		return Stream.iterate(folder, Objects::nonNull, Path::getParent).takeWhile(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS)).toList();
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

	/** Removes what was not moved into place, and folders above that were made for nothing. */
	@Override
	public void close() {
		try {
			if (Files.exists(folder)) delete(folder);
			if (!Files.exists(target)) deleteEmpty(parents);
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

	private static void deleteEmpty(final List<Path> folders) throws IOException {
		for (final Path path : folders)
			if (!deleteIfEmpty(path)) return;
	}

	/** @return whether nothing stands there any more; another program may have put something into it meanwhile, which stays */
	private static boolean deleteIfEmpty(final Path path) throws IOException {
		try {
			if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) Files.deleteIfExists(path);
			return true;
		}
		catch (final DirectoryNotEmptyException exc) {
			return false;
		}
	}

	private static void delete(final Path folder) throws IOException {
		try (Stream<Path> paths = Files.walk(folder)) {
			for (final Path path : paths.sorted(Comparator.reverseOrder()).toList())
				Files.delete(path);
		}
	}
}
