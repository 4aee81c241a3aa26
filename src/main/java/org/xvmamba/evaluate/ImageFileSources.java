package org.xvmamba.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
	private record FileSource(OpenedFile file, String name, int plane, int planes, List<ImageTruth> truth, Optional<String> label)
		implements ImageSource
	{

		@Override
		public boolean hasTruth() {
			return !truth.isEmpty();
		}

		@Override
		public Content read() {
			final Picture picture = file.pictures().get(plane);
			return new Content(picture, ImageTruth.joined(truth, picture, plane, planes), label);
		}
	}

	/**
	 * @param paths image files; and folders, of which all image files are taken, in the order of their names, those of folders inside as well, but
	 *          not those of the truth
	 * @param labels table with the columns {@code file} (or {@code image}) and {@code label} (or {@code class}), where there is one
	 * @param truth where the evidence lies
	 * @return a source for each file, and for each plane of a TIFF stack
	 * @throws UserException when a folder has no image, the table is malformed, or it is not clear to which image its rows or the truth belong
	 */
	public static List<ImageSource> of(final List<Path> paths, final Optional<Path> labels, final TruthFiles truth) {
		final Map<Path, String> names = names(paths, truth);
		final Map<Path, String> labelOf = labels.map(table -> labels(table, names.keySet())).orElse(Map.of());
		final Map<Path, List<ImageTruth>> truthOf = truth.of(names.keySet());
		final List<ImageSource> sources = new ArrayList<>();
		names.forEach((path, name) -> {
			final OpenedFile file = new OpenedFile(path);
			final int planes = file.planes();
			for (int plane = 0; plane < planes; plane++)
				sources.add(new FileSource(file, planes == 1 ? name : name + ":" + (plane + 1), plane, planes, truthOf.getOrDefault(path, List.of()),
					Optional.ofNullable(labelOf.get(path))));
		});
		return sources;
	}

	/** @return all image files, each once, and their names: without folders, where that tells them apart */
	private static Map<Path, String> names(final List<Path> paths, final TruthFiles truth) {
		final Map<Path, String> names = new LinkedHashMap<>();
		for (final Path path : paths)
			for (final Path file : files(path, truth))
				names.putIfAbsent(file, Files.isDirectory(path) ? path.relativize(file).toString().replace('\\', '/') : file.toString());
		final Map<String, Long> counts = names.keySet().stream().collect(Collectors.groupingBy(ImageFileSources::last, Collectors.counting()));
		final Map<String, Long> within = names.values().stream().collect(Collectors.groupingBy(name -> name, Collectors.counting()));
		names.replaceAll((file, name) -> counts.get(last(file)) == 1 ? last(file) : within.get(name) == 1 ? name : file.toString());
		return names;
	}

	private static String last(final Path file) {
		return file.getFileName().toString();
	}

	private static Map<Path, String> labels(final Path file, final Collection<Path> images) {
		final CsvTable table = CsvTable.read(file);
		final int column = table.column("label", "class");
		final Map<String, List<Integer>> rows = table.rowsByFile();
		final Map<Path, String> labels = new HashMap<>();
		NameMatching.of(table.toString(), rows.keySet(), images).forEach((image, name) -> labels.put(image, label(table, rows.get(name), column,
			name)));
		return labels;
	}

	private static String label(final CsvTable table, final List<Integer> rows, final int column, final String name) {
		final List<String> labels = rows.stream().map(row -> table.text(row, column)).distinct().toList();
		if (labels.size() > 1) throw new UserException(table + " has '" + labels.get(0) + "' and '" + labels.get(1) + "' for '" + name +
			"'; give each image one label.");
		return labels.get(0);
	}

	private static List<Path> files(final Path path, final TruthFiles truth) {
		if (!Files.isDirectory(path)) return List.of(path);
		try (Stream<Path> inside = Files.walk(path)) {
			final List<Path> files = inside.filter(Files::isRegularFile).filter(file -> !truth.isWithin(path) || !truth.holds(file))
				.filter(file -> EXTENSIONS.stream().anyMatch(last(file).toLowerCase(Locale.ROOT)::endsWith)).sorted().toList();
			if (files.isEmpty()) throw new UserException("The folder '" + path + "' has no image; images are files that end in " + String.join(", ",
				EXTENSIONS) + ".");
			return files;
		}
		catch (final IOException | UncheckedIOException exc) {
			throw new UserException("The folder '" + path + "' can't be read: " + exc.getMessage() + ".", exc);
		}
	}

	/** An image file that stays open as long as the memory allows, so that a stack is not read anew for each of its planes. */
	private static final class OpenedFile {

		private final Path file;
		private SoftReference<List<Picture>> opened = new SoftReference<>(null);

		private OpenedFile(final Path file) {
			this.file = file;
		}

		private synchronized List<Picture> pictures() {
			List<Picture> pictures = opened.get();
			if (pictures == null) {
				pictures = ImagePlusPictures.series(ImageFiles.open(file), null, ALL_PLANES);
				if (pictures.size() > 1) opened = new SoftReference<>(pictures);
			}
			return pictures;
		}

		/** Only a TIFF file is asked. One that can't be read is told of when it is its turn. */
		private int planes() {
			final String name = last(file).toLowerCase(Locale.ROOT);
			if (!name.endsWith(".tif") && !name.endsWith(".tiff")) return 1;
			try {
				return pictures().size();
			}
			catch (final UserException exc) {
				return 1;
			}
		}
	}
}
