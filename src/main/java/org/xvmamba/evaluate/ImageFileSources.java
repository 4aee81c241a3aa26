package org.xvmamba.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.xvmamba.UserException;
import org.xvmamba.image.ChannelChoice;
import org.xvmamba.image.ImageFiles;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Picture;
import org.xvmamba.image.PictureOptions;
import org.xvmamba.image.Scaling;

/** Images in files and folders, with their labels and truth. */
public final class ImageFileSources {

	/** Every slice and frame, as it is displayed. */
	static final PictureOptions ALL_PLANES = new PictureOptions(Scaling.DISPLAY, ChannelChoice.DISPLAY, true, true, false);
	private static final List<String> EXTENSIONS = List.of(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".dcm", ".pgm", ".fits");

	private ImageFileSources() {}

	/**
	 * One plane of an image file.
	 *
	 * @param plane from 0
	 */
	private record FileSource(Path file, String name, int plane, TruthFiles truthFiles, Optional<String> label) implements ImageSource {

		@Override
		public Content read() {
			final Picture picture = ImagePlusPictures.series(ImageFiles.open(file), null, ALL_PLANES).get(plane);
			return new Content(picture, truthFiles.of(file.getFileName().toString()), label);
		}
	}

	/**
	 * @param paths image files; and folders, of which all image files are taken, in the order of their names, those of folders inside as well
	 * @param labels table with the columns {@code file} (or {@code image}) and {@code label} (or {@code class}), where there is one
	 * @param truth where the evidence lies
	 * @return a source for each file, and for each plane of a TIFF stack
	 * @throws UserException when a path is not there, or the table is malformed
	 */
	public static List<ImageSource> of(final List<Path> paths, final Optional<Path> labels, final TruthFiles truth) {
		final Map<String, String> byFile = labels.map(ImageFileSources::labels).orElse(Map.of());
		final List<ImageSource> sources = new ArrayList<>();
		for (final Path path : paths)
			for (final Path file : files(path)) {
				final String name = file.getFileName().toString();
				final int planes = planes(file);
				for (int plane = 0; plane < planes; plane++)
					sources.add(new FileSource(file, planes == 1 ? name : name + ":" + (plane + 1), plane, truth, Optional.ofNullable(byFile.get(CsvTable
						.base(name)))));
			}
		return sources;
	}

	private static Map<String, String> labels(final Path file) {
		final CsvTable table = CsvTable.read(file);
		final int label = table.column("label", "class");
		final Map<String, String> byFile = new HashMap<>();
		table.rowsByFile().forEach((name, rows) -> byFile.put(name, table.text(rows.get(0), label)));
		return byFile;
	}

	private static List<Path> files(final Path path) {
		if (!Files.isDirectory(path)) return List.of(path);
		try (Stream<Path> inside = Files.walk(path)) {
			return inside.filter(Files::isRegularFile).filter(file -> EXTENSIONS.stream().anyMatch(file.getFileName().toString().toLowerCase(
				Locale.ROOT)::endsWith)).sorted().toList();
		}
		catch (final IOException exc) {
			throw new UserException("The folder '" + path + "' can't be read: " + exc.getMessage() + ".", exc);
		}
	}

	/** Only a TIFF file is asked. One that can't be read is told of when it is its turn. */
	private static int planes(final Path file) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		if (!name.endsWith(".tif") && !name.endsWith(".tiff")) return 1;
		try {
			return ImagePlusPictures.series(ImageFiles.open(file), null, ALL_PLANES).size();
		}
		catch (final UserException exc) {
			return 1;
		}
	}
}
