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
import java.util.function.Function;
import java.util.stream.Stream;

import org.xvmamba.UserException;
import org.xvmamba.explain.InfluenceMeasure.PixelMask;
import org.xvmamba.image.ImageFiles;
import org.xvmamba.image.Region;
import org.xvmamba.image.Selection;

import ij.process.ImageProcessor;

/**
 * Where the evidence lies in images: from a table of boxes, or a folder of masks and regions of interest that are named like the images.
 * Immutable.
 */
public final class TruthFiles {

	/** Nothing is known. */
	public static final TruthFiles NONE = new TruthFiles(Map.of(), Map.of(), file -> List.of());

	private final Map<String, List<Region>> boxes;
	private final Map<String, List<Path>> files;
	private final Function<Path, List<Selection>> regionReader;

	private TruthFiles(final Map<String, List<Region>> boxes, final Map<String, List<Path>> files,
		final Function<Path, List<Selection>> regionReader)
	{
		this.boxes = boxes;
		this.files = files;
		this.regionReader = regionReader;
	}

	/**
	 * @param path a table with the columns {@code file} (or {@code image}), {@code xmin}, {@code ymin}, {@code xmax}, {@code ymax}, in pixels,
	 *          upper bounds exclusive; or a folder of masks (image files, other than 0 inside), ImageJ's {@code .roi} and {@code .zip}
	 * @param regionReader reads the latter two
	 * @throws UserException when there is no such path, or the table is malformed
	 */
	public static TruthFiles of(final Path path, final Function<Path, List<Selection>> regionReader) {
		if (Files.isDirectory(path)) return new TruthFiles(Map.of(), filesIn(path), regionReader);
		if (!Files.exists(path)) throw new UserException("There is no truth at '" + path + "'; give a folder of masks or regions, or a table of boxes.");
		return new TruthFiles(boxes(CsvTable.read(path)), Map.of(), regionReader);
	}

	private static Map<String, List<Path>> filesIn(final Path folder) {
		try (Stream<Path> children = Files.list(folder)) {
			final Map<String, List<Path>> byName = new HashMap<>();
			children.filter(Files::isRegularFile).sorted().forEach(file -> byName.computeIfAbsent(CsvTable.base(file.getFileName().toString()),
				name -> new ArrayList<>()).add(file));
			return byName;
		}
		catch (final IOException exc) {
			throw new UserException("The folder '" + folder + "' can't be read: " + exc.getMessage() + ".", exc);
		}
	}

	private static Map<String, List<Region>> boxes(final CsvTable table) {
		final int left = table.column("xmin");
		final int top = table.column("ymin");
		final int right = table.column("xmax");
		final int bottom = table.column("ymax");
		final Map<String, List<Region>> boxes = new HashMap<>();
		table.rowsByFile().forEach((file, rows) -> boxes.put(file, rows.stream().map(row -> box(table, row, left, top, right, bottom)).toList()));
		return boxes;
	}

	private static Region box(final CsvTable table, final int row, final int left, final int top, final int right, final int bottom) {
		final int x = (int) Math.round(table.number(row, left));
		final int y = (int) Math.round(table.number(row, top));
		return new Region(x, y, (int) Math.max(1, Math.round(table.number(row, right)) - x), (int) Math.max(1, Math.round(table.number(row,
			bottom)) - y));
	}

	/**
	 * @param file name of an image
	 * @return which of its pixels are evidence; empty where nothing is known of it
	 * @throws UserException when a mask or a region can't be read
	 */
	Optional<PixelMask> of(final String file) {
		final String name = CsvTable.base(file);
		final List<PixelMask> masks = new ArrayList<>();
		for (final Region box : boxes.getOrDefault(name, List.of()))
			masks.add(inside(Selection.of(box)));
		for (final Path path : files.getOrDefault(name, List.of())) {
			final String lower = path.getFileName().toString().toLowerCase(Locale.ROOT);
			if (lower.endsWith(".roi") || lower.endsWith(".zip")) regionReader.apply(path).forEach(region -> masks.add(inside(region)));
			else masks.add(inside(ImageFiles.open(path).getProcessor()));
		}
		return masks.isEmpty() ? Optional.empty() : Optional.of((x, y) -> masks.stream().anyMatch(mask -> mask.contains(x, y)));
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

	private static PixelMask inside(final ImageProcessor mask) {
		final ImageProcessor grey = mask.convertToFloat();
		return (x, y) -> x < grey.getWidth() && y < grey.getHeight() && grey.getf(x, y) != 0;
	}
}
