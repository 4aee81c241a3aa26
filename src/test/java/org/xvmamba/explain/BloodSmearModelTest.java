package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xvmamba.Progress;
import org.xvmamba.image.ImageFiles;
import org.xvmamba.image.ImagePlusPictures;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Region;
import org.xvmamba.model.ModelLibrary;

/** Holds the shipped model to its card, on the drawn pictures and their truth. */
class BloodSmearModelTest {

	private static final Path PICTURES = Path.of("test-images");
	private static final String WHITE_CELL = "white cell";

	static Stream<String> allPictures() throws IOException {
		try (Stream<Path> files = Files.list(PICTURES)) {
			return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".png")).sorted().toList().stream();
		}
	}

	@ParameterizedTest
	@MethodSource("allPictures")
	void tellsWhetherAWhiteCellIsThere(final String name) throws IOException {
		final String expected = whiteCells(name).isEmpty() ? "no white cell" : WHITE_CELL;
		assertEquals(expected, explain(name).prediction().best().name());
	}

	/** The card's least ratios are 1.3 on windows, which a cell fills by half, and 1.8 where it is one part of many. */
	@ParameterizedTest
	@MethodSource("allPictures")
	void theLastBlockPointsAtTheWhiteCells(final String name) throws IOException {
		final List<Region> cells = whiteCells(name);
		if (cells.isEmpty()) return;
		final Explanation explanation = explain(name);
		final int last = explanation.blocks().size() - 1;
		final MapRenderer map = MapRenderer.of(explanation, new MapSelection(MapIndex.JACOBIAN, last, MapSelection.MEAN));
		final double ratio = enrichment(map, explanation.picture(), cells);
		final double least = name.startsWith("window") ? 1.3 : 1.8;
		assertTrue(ratio >= least, name + ": share of the mass in the cells over their share of the area is " + ratio);
	}

	@Test
	void theLastBlockIsNotMostlyConvolution() {
		final List<BlockMaps> blocks = explain("blood-smear-1.png").tiles().get(0).blocks();
		final double share = blocks.get(blocks.size() - 1).ssmShare();
		assertTrue(share > 0.3 && share < 1, "SSM share " + share);
	}

	private static double enrichment(final MapRenderer map, final Picture picture, final List<Region> cells) {
		final float[] values = map.render(picture.width(), picture.height());
		double inside = 0;
		double all = 0;
		long area = 0;
		for (int y = 0; y < picture.height(); y++)
			for (int x = 0; x < picture.width(); x++) {
				final float value = values[y * picture.width() + x];
				all += value;
				if (!inAny(cells, x, y)) continue;
				inside += value;
				area++;
			}
		return inside / all / ((double) area / values.length);
	}

	private static boolean inAny(final List<Region> cells, final int x, final int y) {
		return cells.stream().anyMatch(cell -> x >= cell.x() && y >= cell.y() && x < cell.x() + cell.width() && y < cell.y() + cell.height());
	}

	private static Explanation explain(final String name) {
		final Picture picture = ImagePlusPictures.of(ImageFiles.open(PICTURES.resolve(name)), null);
		final ExplainOptions options = ExplainOptions.of(Map.of(ExplainOptions.MODEL, "blood smear", ExplainOptions.DEVICE, "cpu"));
		return Explainer.standard(new ModelLibrary(List.of(Path.of("models")))).explain(picture, options, Progress.NONE);
	}

	private static List<Region> whiteCells(final String name) throws IOException {
		return Files.readAllLines(PICTURES.resolve("truth.csv")).stream().skip(1).map(line -> line.split(",")).filter(row -> row[0].equals(name))
			.filter(row -> row[1].equals(WHITE_CELL)).map(BloodSmearModelTest::region).toList();
	}

	private static Region region(final String[] row) {
		final int left = Integer.parseInt(row[2]);
		final int top = Integer.parseInt(row[3]);
		return new Region(left, top, Integer.parseInt(row[4]) - left, Integer.parseInt(row[5]) - top);
	}
}
