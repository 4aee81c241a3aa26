package org.xvmamba.explain;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xvmamba.explain.DrawnPictures.Drawn;
import org.xvmamba.image.Picture;
import org.xvmamba.image.Region;

/** Holds the maps of the blood-smear model to its card, on the drawn pictures and their truth. */
class BloodSmearModelTest {

	private static final String MODEL = "blood-smear";

	static Stream<Drawn> smears() throws IOException {
		return DrawnPictures.all().stream().filter(drawn -> drawn.model().equals(MODEL));
	}

	/** The card's least ratios are 1.3 on windows, which a cell fills by half, and 1.8 where it is one part of many. */
	@ParameterizedTest
	@MethodSource("smears")
	void theLastBlockPointsAtTheWhiteCells(final Drawn smear) throws IOException {
		final List<Region> cells = DrawnPictures.evidence(smear.file());
		if (cells.isEmpty()) return;
		final Explanation explanation = DrawnPictures.explain(smear);
		final int last = explanation.blocks().size() - 1;
		final MapRenderer map = MapRenderer.of(explanation, new MapSelection(MapIndex.JACOBIAN, last, MapSelection.MEAN));
		final double ratio = enrichment(map, explanation.picture(), cells);
		final double least = smear.file().startsWith("window") ? 1.3 : 1.8;
		assertTrue(ratio >= least, smear.file() + ": share of the mass in the cells over their share of the area is " + ratio);
	}

	@Test
	void theLastBlockIsNotMostlyConvolution() {
		final List<BlockMaps> blocks = DrawnPictures.explain(new Drawn("blood-smear-1.png", MODEL, "white cell")).tiles().get(0).blocks();
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
}
