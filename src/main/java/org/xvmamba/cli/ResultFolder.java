package org.xvmamba.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import ij.ImagePlus;
import ij.io.FileSaver;

import org.xvmamba.Progress;
import org.xvmamba.SiblingFolder;
import org.xvmamba.UserException;
import org.xvmamba.display.ClassMapImage;
import org.xvmamba.display.LayerStack;
import org.xvmamba.display.OverlayPicture;
import org.xvmamba.display.Report;
import org.xvmamba.explain.ClassMap;
import org.xvmamba.explain.Explanation;
import org.xvmamba.explain.ExplanationSeries;
import org.xvmamba.explain.MapIndex;
import org.xvmamba.image.PlanePosition;

/**
 * The files of one explained image. They grow beside their final place and are moved there at the end; without that, closing removes them.
 */
final class ResultFolder implements AutoCloseable {

	/** By this file a folder is known to be one of these, which may be replaced. */
	static final String PROVENANCE = "provenance.json";

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().serializeNulls().create();

	private static final String CLASS_MAP = "class_map.tif";

	private static final double GIGABYTE = 1L << 30;
	private static final double MOST_TIFF_BYTES = 4 * GIGABYTE;

	private final Path target;
	private final SiblingFolder folder;

	private ResultFolder(final Path target, final SiblingFolder folder) {
		this.target = target;
		this.folder = folder;
	}

	/**
	 * @param target where the results shall stand; results of an earlier call are replaced
	 * @throws UserException when nothing can be written there, or something else stands there
	 */
	static ResultFolder at(final Path target) {
		requireReplaceable(target);
		return new ResultFolder(target, SiblingFolder.of(target));
	}

	/** @throws UserException when something else than results of this program stands there */
	static void requireReplaceable(final Path target) {
		if (!Files.exists(target) || Files.exists(target.resolve(PROVENANCE))) return;
		try (Stream<Path> children = Files.list(target)) {
			if (children.findAny().isEmpty()) return;
		}
		catch (final IOException exc) {
			throw SiblingFolder.notWritten(target, exc);
		}
		throw new UserException("'" + target +
			"' holds something else than results of an earlier explanation, and is left as it is; choose another folder with --out.");
	}

	/**
	 * Writes everything, and puts it into place. Of several planes, each has a folder of its own, but for hyperstack and class map, of which
	 * they are the frames; {@code prediction.json} and {@code provenance.json} beside it list them. Where there are no maps, only predictions,
	 * class map and provenance are written.
	 *
	 * @param image that was explained; it is left on the last plane
	 * @param series what was found
	 * @param report whether a report of each plane is written, too
	 * @param progress asked for cancellation at every tile and file
	 * @return a sentence about a hyperstack that was too big to be written; nothing when everything is there
	 * @throws UserException when the file system refuses
	 */
	Optional<String> write(final ImagePlus image, final ExplanationSeries series, final boolean report, final Progress progress) {
		final Optional<String> leftOut;
		try {
			leftOut = writeLayers(series, progress);
			if (ClassMap.isPossible(series.first())) writeTiff(ClassMapImage.of(series), CLASS_MAP);
			if (series.planes().size() == 1) writePlane(folder.path(), image, series.first(), report, progress);
			else writePlanes(image, series, report, progress);
		}
		catch (final IOException exc) {
			throw SiblingFolder.notWritten(target, exc);
		}
		progress.throwIfCancelled();
		folder.moveIntoPlace();
		return leftOut;
	}

	private void writePlanes(final ImagePlus image, final ExplanationSeries series, final boolean report, final Progress progress)
		throws IOException
	{
		final Map<String, Object> predictions = new LinkedHashMap<>();
		final Map<String, Object> provenances = new LinkedHashMap<>();
		for (final Explanation explanation : series.planes()) {
			final PlanePosition plane = explanation.picture().plane();
			final String name = "slice-" + plane.slice() + "-frame-" + plane.frame();
			image.setPosition(PlanePosition.currentChannel(image), plane.slice(), plane.frame());
			writePlane(Files.createDirectory(folder.path().resolve(name)), image, explanation, report, progress);
			predictions.put(name, PredictionFile.json(explanation.prediction()));
			provenances.put(name, explanation.provenance());
		}
		writeJson(folder.path().resolve(PredictionFile.NAME), Map.of("planes", predictions));
		writeJson(folder.path().resolve(PROVENANCE), Map.of("planes", provenances));
	}

	private static void writePlane(final Path folder, final ImagePlus image, final Explanation explanation, final boolean report,
		final Progress progress) throws IOException
	{
		writeJson(folder.resolve(PredictionFile.NAME), PredictionFile.of(explanation));
		if (explanation.withoutMaps().isEmpty()) writeMaps(folder, image, explanation, report, progress);
		writeJson(folder.resolve(PROVENANCE), explanation.provenance());
	}

	private static void writeMaps(final Path folder, final ImagePlus image, final Explanation explanation, final boolean report,
		final Progress progress) throws IOException
	{
		RawMapFiles.write(folder.resolve("raw"), explanation, progress);
		if (!new FileSaver(OverlayPicture.of(image, explanation)).saveAsPng(folder.resolve("overlay.png").toString())) throw new IOException(
			"ImageJ could not save overlay.png");
		if (report) Report.write(folder.resolve(Report.FILE), image, explanation, progress);
	}

	/** Writes what Gson can write, indented. */
	static void writeJson(final Path file, final Object content) throws IOException {
		try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
			GSON.toJson(content, writer);
			writer.write('\n');
		}
	}

	/** One hyperstack an index: the first under the plain name, the others with theirs. */
	private Optional<String> writeLayers(final ExplanationSeries series, final Progress progress) throws IOException {
		for (final MapIndex index : series.first().indices()) {
			progress.throwIfCancelled();
			final boolean first = index == series.first().indices().get(0);
			final ImagePlus layers = LayerStack.of(series, index);
			final String name = first ? "explanation.tif" : "explanation." + index.key() + ".tif";
			final double bytes = (double) layers.getWidth() * layers.getHeight() * layers.getStackSize() * Float.BYTES;
			if (bytes > MOST_TIFF_BYTES) return Optional.of(name + " was left out of " + target + ": at the image's size it would have " + Math
				.round(bytes / GIGABYTE) + " GB, and a TIFF file can have 4; the raw maps are there, and --roi or --blocks make it smaller.");
			writeTiff(layers, name);
		}
		return Optional.empty();
	}

	private void writeTiff(final ImagePlus image, final String name) throws IOException {
		final String file = folder.path().resolve(name).toString();
		final FileSaver saver = new FileSaver(image);
		if (!(image.getStackSize() > 1 ? saver.saveAsTiffStack(file) : saver.saveAsTiff(file))) throw new IOException("ImageJ could not save " +
			name);
	}

	/** Removes what was not put into place. */
	@Override
	public void close() {
		folder.close();
	}
}
