package org.xvmamba.display;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

import org.xvmamba.Progress;
import org.xvmamba.SiblingFolder;
import org.xvmamba.UserException;
import org.xvmamba.explain.Explanation;
import org.xvmamba.image.PlanePosition;

import ij.ImagePlus;

/** A report of one explained image: a single HTML file with image, map, layers, tables and provenance. Needs no screen. */
public final class Report {

	/** In the menu and in macros. */
	public static final String COMMAND = "X-VMamba Report...";

	/** Name of the file among the results of an image. */
	public static final String FILE = "report.html";

	private Report() {}

	/**
	 * Writes the report of what an image shows just now: its plane, and how the person looks at it.
	 *
	 * @param file where to; an earlier report there is replaced, nothing else
	 * @param explained the image
	 * @param progress told and asked
	 * @throws UserException when that plane was not explained, or nothing can be written there
	 */
	public static void write(final Path file, final ExplainedImage explained, final Progress progress) {
		final ImagePlus image = explained.image();
		final PlanePosition shown = PlanePosition.current(image);
		final PlanePosition found = explained.explanation().picture().plane();
		if (!found.equals(shown)) throw new UserException("The plane that '" + image.getTitle() + "' shows, " + shown.inWords() +
			", was not explained; go to " + found.inWords() + ", or run X-VMamba Explain... with planes=all.");
		write(file, image, explained.explanations(), explained.view(), progress);
	}

	/**
	 * Writes the report of one plane as its options look at it.
	 *
	 * @param file where to; an earlier report there is replaced, nothing else
	 * @param source the image, on the plane that was explained; it is not changed
	 * @param explanation what was found on it
	 * @param progress told and asked
	 * @throws UserException when nothing can be written there
	 */
	public static void write(final Path file, final ImagePlus source, final Explanation explanation, final Progress progress) {
		write(file, source, List.of(explanation), MapView.of(explanation), progress);
	}

	private static void write(final Path file, final ImagePlus source, final List<Explanation> explanations, final MapView view,
		final Progress progress)
	{
		final Path target = file.toAbsolutePath().normalize();
		try {
			requireReplaceable(target);
			final String page = ReportPage.of(source, explanations, view, progress);
			progress.throwIfCancelled();
			put(page, target);
		}
		catch (final IOException exc) {
			throw SiblingFolder.notWritten(target, exc);
		}
	}

	/** Grows beside its final place, so that nothing half written ever stands there. */
	private static void put(final String page, final Path target) throws IOException {
		if (target.getParent() != null) Files.createDirectories(target.getParent());
		final Path partial = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".partial");
		try {
			Files.writeString(partial, page);
			Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(partial);
		}
	}

	private static void requireReplaceable(final Path target) throws IOException {
		if (Files.exists(target) && !isReport(target)) throw new UserException("'" + target +
			"' is something else than an earlier report, and is left as it is; choose another file.");
	}

	private static boolean isReport(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) return false;
		try (BufferedReader reader = Files.newBufferedReader(file)) {
			return reader.lines().limit(10).anyMatch(line -> line.startsWith(ReportPage.MARK));
		}
		catch (final UncheckedIOException exc) {
			if (exc.getCause() instanceof MalformedInputException) return false;
			throw exc.getCause();
		}
	}
}
