package org.xvmamba.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.xvmamba.UserException;
import org.xvmamba.explain.InfluenceMeasure.PixelMask;
import org.xvmamba.image.Region;
import org.xvmamba.image.Selection;

import ij.process.ImageProcessor;

/**
 * Where the evidence lies in images: from a table of boxes, or a folder of masks and regions of interest that are named like the images.
 * Immutable.
 */
public final class TruthFiles {

	/** Nothing is known. */
	public static final TruthFiles NONE = new TruthFiles("", Optional.empty(), Map.of());

	/** In place of the extensions of files that are joined; a name loses it where it is compared. */
	private static final String ANY_EXTENSION = ".*";

	private final String what;
	private final Optional<Path> folder;
	private final Map<String, List<Piece>> byName;

	/**
	 * What a row of the table or a file says.
	 *
	 * @param file in which it stands; empty for a row
	 */
	private record Piece(Optional<Path> file, ImageTruth truth) {}

	private TruthFiles(final String what, final Optional<Path> folder, final Map<String, List<Piece>> byName) {
		this.what = what;
		this.folder = folder;
		this.byName = byName;
	}

	/**
	 * @param path a table with the columns {@code file} (or {@code image}), {@code xmin}, {@code ymin}, {@code xmax}, {@code ymax}, in pixels,
	 *          upper bounds exclusive, all four empty where there is no box; or a folder of masks (image files, other than 0 inside), ImageJ's
	 *          {@code .roi} and {@code .zip}, those of folders inside as well
	 * @param regionReader reads the latter two
	 * @throws UserException when there is no such path, or the table is malformed
	 */
	public static TruthFiles of(final Path path, final Function<Path, List<Selection>> regionReader) {
		if (Files.isDirectory(path)) return new TruthFiles("The folder '" + path + "'", Optional.of(path), filesIn(path, regionReader));
		if (!Files.exists(path)) throw new UserException("There is no truth at '" + path + "'; give a folder of masks or regions, or a table of boxes.");
		final CsvTable table = CsvTable.read(path);
		return new TruthFiles(table.toString(), Optional.empty(), boxes(table));
	}

	private static Map<String, List<Piece>> filesIn(final Path folder, final Function<Path, List<Selection>> regionReader) {
		try (Stream<Path> inside = Files.walk(folder)) {
			final Map<String, List<Piece>> byName = new LinkedHashMap<>();
			inside.filter(Files::isRegularFile).sorted().forEach(file -> byName.computeIfAbsent(CsvTable.base(folder.relativize(file).toString()) +
				ANY_EXTENSION, name -> new ArrayList<>()).add(new Piece(Optional.of(file), ImageTruth.of(file, regionReader))));
			return byName;
		}
		catch (final IOException | UncheckedIOException exc) {
			throw new UserException("The folder '" + folder + "' can't be read: " + exc.getMessage() + ".", exc);
		}
	}

	/** @return the boxes of each file that the table names, perhaps none */
	private static Map<String, List<Piece>> boxes(final CsvTable table) {
		final int[] bounds = Stream.of("xmin", "ymin", "xmax", "ymax").mapToInt(table::column).toArray();
		final Map<String, List<Piece>> boxes = new LinkedHashMap<>();
		table.rowsByFile().forEach((file, rows) -> boxes.put(file, rows.stream().filter(row -> hasBox(table, row, bounds)).map(row -> box(table, row,
			bounds[0], bounds[1], bounds[2], bounds[3])).toList()));
		return boxes;
	}

	/** @throws UserException when a row has some of the bounds only */
	private static boolean hasBox(final CsvTable table, final int row, final int... bounds) {
		final List<String> missing = Arrays.stream(bounds).filter(bound -> table.text(row, bound).isEmpty()).mapToObj(table::name).toList();
		if (!missing.isEmpty() && missing.size() < bounds.length) throw new UserException(table + " has no " + String.join(" and no ", missing) +
			" in row " + (row + 1) + "; give all four, or leave all four empty where there is no box.");
		return missing.isEmpty();
	}

	private static Piece box(final CsvTable table, final int row, final int left, final int top, final int right, final int bottom) {
		if (table.number(row, right) <= table.number(row, left) || table.number(row, bottom) <= table.number(row, top)) throw new UserException(
			table + " has in row " + (row + 1) + " a box that ends before it begins, x from " + table.text(row, left) + " to " + table.text(row,
				right) + ", y from " + table.text(row, top) + " to " + table.text(row, bottom) + "; xmax must be above xmin, and ymax above ymin.");
		final int x = (int) Math.round(table.number(row, left));
		final int y = (int) Math.round(table.number(row, top));
		final Region box = new Region(x, y, (int) Math.max(1, Math.round(table.number(row, right)) - x), (int) Math.max(1, Math.round(table.number(
			row, bottom)) - y));
		return new Piece(Optional.empty(), (picture, plane, planes) -> List.of(inside(Selection.of(box))));
	}

	/**
	 * @param images files, each once; one that lies among the truth is no mask
	 * @return what is known of those that are named; nothing, of one without a box
	 * @throws UserException when it is not clear which image is meant, or none of them is
	 */
	Map<Path, List<ImageTruth>> of(final Collection<Path> images) {
		if (this == NONE) return Map.of();
		final Set<Path> known = images.stream().map(TruthFiles::absolute).collect(Collectors.toSet());
		final Map<String, List<ImageTruth>> pieces = new LinkedHashMap<>();
		byName.forEach((name, all) -> {
			final List<ImageTruth> others = all.stream().filter(piece -> piece.file.map(file -> !known.contains(absolute(file))).orElse(true)).map(
				Piece::truth).toList();
			// Without a box, a name of the table still means its image.
			if (!others.isEmpty() || all.isEmpty()) pieces.put(name, others);
		});
		final Map<Path, List<ImageTruth>> truth = new LinkedHashMap<>();
		NameMatching.of(what, pieces.keySet(), images).forEach((file, name) -> truth.put(file, pieces.get(name)));
		return truth;
	}

	/** @return whether all of the truth lies in one folder inside of another */
	boolean isWithin(final Path other) {
		return folder.isPresent() && !absolute(folder.get()).equals(absolute(other)) && absolute(folder.get()).startsWith(absolute(other));
	}

	/** @return whether a file lies in the folder of the truth */
	boolean holds(final Path file) {
		return folder.isPresent() && absolute(file).startsWith(absolute(folder.get()));
	}

	private static Path absolute(final Path path) {
		return path.toAbsolutePath().normalize();
	}

	/** @return the pixels of a selection */
	public static PixelMask inside(final Selection selection) {
		final Region bounds = selection.bounds();
		final ImageProcessor shape = selection.maskOrNull();
		return (x, y) -> {
			final int column = x - bounds.x();
			final int row = y - bounds.y();
			return column >= 0 && row >= 0 && column < bounds.width() && row < bounds.height() && (shape == null || shape.get(column, row) != 0);
		};
	}
}
